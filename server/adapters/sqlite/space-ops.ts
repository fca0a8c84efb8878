/** The store's methods as queries; they run in the worker (`op-groups.ts`). Nothing here is SQLite's alone. */
import type { ExpressionBuilder, ExpressionWrapper, Kysely, Selectable, SqlBool, Transaction } from "kysely";
import type { Party } from "../../../shared/domain/party.ts";
import { atLeast, type Role } from "../../../shared/domain/permissions.ts";
import { inviteGives } from "../../../shared/domain/roles.ts";
import type { ChatLine } from "../../../shared/protocol/messages.ts";
import { FIRST_SETTINGS, type SpaceSettings } from "../../../shared/domain/space-settings.ts";
import {
  CHAT_KEPT,
  type InviteRow,
  type MembershipRow,
  type SessionRow,
  type SpaceRow,
  type SpaceStore,
  type StandRow,
  type UserRow,
} from "../../ports/space-store.ts";
import { doorOps } from "./door-ops.ts";
import { orderOps } from "./order-ops.ts";
import { accountOps } from "./account-ops.ts";
import { peopleOps } from "./people-ops.ts";
import { retentionOps } from "./retention-ops.ts";
import type { Tables } from "./schema.ts";

type Row<T extends keyof Tables> = Selectable<Tables[T]>;

const userOf = (row: Row<"app_user">): UserRow => ({
  id: row.id,
  name: row.name,
  appearance: row.appearance,
  lang: row.lang,
  owner: row.owner === 1,
  createdAt: row.created_at,
});
// What stands in `settings` and `role` was written by the methods below.
const spaceOf = (row: Row<"space">): SpaceRow => ({
  id: row.id,
  name: row.name,
  // What an older Kartu wrote does not say everything yet.
  settings: { ...FIRST_SETTINGS, ...(JSON.parse(row.settings) as Partial<SpaceSettings>) },
  createdAt: row.created_at,
});
const inviteOf = (row: Row<"invite">): InviteRow => ({
  id: row.id,
  hash: row.hash,
  space: row.space_id,
  role: row.role as Role,
  expiresAt: row.expires_at,
  usesLeft: row.uses_left,
  revoked: row.revoked === 1,
  lobby: row.lobby === 1 || row.guarded === 1,
  label: row.label,
  opensEarly: row.opens_early === 1,
  shared: row.shared === 1,
  guarded: row.guarded === 1,
  createdAt: row.created_at,
});
const flag = (on: boolean | undefined): number => (on === true ? 1 : 0);
const rowOfUser = ({ id, name, appearance, lang, owner, createdAt }: UserRow) => ({
  id,
  name,
  appearance,
  lang,
  owner: owner ? 1 : 0,
  created_at: createdAt,
});
const rowOfSession = ({ hash, user, createdAt, seenAt, shared, device = "", confirmedAt = 0 }: SessionRow) => ({
  hash,
  user_id: user,
  created_at: createdAt,
  seen_at: seenAt,
  shared: flag(shared),
  device,
  confirmed_at: confirmedAt,
});

/** An invite that still lets somebody in. */
const usable =
  (now: number) =>
  (e: ExpressionBuilder<Tables, "invite">): ExpressionWrapper<Tables, "invite", SqlBool> =>
    e.and([
      e("revoked", "=", 0),
      e.or([e("expires_at", "is", null), e("expires_at", ">", now)]),
      e.or([e("uses_left", "is", null), e("uses_left", ">", 0)]),
    ]);

const memberOf = (row: Row<"membership">): MembershipRow => ({
  space: row.space_id,
  user: row.user_id,
  role: row.role as Role,
  ejectedUntil: row.ejected_until,
  since: row.since,
  banned: row.banned === 1,
  waits: row.waits === 1,
  guarded: row.guarded === 1,
  roleAfter: row.role_after,
  asks: row.asks as Role | null,
  invite: row.invite_id,
  conduct: row.conduct,
  party: row.party === null ? null : (JSON.parse(row.party) as Party),
});

