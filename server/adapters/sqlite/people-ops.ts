/** The store's methods about people as queries; merged into the store's group by `space-ops.ts`. */
import { randomBytes } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import { atLeast, type Role } from "../../../shared/domain/permissions.ts";
import { roleRefusal } from "../../../shared/domain/roles.ts";
import type { AuditEntry, PeopleStore, ReportRow } from "../../ports/people-store.ts";
import type { Tables } from "./schema.ts";

/** `report.context` (JSON) of a report whose words have gone. */
export const WORDS_GONE = "null";

interface Standing {
  role: Role;
  /** The organisation's owner: that is no membership's business. */
  fixed: boolean;
  member: boolean;
}

/** What somebody is in a space at this moment, or null: nothing. */
async function standing(tx: Transaction<Tables>, space: string, user: string): Promise<Standing | null> {
  const person = await tx.selectFrom("app_user").select("owner").where("id", "=", user).executeTakeFirst();
  if (person === undefined) return null;
  const row = await tx.selectFrom("membership").select("role").where("space_id", "=", space).where("user_id", "=", user).executeTakeFirst();
  if (person.owner === 1) return { role: "owner", fixed: true, member: row !== undefined };
  return row === undefined ? null : { role: row.role as Role, fixed: false, member: true };
}

async function otherOwners(tx: Transaction<Tables>, space: string, user: string): Promise<number> {
  const rows = await tx
    .selectFrom("app_user")
    .leftJoin("membership", (join) => join.onRef("membership.user_id", "=", "app_user.id").on("membership.space_id", "=", space))
    .select("app_user.id")
    .where("app_user.id", "!=", user)
    .where((e) => e.or([e("app_user.owner", "=", 1), e("membership.role", "=", "owner")]))
    .execute();
  return rows.length;
}

/** By hand: no invite that is there already raises it, or asks for more. */
async function write(tx: Transaction<Tables>, space: string, user: string, role: Role): Promise<void> {
  const youngest = await tx
    .selectFrom("invite")
    .select((e) => e.fn.max("created_at").as("at"))
    .where("space_id", "=", space)
    .executeTakeFirst();
  await tx
    .updateTable("membership")
    .set({ role, role_after: youngest?.at ?? 0, asks: null })
    .where("space_id", "=", space)
    .where("user_id", "=", user)
    .execute();
}

/** The random name under which a person stands in a space's log. */
async function auditName(tx: Transaction<Tables>, space: string, user: string): Promise<string> {
  if (user === "") return "";
  const known = await tx
    .selectFrom("audit_name")
    .select("name")
    .where("space_id", "=", space)
    .where("user_id", "=", user)
    .executeTakeFirst();
  if (known !== undefined) return known.name;
  const name = randomBytes(9).toString("base64url");
  // Somebody who was erased meanwhile stands in it under a name that leads to nobody.
  const person = await tx.selectFrom("app_user").select("id").where("id", "=", user).executeTakeFirst();
  if (person !== undefined) await tx.insertInto("audit_name").values({ space_id: space, user_id: user, name }).execute();
  return name;
}

