/** Invites: a code in a link, its hash in the store, with a role, an end and a number of uses. */
import type { InviteKind } from "../../shared/domain/invite-kind.ts";
import { cleanParty, PARTY_MS } from "../../shared/domain/party.ts";
import { fail, ok, type Result } from "../../shared/domain/result.ts";
import { inviteGives } from "../../shared/domain/roles.ts";
import { atLeast, type Role } from "../../shared/domain/permissions.ts";
import type { Conduct, InviteInfo } from "../../shared/protocol/http.ts";
import type { InviteRow, MembershipRow, SpaceStore, UserRow } from "../ports/space-store.ts";
import { accessTo, whyOut } from "./access.ts";
import { conductOf, wants } from "./conduct.ts";
import { checkProfile, type Profile } from "./me.ts";
import type { NameCheck } from "./names.ts";
import type { Identity, Ports } from "./ports.ts";
import type { Entered } from "./owner.ts";
import { hashSecret, newCode, newId } from "./secrets.ts";
import { newSession } from "./sessions.ts";

const DAY = 86_400_000;

export const describeInvite = (row: InviteRow): InviteInfo => ({
  id: row.id,
  role: row.role,
  expiresAt: row.expiresAt,
  usesLeft: row.usesLeft,
  revoked: row.revoked,
  lobby: row.lobby ?? false,
  label: row.label ?? null,
  opensEarly: row.opensEarly ?? false,
  shared: row.shared ?? false,
  createdAt: row.createdAt,
});

export interface InviteWish extends Partial<InviteKind> {
  role: Role;
  /** Days until it expires, or null for never. */
  days: number | null;
  /** How many people may come by it, or null for any number. */
  uses: number | null;
}

/** Errors: `not_found`, `ejected`, `forbidden` (also for a role above one's own, and for the owner's: that has a link of its own). */
export async function createInvite(
  ports: Ports,
  user: UserRow,
  space: string,
  wish: InviteWish,
): Promise<Result<{ invite: InviteInfo; code: string }>> {
  const now = ports.clock.now();
  const access = await accessTo(ports.store, user, space, "invite.create", now);
  if (!access.ok) return access;
  if (wish.role === "owner" || !atLeast(access.value.role, wish.role)) return fail("forbidden");
  const code = newCode(ports.random);
  const row: InviteRow = {
    id: newId(ports.random),
    hash: hashSecret(code),
    space,
    role: wish.role,
    expiresAt: wish.days === null ? null : now + wish.days * DAY,
    usesLeft: wish.uses,
    revoked: false,
    lobby: wish.lobby ?? false,
    opensEarly: wish.opensEarly ?? false,
    shared: wish.shared ?? false,
    createdAt: now,
  };
  await ports.store.createInvite(row);
  return ok({ invite: describeInvite(row), code });
}

export async function listInvites({ store, clock }: Ports, user: UserRow, space: string): Promise<Result<InviteInfo[]>> {
  const access = await accessTo(store, user, space, "invite.list", clock.now());
  return access.ok ? ok((await store.invites(space)).map(describeInvite)) : access;
}

export async function revokeInvite({ store, clock }: Ports, user: UserRow, id: string): Promise<Result<null>> {
  const invite = await store.invite(id);
  if (invite === null) return fail("not_found");
  const access = await accessTo(store, user, invite.space, "invite.revoke", clock.now());
  if (!access.ok) return access;
  await store.revokeInvite(id);
  return ok(null);
}

/** Why an invite does not open, or null. A member of its space is not kept out by its end: they have been let in before. */
function refusal(invite: InviteRow, now: number): "invite_revoked" | "invite_expired" | "invite_used_up" | null {
  if (invite.revoked) return "invite_revoked";
  if (invite.expiresAt !== null && now >= invite.expiresAt) return "invite_expired";
  return invite.usesLeft === 0 ? "invite_used_up" : null;
}

/** It lets somebody new in. */
export const mayStillOpen = (invite: InviteRow, now: number): boolean => refusal(invite, now) === null;

/** True when the invite gives this person nothing that they do not have. */
async function hasAlready(store: SpaceStore, invite: InviteRow, user: UserRow): Promise<boolean> {
  if (user.owner) return true;
  const member = await store.membership(invite.space, user.id);
  return member !== null && inviteGives(invite, member) === "nothing";
}

/** The role that somebody who is in already has to be let have, if they come by this invite; null: none. */
function asksFor(invite: InviteRow, member: MembershipRow): Role | null {
  return inviteGives(invite, { ...member, asks: null }) === "question" ? invite.role : null;
}

/** What an invite leads to, before anyone goes in. Errors: `invite_unknown`, `invite_revoked`, `invite_expired`, `invite_used_up`. */
export async function peekInvite(
  { store, clock }: Ports,
  code: string,
  who: Identity | null,
): Promise<
  Result<{
    space: string;
    spaceName: string;
    conduct: Conduct | null;
    accepted: boolean;
    shared: boolean;
    startsAt: number | null;
    out: "ejected" | "banned" | null;
    asks: Role | null;
    once: boolean;
  }>
