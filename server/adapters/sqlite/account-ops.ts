/** The store's methods about accounts as queries; merged into the store's group by `space-ops.ts`. */
import type { Kysely, Selectable, Transaction } from "kysely";
import { orgRefusal, type Standing } from "../../../shared/domain/accounts/organisation.ts";
import type { AccountStore, OneTimeCode, PasskeyRow } from "../../ports/account-store.ts";
import type { Tables } from "./schema.ts";

type Row<T extends keyof Tables> = Selectable<Tables[T]>;

const passkeyOf = (row: Row<"passkey">): PasskeyRow => ({
  id: row.id,
  user: row.user_id,
  publicKey: row.public_key,
  counter: row.counter,
  transports: JSON.parse(row.transports) as string[],
  name: row.name,
  createdAt: row.created_at,
  usedAt: row.used_at,
});
const codeOf = (row: Row<"account_code">): OneTimeCode => ({
  id: row.id,
  hash: row.hash,
  kind: row.kind as OneTimeCode["kind"],
  user: row.user_id,
  label: row.label,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});

async function standing(tx: Transaction<Tables>, user: string): Promise<Standing> {
  const row = await tx
    .selectFrom("app_user")
    .leftJoin("org_member", "org_member.user_id", "app_user.id")
    .select(["app_user.owner", "org_member.user_id as member"])
    .where("app_user.id", "=", user)
    .executeTakeFirst();
  return row === undefined ? "none" : row.owner === 1 ? "owner" : row.member === null ? "none" : "member";
}

async function refused(tx: Transaction<Tables>, by: string, user: string, to: Standing) {
  const owners = await tx.selectFrom("app_user").select("id").where("owner", "=", 1).execute();
  const asking = { by: await standing(tx, by), target: await standing(tx, user), self: by === user };
  return orgRefusal({ ...asking, to, owners: owners.length });
}

/** Of the members' table too, so that who is an owner no more stays a member, and since when. */
async function listed(tx: Transaction<Tables>, user: string): Promise<void> {
  const row = await tx.selectFrom("app_user").select("created_at").where("id", "=", user).executeTakeFirstOrThrow();
  await tx
    .insertInto("org_member")
    .values({ user_id: user, since: row.created_at })
    .onConflict((c) => c.column("user_id").doNothing())
    .execute();
}