export const peopleOps = ({ kysely: db }: { kysely: Kysely<Tables> }): PeopleStore => ({
  async members(space) {
    const rows = await db
      .selectFrom("membership")
      .innerJoin("app_user", "app_user.id", "membership.user_id")
      .selectAll("membership")
      .select("app_user.name as name")
      .where("space_id", "=", space)
      .orderBy("since")
      .orderBy("user_id")
      .execute();
    return rows.map((row) => ({
      space: row.space_id,
      user: row.user_id,
      name: row.name,
      role: row.role as Role,
      ejectedUntil: row.ejected_until,
      since: row.since,
      banned: row.banned === 1,
      waits: row.waits === 1,
      asks: row.asks as Role | null,
    }));
  },
  async doorstep(space) {
    const { n } = await db
      .selectFrom("membership")
      .select((e) => e.fn.countAll<number>().as("n"))
      .where("space_id", "=", space)
      .executeTakeFirstOrThrow();
    const waiting = await db
      .selectFrom("membership")
      .innerJoin("app_user", "app_user.id", "membership.user_id")
      .select(["user_id as user", "app_user.name as name", "asks", "waits"])
      .where("space_id", "=", space)
      .where((e) => e.or([e("waits", "=", 1), e("asks", "is not", null)]))
      .where("banned", "=", 0)
      .orderBy("since")
      .orderBy("user_id")
      .execute();
    return {
      members: Number(n),
      waiting: waiting.map(({ user, name, asks, waits }) => ({ user, name, as: waits === 1 ? null : (asks as Role) })),
    };
  },
  changeRole: ({ space, by, user, role }) =>
    db.transaction().execute(async (tx) => {
      const [asking, target] = [await standing(tx, space, by), await standing(tx, space, user)];
      if (target === null) return "not_found";
      if (asking === null || target.fixed) return "forbidden";
      const change = { by: asking.role, from: target.role, to: role, self: by === user };
      const refusal = roleRefusal({ ...change, otherOwners: await otherOwners(tx, space, user) });
      if (refusal !== null) return refusal;
      await write(tx, space, user, role);
      return "done";
    }),
  handOver: ({ space, by, user }) =>
    db.transaction().execute(async (tx) => {
      const [asking, target] = [await standing(tx, space, by), await standing(tx, space, user)];
      if (target === null) return "not_found";
      if (asking?.role !== "owner" || target.fixed || by === user) return "forbidden";
      await write(tx, space, user, "owner");
      if (!asking.fixed) await write(tx, space, by, "trainer");
      return "done";
    }),
  setBanned: (space, user, banned) =>
    db.transaction().execute(async (tx) => {
      const row = await tx
        .updateTable("membership")
        .set(banned ? { banned: 1, asks: null } : { banned: 0 })
        .where("space_id", "=", space)
        .where("user_id", "=", user)
        .returning("invite_id")
        .executeTakeFirst();
      const invite = row?.invite_id ?? null;
      if (invite === null) return;
      const others = await tx
        .selectFrom("membership")
        .select("user_id")
        .where("invite_id", "=", invite)
        .where("banned", "=", 1)
        .executeTakeFirst();
      await tx
        .updateTable("invite")
        .set({ guarded: others === undefined ? 0 : 1 })
        .where("id", "=", invite)
        .execute();
    }),
  async setEjected(space, user, until) {
    await db.updateTable("membership").set({ ejected_until: until }).where("space_id", "=", space).where("user_id", "=", user).execute();
  },
  answerAsk: ({ space, by, user, agreed }) =>
    db.transaction().execute(async (tx) => {
      const row = await tx
        .selectFrom("membership")
        .selectAll()
        .where("space_id", "=", space)
        .where("user_id", "=", user)
        .executeTakeFirst();
      if (row?.asks == null) return "not_found";
      const [role, asked] = [row.role as Role, row.asks as Role];
      const asking = await standing(tx, space, by);
      if (agreed && (by === user || asking === null || !atLeast(asking.role, asked))) return "forbidden";
      const now = agreed && !atLeast(role, asked) ? asked : role;
      await write(tx, space, user, now);
      return now;
    }),
  async setWaiting(space, user, waits) {
    await db
      .updateTable("membership")
      .set({ waits: waits ? 1 : 0 })
      .where("space_id", "=", space)
      .where("user_id", "=", user)
      .execute();
  },

  async setBlock(user, other, on, at) {
    if (!on) await db.deleteFrom("block").where("user_id", "=", user).where("other_id", "=", other).execute();
    else {
      await db
        .insertInto("block")
        .values({ user_id: user, other_id: other, at })
        .onConflict((c) => c.columns(["user_id", "other_id"]).doNothing())
        .execute();
    }
  },
  async blocks(user) {
    const mine = await db.selectFrom("block").select("other_id").where("user_id", "=", user).orderBy("at").execute();
    const by = await db.selectFrom("block").select("user_id").where("other_id", "=", user).orderBy("at").execute();
    return { mine: mine.map((row) => row.other_id), by: by.map((row) => row.user_id) };
  },

  addReport: ({ id, space, at, reporter, about, why, text, context, closedAt }, mostOpen = Number.POSITIVE_INFINITY) =>
    db.transaction().execute(async (tx) => {
      const { n } = await tx
        .selectFrom("report")
        .select((e) => e.fn.countAll<number>().as("n"))
        .where("space_id", "=", space)
        .where("reporter", "=", reporter)
        .where("closed_at", "is", null)
        .where("context", "!=", WORDS_GONE)
        .executeTakeFirstOrThrow();
      if (Number(n) >= mostOpen) return false;
      await tx
        .insertInto("report")
        .values({ id, space_id: space, at, reporter, about, why, text, context: JSON.stringify(context), closed_at: closedAt })
        .execute();
      return true;
    }),
  async reports(space, reader, limit) {
    const rows = await db
      .selectFrom("report")
      .selectAll()
      .where("space_id", "=", space)
      .where((e) => e.or([e("about", "is", null), e("about", "!=", reader)]))
      .orderBy((e) => e.case().when("closed_at", "is not", null).then(2).when("why", "=", "board").then(1).else(0).end())
      .orderBy("at", "desc")
      .limit(limit)
      .execute();
    return rows.map(({ space_id, closed_at, why, context, ...row }) => ({
      ...row,
      space: space_id,
      why: why as ReportRow["why"],
      context: JSON.parse(context) as ReportRow["context"],
      closedAt: closed_at,
    }));
  },
  async countReports(space, reader) {
    const { all, closed } = await db
      .selectFrom("report")
      .select((e) => [e.fn.countAll<number>().as("all"), e.fn.count<number>("closed_at").as("closed")])
      .where("space_id", "=", space)
      .where((e) => e.or([e("about", "is", null), e("about", "!=", reader)]))
      .executeTakeFirstOrThrow();
    return { open: Number(all) - Number(closed), closed: Number(closed) };
  },
  async closeReport(space, id, by, at) {
    const closed = await db
      .updateTable("report")
      .set({ closed_at: at })
      .where("space_id", "=", space)
      .where("id", "=", id)
      .where("closed_at", "is", null)
      .where((e) => e.or([e("about", "is", null), e("about", "!=", by)]))
      .returning("id")
      .executeTakeFirst();
    return closed !== undefined;
  },

  addAudit: ({ id, space, at, actor, target, action, facts }) =>
    db.transaction().execute(async (tx) => {
      const [a, t] = [await auditName(tx, space, actor), await auditName(tx, space, target)];
      await tx
        .insertInto("audit")
        .values({ id, space_id: space, at, actor: a, target: t, action, facts: JSON.stringify(facts) })
        .execute();
    }),
  async audit(space, limit) {
    const rows = await db.selectFrom("audit").selectAll().where("space_id", "=", space).orderBy("at", "desc").limit(limit).execute();
    return rows
      .toReversed()
      .map(({ space_id, facts, ...row }) => ({ ...row, space: space_id, facts: JSON.parse(facts) as AuditEntry["facts"] }));
  },
});