> {
  const invite = await store.inviteByHash(hashSecret(code));
  const space = invite && (await store.space(invite.space));
  if (invite === null || space === null) return fail("invite_unknown");
  const refused = refusal(invite, clock.now());
  if (refused !== null && !(who !== null && (await hasAlready(store, invite, who.user)))) return fail(refused);
  const member = who === null ? null : await store.membership(space.id, who.user.id);
  const conduct = conductOf(space.settings);
  const accepted = who !== null && (who.user.owner || (member !== null && wants(space.settings, member) === null));
  const { startsAt } = space.settings;
  const out = who === null ? null : whyOut(who.user, member, clock.now());
  return ok({
    space: space.id,
    spaceName: space.name,
    conduct,
    accepted,
    shared: invite.shared ?? false,
    startsAt,
    out: out?.code ?? null,
    asks: member === null || who?.user.owner === true ? null : asksFor(invite, member),
    once: member === null && invite.usesLeft === 1,
  });
}

/**
 * Somebody else at the browser of somebody who is out: not while that lasts, and never past the lobby where it lasts until it is taken back. A
 * device that several use is free for the next person.
 * @returns whether they have to be asked for; or `ejected {until}`
 */
async function guardOf({ store, clock }: Ports, invite: InviteRow, who: Identity | null): Promise<Result<boolean>> {
  if (who === null || who.shared === true) return ok(false);
  const member = await store.membership(invite.space, who.user.id);
  const out = whyOut(who.user, member, clock.now());
  if (out?.code === "ejected") return out;
  // Nor is it shaken off by being somebody else twice.
  return ok(out !== null || (member?.waits === true && member.guarded === true));
}

export interface Entry {
  code: string;
  profile: Profile;
  /** Go on as the person of `who`; otherwise a new guest is made. */
  asMe: boolean;
  /** Who sits at the same device; not said: as it was. */
  with?: string[] | undefined;
  /** Version of the code of conduct that was accepted. */
  accepts?: string | undefined;
}

/**
 * Lets someone in by an invite: as a new guest with nothing but a nickname, or as the person of the session they come with.
 * A new guest's older session goes on existing (another tab may be using it); the cookie moves to the new one.
 * Errors: those of `peekInvite`, of names and of `checkName`, `ejected {until}`, `conduct_needed` (another text than the one that was accepted).
 * @returns the person, the space, the token of a new session, or null where the old one goes on, and the role about which somebody has to be asked
 */
export async function enterByInvite(
  ports: Ports,
  entry: Entry,
  who: Identity | null,
  checkName?: NameCheck,
): Promise<Result<Omit<Entered, "token"> & { token: string | null; space: string; shared: boolean; asks: Role | null }>> {
  const { store, clock } = ports;
  const peeked = await peekInvite(ports, entry.code, entry.asMe ? who : null);
  if (!peeked.ok) return peeked;
  const invite = await store.inviteByHash(hashSecret(entry.code));
  if (invite === null) return fail("invite_unknown");
  const guard = entry.asMe ? ok(false) : await guardOf(ports, invite, who);
  if (!guard.ok) return guard;
  const profile = checkProfile(entry.profile);
  if (!profile.ok) return profile;
  const others = entry.with === undefined ? null : cleanParty(entry.with);
  if (others !== null && !others.ok) return others;
  const space = await store.space(invite.space);
  const conduct = space === null ? null : conductOf(space.settings);
  if (entry.accepts !== undefined && conduct !== null && conduct.version !== entry.accepts) return fail("conduct_needed");
  const known = entry.asMe && who !== null ? who.user : null;
  const before = known === null ? null : await store.membership(invite.space, known.id);
  const role = known?.owner === true ? "owner" : before !== null && inviteGives(invite, before) !== "role" ? before.role : invite.role;
  // Those who sit with them are read by the others, too.
  for (const name of [profile.value.name, ...(others?.value ?? [])]) {
    const borne = await checkName?.(name, { user: known?.id ?? null, spaces: [{ id: invite.space, role }] });
    if (borne?.ok === false) return borne;
  }
  const now = clock.now();
  /** What was said at the door, once they are a member. */
  const keep = async (user: string): Promise<void> => {
    if (others !== null) {
      const names = others.value;
      await store.setParty(invite.space, user, names.length === 0 ? null : { names, until: now + PARTY_MS });
    }
    if (entry.accepts !== undefined && conduct !== null) await store.acceptConduct(invite.space, user, conduct.version);
  };

  if (entry.asMe && who !== null) {
    const out = whyOut(who.user, await store.membership(invite.space, who.user.id), now);
    if (out !== null) return out;
    if (!(await hasAlready(store, invite, who.user)) && !(await store.useInvite(invite.id, who.user.id, now)))
      return whyNot(store, invite.id, now);
    await store.updateUser(who.user.id, profile.value);
    await keep(who.user.id);
    const { asks = null } = who.user.owner ? {} : ((await store.membership(invite.space, who.user.id)) ?? {});
    return ok({ user: { ...who.user, ...profile.value }, token: null, space: invite.space, shared: who.shared ?? false, asks });
  }

  const user: UserRow = { id: newId(ports.random), ...profile.value, owner: false, createdAt: now };
  const shared = invite.shared ?? false;
  const { token, row } = newSession(ports, user.id, shared);
  if (!(await store.enterAsGuest({ invite: invite.id, user, session: row, now, guarded: guard.value })))
    return whyNot(store, invite.id, now);
  await keep(user.id);
  return ok({ user, token, space: invite.space, shared, asks: null });
}

/** The last use went to somebody else between the look and the step. */
async function whyNot(store: SpaceStore, id: string, now: number): Promise<Result<never>> {
  const invite = await store.invite(id);
  return fail(invite === null ? "invite_unknown" : (refusal(invite, now) ?? "invite_used_up"));
}
