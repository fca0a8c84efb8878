/** The store's methods about people as queries; merged into the store's group by `space-ops.ts`. */
import type { Kysely, Transaction } from "kysely";
import type { Role } from "../../../shared/domain/permissions.ts";
import { roleRefusal } from "../../../shared/domain/roles.ts";
import type { PeopleStore } from "../../ports/people-store.ts";
import type { Tables } from "./schema.ts";

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

const write = (tx: Transaction<Tables>, space: string, user: string, role: Role) =>
  tx.updateTable("membership").set({ role }).where("space_id", "=", space).where("user_id", "=", user).execute();

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
    }));
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
});