export const accountOps = ({ kysely: db }: { kysely: Kysely<Tables> }): AccountStore => ({
  async login(user) {
    const row = await db.selectFrom("login").selectAll().where("user_id", "=", user).executeTakeFirst();
    return row === undefined ? null : { user: row.user_id, name: row.name, password: row.password };
  },
  async loginByName(name) {
    const row = await db.selectFrom("login").selectAll().where("name", "=", name).executeTakeFirst();
    return row === undefined ? null : { user: row.user_id, name: row.name, password: row.password };
  },
  putLogin: ({ user, name, password }) =>
    db.transaction().execute(async (tx) => {
      const other =
        name === null
          ? undefined
          : await tx.selectFrom("login").select("user_id").where("name", "=", name).where("user_id", "!=", user).executeTakeFirst();
      if (other !== undefined) return "taken";
      await tx
        .insertInto("login")
        .values({ user_id: user, name, password })
        .onConflict((c) => c.column("user_id").doUpdateSet({ name, password }))
        .execute();
      return "done";
    }),

  async passkeys(user) {
    const rows = await db.selectFrom("passkey").selectAll().where("user_id", "=", user).orderBy("created_at").orderBy("id").execute();
    return rows.map(passkeyOf);
  },
  async passkey(id) {
    const row = await db.selectFrom("passkey").selectAll().where("id", "=", id).executeTakeFirst();
    return row === undefined ? null : passkeyOf(row);
  },
  async addPasskey({ id, user, publicKey, counter, transports, name, createdAt, usedAt }) {
    const values = { id, user_id: user, public_key: publicKey, counter, transports: JSON.stringify(transports), name };
    const added = await db
      .insertInto("passkey")
      .values({ ...values, created_at: createdAt, used_at: usedAt })
      .onConflict((c) => c.column("id").doNothing())
      .returning("id")
      .executeTakeFirst();
    return added !== undefined;
  },
  async passkeyUsed(id, counter, at) {
    await db.updateTable("passkey").set({ counter, used_at: at }).where("id", "=", id).execute();
  },
  async namePasskey(user, id, name) {
    const row = await db
      .updateTable("passkey")
      .set({ name })
      .where("id", "=", id)
      .where("user_id", "=", user)
      .returning("id")
      .executeTakeFirst();
    return row !== undefined;
  },
  async removePasskey(user, id) {
    const row = await db.deleteFrom("passkey").where("id", "=", id).where("user_id", "=", user).returning("id").executeTakeFirst();
    return row !== undefined;
  },

  putRecoveryCodes: (user, hashes) =>
    db.transaction().execute(async (tx) => {
      await tx.deleteFrom("recovery_code").where("user_id", "=", user).execute();
      for (const hash of hashes) await tx.insertInto("recovery_code").values({ hash, user_id: user }).execute();
    }),
  async takeRecoveryCode(hash, user) {
    // One statement: of two callers the second deletes nothing.
    const own = db.deleteFrom("recovery_code").where("hash", "=", hash);
    const taken = await (user === undefined ? own : own.where("user_id", "=", user)).returning("user_id").executeTakeFirst();
    return taken?.user_id ?? null;
  },
  async ways(user) {
    const login = await db.selectFrom("login").select("password").where("user_id", "=", user).executeTakeFirst();
    const passkeys = await db.selectFrom("passkey").select("id").where("user_id", "=", user).execute();
    const codes = await db.selectFrom("recovery_code").select("hash").where("user_id", "=", user).execute();
    return { password: (login?.password ?? null) !== null, passkeys: passkeys.length, recovery: codes.length };
  },

  async sessions(user) {
    const rows = await db
      .selectFrom("app_session")
      .selectAll()
      .where("user_id", "=", user)
      .orderBy("seen_at", "desc")
      .orderBy("hash")
      .execute();
    return rows.map(({ hash, created_at, seen_at, device, confirmed_at }) => ({
      hash,
      user,
      createdAt: created_at,
      seenAt: seen_at,
      device,
      confirmedAt: confirmed_at,
    }));
  },
  async confirmSession(hash, at, device) {
    await db.updateTable("app_session").set({ confirmed_at: at, device }).where("hash", "=", hash).execute();
  },
  async endSessions(user, but) {
    const ended = await db
      .deleteFrom("app_session")
      .where("user_id", "=", user)
      .where("hash", "!=", but ?? "")
      .returning("hash")
      .execute();
    return ended.map(({ hash }) => hash);
  },

  async putCode({ id, hash, kind, user, label, createdAt, expiresAt }) {
    await db
      .insertInto("account_code")
      .values({ id, hash, kind, user_id: user, label, created_at: createdAt, expires_at: expiresAt })
      .execute();
  },
  async codes(kind, now) {
    const rows = await db
      .selectFrom("account_code")
      .selectAll()
      .where("kind", "=", kind)
      .where("expires_at", ">", now)
      .orderBy("created_at")
      .orderBy("id")
      .execute();
    return rows.map(codeOf);
  },
  async codeByHash(hash) {
    const row = await db.selectFrom("account_code").selectAll().where("hash", "=", hash).executeTakeFirst();
    return row === undefined ? null : codeOf(row);
  },
  async removeCode(id) {
    return (await db.deleteFrom("account_code").where("id", "=", id).returning("id").executeTakeFirst()) !== undefined;
  },
  async takeLoginCode(hash, now) {
    const taken = await db
      .deleteFrom("account_code")
      .where("hash", "=", hash)
      .where("kind", "=", "login")
      .returning(["user_id", "expires_at"])
      .executeTakeFirst();
    return taken !== undefined && now < taken.expires_at ? taken.user_id : null;
  },
  takeMemberCode: (hash, user, now) =>
    db.transaction().execute(async (tx) => {
      const taken = await tx
        .deleteFrom("account_code")
        .where("hash", "=", hash)
        .where("kind", "=", "member")
        .where("expires_at", ">", now)
        .returning("id")
        .executeTakeFirst();
      if (taken === undefined) return false;
      await tx
        .insertInto("org_member")
        .values({ user_id: user, since: now })
        .onConflict((c) => c.column("user_id").doNothing())
        .execute();
      return true;
    }),

  async organisation() {
    const row = await db.selectFrom("organisation").select(["name", "contact"]).executeTakeFirst();
    return row ?? { name: "", contact: "" };
  },
  async putOrganisation({ name, contact }) {
    await db
      .insertInto("organisation")
      .values({ id: 1, name, contact })
      .onConflict((c) => c.column("id").doUpdateSet({ name, contact }))
      .execute();
  },
  async orgMembers() {
    const rows = await db
      .selectFrom("app_user")
      .leftJoin("org_member", "org_member.user_id", "app_user.id")
      .leftJoin("login", "login.user_id", "app_user.id")
      .select(["app_user.id", "app_user.name", "app_user.owner", "app_user.created_at", "org_member.since", "login.password"])
      .select((e) => e.exists(e.selectFrom("passkey").select("passkey.id").whereRef("passkey.user_id", "=", "app_user.id")).as("keys"))
      .where((e) => e.or([e("app_user.owner", "=", 1), e("org_member.user_id", "is not", null)]))
      .execute();
    return rows
      .map((row) => ({
        user: row.id,
        name: row.name,
        owner: row.owner === 1,
        since: row.since ?? row.created_at,
        ready: row.password !== null || Boolean(row.keys),
      }))
      .sort((a, b) => Number(b.owner) - Number(a.owner) || a.since - b.since || (a.user < b.user ? -1 : 1));
  },
  isMember: (user) => db.transaction().execute(async (tx) => (await standing(tx, user)) !== "none"),
  setOrgOwner: ({ by, user, owner }) =>
    db.transaction().execute(async (tx) => {
      const refusal = await refused(tx, by, user, owner ? "owner" : "member");
      if (refusal !== null) return refusal;
      await listed(tx, user);
      await tx
        .updateTable("app_user")
        .set({ owner: owner ? 1 : 0 })
        .where("id", "=", user)
        .execute();
      return "done";
    }),
  removeMember: ({ by, user }) =>
    db.transaction().execute(async (tx) => {
      const refusal = await refused(tx, by, user, "none");
      if (refusal !== null) return { outcome: refusal, ended: [] };
      await tx.updateTable("app_user").set({ owner: 0 }).where("id", "=", user).execute();
      for (const table of ["org_member", "membership", "login", "passkey", "recovery_code", "account_code"] as const)
        await tx.deleteFrom(table).where("user_id", "=", user).execute();
      const ended = await tx.deleteFrom("app_session").where("user_id", "=", user).returning("hash").execute();
      return { outcome: "done", ended: ended.map(({ hash }) => hash) };
    }),

  deleteSpace: (space) =>
    db.transaction().execute(async (tx) => {
      await tx.deleteFrom("space").where("id", "=", space).execute();
      // These know the space by its name only; boards are `<space>/<board>`, and "0" follows "/".
      await tx.deleteFrom("audit_name").where("space_id", "=", space).execute();
      for (const table of ["doc_update", "doc_snapshot"] as const)
        await tx.deleteFrom(table).where("doc", ">=", `${space}/`).where("doc", "<", `${space}0`).execute();
    }),
});
