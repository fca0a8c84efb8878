/** The organisation: who belongs to it, who owns it, who is invited. */
import { changedOrganisation, type OrgOutcome } from "../../../shared/domain/accounts/organisation.ts";
import { cleanLine, codePoints, NAME_MAX } from "../../../shared/domain/names.ts";
import { fail, ok, type Result } from "../../../shared/domain/result.ts";
import type { InvitationInfo, OrganisationInfo } from "../../../shared/protocol/accounts.ts";
import type { OneTimeCode } from "../../ports/account-store.ts";
import type { UserRow } from "../../ports/space-store.ts";
import { checkProfile } from "../me.ts";
import type { Entered } from "../owner.ts";
import type { Identity, Ports } from "../ports.ts";
import { hashSecret, newCode, newId } from "../secrets.ts";
import { renewSession } from "../sessions.ts";
import { confirmed } from "./sure.ts";
import type { From } from "./house.ts";

/** A member link opens once within this time, ms. */
const MEMBER_LINK_LIFE = 7 * 86_400_000;
/** Links that are open at once. */
const MAX_INVITATIONS = 200;

const describe = ({ id, label, createdAt, expiresAt }: OneTimeCode): InvitationInfo => ({ id, label, createdAt, expiresAt });

/** Errors: `forbidden`: no member. */
export async function readOrganisation({ store, clock }: Ports, { user }: Identity): Promise<Result<OrganisationInfo>> {
  if (!(await store.isMember(user.id))) return fail("forbidden");
  const [organisation, members] = await Promise.all([store.organisation(), store.orgMembers()]);
  const invitations = user.owner ? (await store.codes("member", clock.now())).map(describe) : [];
  return ok({ ...organisation, you: user.owner ? "owner" : "member", members, invitations });
}

/** Errors: `forbidden`, `text_too_long`. */
export async function changeOrganisation(
  ports: Ports,
  who: Identity,
  change: { name?: string; contact?: string },
): Promise<Result<OrganisationInfo>> {
  if (!who.user.owner) return fail("forbidden");
  const next = changedOrganisation(await ports.store.organisation(), change);
  if (!next.ok) return next;
  await ports.store.putOrganisation(next.value);
  return readOrganisation(ports, who);
}

/** Errors: `forbidden`, `text_too_long`, `name_empty`. */
export async function inviteMember(
  { store, clock, random }: Ports,
  { user }: Identity,
  rawLabel: string,
): Promise<Result<{ invitation: InvitationInfo; code: string }>> {
  const now = clock.now();
  if (!user.owner || (await store.codes("member", now)).length >= MAX_INVITATIONS) return fail("forbidden");
  const label = cleanLine(rawLabel);
  if (label === "") return fail("name_empty");
  if (codePoints(label) > NAME_MAX) return fail("name_too_long", { max: NAME_MAX });
  const code = newCode(random);
  const row = { id: newId(random), hash: hashSecret(code), kind: "member", user: null, label, createdAt: now } as const;
  const invitation: OneTimeCode = { ...row, expiresAt: now + MEMBER_LINK_LIFE };
  await store.putCode(invitation);
  return ok({ invitation: describe(invitation), code });
}

/** Errors: `forbidden`, `not_found`. */
export async function revokeInvitation({ store, clock }: Ports, { user }: Identity, id: string): Promise<Result<null>> {
  if (!user.owner) return fail("forbidden");
  const open = (await store.codes("member", clock.now())).some((code) => code.id === id);
  return open && (await store.removeCode(id)) ? ok(null) : fail("not_found");
}

const answer = (outcome: OrgOutcome): Result<null> => (outcome === "done" ? ok(null) : fail(outcome));

/** Errors: `confirm_needed`, `forbidden`, `not_found`, `last_org_owner`. */
export async function setOrgOwner(ports: Ports, who: Identity, wish: { user: string; owner: boolean }): Promise<Result<null>> {
  if (!who.user.owner) return fail("forbidden");
  const sure = await confirmed(ports, who);
  return sure.ok ? answer(await ports.store.setOrgOwner({ by: who.user.id, ...wish })) : sure;
}

/** @returns hashes of their sessions, which ended. Errors: as above; members may remove themselves. */
export async function removeMember(ports: Ports, who: Identity, user: string): Promise<Result<string[]>> {
  if (!who.user.owner && user !== who.user.id) return fail("forbidden");
  const sure = await confirmed(ports, who);
  if (!sure.ok) return sure;
  const { outcome, ended } = await ports.store.removeMember({ by: who.user.id, user });
  return outcome === "done" ? ok(ended) : fail(outcome);
}

/** Errors: `link_unknown`. */
export async function peekMemberLink({ store, clock }: Ports, code: string): Promise<Result<{ organisation: string }>> {
  const row = await store.codeByHash(hashSecret(code));
  if (row?.kind !== "member" || clock.now() >= row.expiresAt) return fail("link_unknown");
  return ok({ organisation: (await store.organisation()).name });
}

/** The person of the session, or a new one, is a member from now on, with a new session. Errors: `link_unknown`, those of names. */
export async function claimMemberLink(
  ports: Ports,
  wish: { code: string; name: string; lang: string; asMe: boolean },
  from: From,
  old: Identity | null,
): Promise<Result<Entered>> {
  const { store, clock, random } = ports;
  const known = await peekMemberLink(ports, wish.code);
  if (!known.ok) return known;
  const me = wish.asMe ? old : null;
  const profile = checkProfile({ name: wish.name, lang: wish.lang, appearance: me?.user.appearance ?? "" });
  if (!profile.ok) return profile;
  const now = clock.now();
  const user: UserRow = me?.user ?? { id: newId(random), ...profile.value, owner: false, createdAt: now };
  if (me === null) await store.createUser(user);
  if (!(await store.takeMemberCode(hashSecret(wish.code), user.id, now))) {
    if (me === null) await store.deleteUser(user.id);
    return fail("link_unknown");
  }
  if (me !== null) await store.updateUser(user.id, profile.value);
  return ok({
    user: { ...user, ...profile.value },
    token: await renewSession(ports, user, old, { device: from.device, confirmed: false }),
  });
}