/** Takes a use and adds the membership, within a transaction: `SpaceStore.useInvite`. */
async function takeUse(tx: Transaction<Tables>, id: string, user: string, now: number, guarded = false): Promise<boolean> {
  const row = await tx.selectFrom("invite").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return false;
  const invite = inviteOf(row);
  if (invite.revoked || (invite.expiresAt !== null && now >= invite.expiresAt)) return false;
  const before = await tx
    .selectFrom("membership")
    .selectAll()
    .where("space_id", "=", invite.space)
    .where("user_id", "=", user)
    .executeTakeFirst();
  const gives = before === undefined ? "role" : inviteGives(invite, memberOf(before));
  if (gives === "nothing") return true;
  // What is asked for somebody who is that much now is asked no more.
  const asks = before?.asks != null && !atLeast(invite.role, before.asks as Role) ? before.asks : null;
  if (invite.usesLeft !== null) {
    // Checked and taken in one statement: this holds on a database with several writers too.
    const taken = await tx
      .updateTable("invite")
      .set((e) => ({ uses_left: e("uses_left", "-", 1) }))
      .where("id", "=", id)
      .where("uses_left", ">", 0)
      .returning("id")
      .executeTakeFirst();
    if (taken === undefined) return false;
  }
  await tx
    .insertInto("membership")
    .values({
      space_id: invite.space,
      user_id: user,
      role: invite.role,
      ejected_until: null,
      since: now,
      waits: flag(invite.lobby === true || guarded),
      guarded: flag(guarded),
      invite_id: id,
    })
    .onConflict((c) =>
      c.columns(["space_id", "user_id"]).doUpdateSet(gives === "role" ? { role: invite.role, asks } : { asks: invite.role }),
    )
    .execute();
  return true;
}

const rowOfInvite = (row: InviteRow) => ({
  id: row.id,
  hash: row.hash,
  space_id: row.space,
  role: row.role,
  expires_at: row.expiresAt,
  uses_left: row.usesLeft,
  revoked: flag(row.revoked),
  lobby: flag(row.lobby),
  label: row.label ?? null,
  opens_early: flag(row.opensEarly),
  shared: flag(row.shared),
  guarded: flag(row.guarded),
  created_at: row.createdAt,
});

