import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Since which invite somebody's role is one that was set by hand: older ones do not raise it. Who is something else than the invite that they came by made them, is so by hand. */
export const rolesByHand: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable("membership")
      .addColumn("role_after", "bigint", (c) => c.notNull().defaultTo(0))
      .execute();
    await sql`
      update membership
      set role_after = (select max(created_at) from invite where invite.space_id = membership.space_id)
      where exists (select 1 from invite where invite.id = membership.invite_id and invite.role <> membership.role)
    `.execute(db);
  },
};