export const spaceOps = ({ kysely: db }: { kysely: Kysely<Tables> }): Omit<SpaceStore, "close"> => ({
  ...accountOps({ kysely: db }),

  ...peopleOps({ kysely: db }),

  ...orderOps({ kysely: db }),

  ...retentionOps({ kysely: db }),
  ...doorOps({ kysely: db }),

  async createUser(user) {
    await db.insertInto("app_user").values(rowOfUser(user)).execute();
  },
  async user(id) {
    const row = await db.selectFrom("app_user").selectAll().where("id", "=", id).executeTakeFirst();
    return row === undefined ? null : userOf(row);
  },
  async updateUser(id, { name, appearance, lang }) {
    await db.updateTable("app_user").set({ name, appearance, lang }).where("id", "=", id).execute();
  },
  async deleteUser(id) {
    await db.deleteFrom("app_user").where("id", "=", id).execute();
  },

  async createSession(session) {
    await db.insertInto("app_session").values(rowOfSession(session)).execute();
  },
  async session(hash) {
    const row = await db.selectFrom("app_session").selectAll().where("hash", "=", hash).executeTakeFirst();
    if (row === undefined) return null;
    const user = await db.selectFrom("app_user").selectAll().where("id", "=", row.user_id).executeTakeFirstOrThrow();
    const session: SessionRow = {
      hash: row.hash,
      user: row.user_id,
      createdAt: row.created_at,
      seenAt: row.seen_at,
      shared: row.shared === 1,
      device: row.device,
      confirmedAt: row.confirmed_at,
    };
    return { session, user: userOf(user) };
  },
  async touchSession(hash, at) {
    await db.updateTable("app_session").set({ seen_at: at }).where("hash", "=", hash).execute();
  },
  async deleteSession(hash) {
    await db.deleteFrom("app_session").where("hash", "=", hash).execute();
  },

  async putOwnerCode(hash, expiresAt) {
    await db
      .insertInto("owner_code")
      .values({ hash, expires_at: expiresAt })
      .onConflict((c) => c.column("hash").doUpdateSet({ expires_at: expiresAt }))
      .execute();
  },
  async takeOwnerCode(hash, now) {
    // One statement: of two callers the second deletes nothing.
    const taken = await db.deleteFrom("owner_code").where("hash", "=", hash).returning("expires_at").executeTakeFirst();
    return taken !== undefined && now < taken.expires_at;
  },
  async owners() {
    const rows = await db.selectFrom("app_user").selectAll().where("owner", "=", 1).orderBy("created_at").execute();
    return rows.map(userOf);
  },

  async createSpace({ id, name, settings, createdAt }) {
    await db
      .insertInto("space")
      .values({ id, name, settings: JSON.stringify(settings), created_at: createdAt })
      .execute();
  },
  async space(id) {
    const row = await db.selectFrom("space").selectAll().where("id", "=", id).executeTakeFirst();
    return row === undefined ? null : spaceOf(row);
  },
  async spaces() {
    return (await db.selectFrom("space").selectAll().orderBy("created_at").execute()).map(spaceOf);
  },
  async updateSpace(id, { name, settings }) {
    const change = { ...(name === undefined ? {} : { name }), ...(settings === undefined ? {} : { settings: JSON.stringify(settings) }) };
    if (Object.keys(change).length > 0) await db.updateTable("space").set(change).where("id", "=", id).execute();
  },

  async createInvite(invite) {
    await db.insertInto("invite").values(rowOfInvite(invite)).execute();
  },
  createInvites: (invites) =>
    db.transaction().execute(async (tx) => {
      for (const invite of invites) await tx.insertInto("invite").values(rowOfInvite(invite)).execute();
    }),
  async inviteByHash(hash) {
    const row = await db.selectFrom("invite").selectAll().where("hash", "=", hash).executeTakeFirst();
    return row === undefined ? null : inviteOf(row);
  },
  async invite(id) {
    const row = await db.selectFrom("invite").selectAll().where("id", "=", id).executeTakeFirst();
    return row === undefined ? null : inviteOf(row);
  },
  async invites(space) {
    return (await db.selectFrom("invite").selectAll().where("space_id", "=", space).orderBy("created_at").execute()).map(inviteOf);
  },
  async revokeInvite(id) {
    await db.updateTable("invite").set({ revoked: 1 }).where("id", "=", id).execute();
  },
  useInvite: (id, user, now) => db.transaction().execute((tx) => takeUse(tx, id, user, now)),
  enterAsGuest: ({ invite, user, session, now, guarded }) =>
    db.transaction().execute(async (tx) => {
      const given = await tx.selectFrom("invite").select("id").where("id", "=", invite).where(usable(now)).executeTakeFirst();
      if (given === undefined) return false;
      await tx.insertInto("app_user").values(rowOfUser(user)).execute();
      if (!(await takeUse(tx, invite, user.id, now, guarded))) throw new Error(`an invite was gone within one transaction: ${invite}`);
      await tx.insertInto("app_session").values(rowOfSession(session)).execute();
      return true;
    }),

  async membership(space, user) {
    const row = await db.selectFrom("membership").selectAll().where("space_id", "=", space).where("user_id", "=", user).executeTakeFirst();
    return row === undefined ? null : memberOf(row);
  },
  async memberships(user) {
    const rows = await db
      .selectFrom("membership")
      .innerJoin("space", "space.id", "membership.space_id")
      .selectAll("membership")
      .select("space.name as space_name")
      .where("user_id", "=", user)
      .orderBy("space.created_at")
      .execute();
    return rows.map((row) => ({ ...memberOf(row), spaceName: row.space_name }));
  },
  async putMembership({ space, user, role, ejectedUntil, since = 0 }) {
    await db
      .insertInto("membership")
      .values({ space_id: space, user_id: user, role, ejected_until: ejectedUntil, since, invite_id: null })
      .onConflict((c) => c.columns(["space_id", "user_id"]).doUpdateSet({ role, ejected_until: ejectedUntil }))
      .execute();
  },

  putStands: (rows) =>
    db.transaction().execute(async (tx) => {
      for (const { space, user, place, x, y, at } of rows) {
        // Someone who was erased meanwhile stands nowhere; the others' places are kept all the same.
        const known = await tx.selectFrom("app_user").select("id").where("id", "=", user).executeTakeFirst();
        if (known === undefined) continue;
        await tx
          .insertInto("stand")
          .values({ space_id: space, user_id: user, place, x, y, at })
          .onConflict((c) => c.columns(["space_id", "user_id"]).doUpdateSet({ place, x, y, at }))
          .execute();
      }
    }),
  async stand(space, user) {
    const row = await db.selectFrom("stand").selectAll().where("space_id", "=", space).where("user_id", "=", user).executeTakeFirst();
    if (row === undefined) return null;
    const { place, x, y, at } = row;
    return { space, user, place, x, y, at } satisfies StandRow;
  },

  async chatAuthors(space, place) {
    const rows = await db
      .selectFrom("chat_line")
      .select(["seq", "user_id"])
      .where("space_id", "=", space)
      .where("place", "=", place)
      .where("user_id", "is not", null)
      .orderBy("seq")
      .execute();
    return rows.flatMap(({ seq, user_id }) => (user_id === null ? [] : [{ seq, user: user_id }]));
  },
  appendChat: (space, place, { seq, at, person, name, text, lang }, author) =>
    db.transaction().execute(async (tx) => {
      await tx
        .insertInto("chat_line")
        .values({ space_id: space, place, seq, at, person, name, text, lang, user_id: author ?? null })
        .execute();
      await tx
        .deleteFrom("chat_line")
        .where("space_id", "=", space)
        .where("place", "=", place)
        .where("seq", "<=", seq - CHAT_KEPT)
        .execute();
    }),
  async chat(space, place, limit) {
    const rows = await db
      .selectFrom("chat_line")
      .select(["seq", "at", "person", "name", "text", "lang"])
      .where("space_id", "=", space)
      .where("place", "=", place)
      .orderBy("seq", "desc")
      .limit(limit)
      .execute();
    return rows.toReversed() satisfies ChatLine[];
  },
});
