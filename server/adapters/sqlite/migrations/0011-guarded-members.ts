import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * Who came in the browser of somebody banned. And invites whose bans were all taken back are guarded no more; whether they lead to the lobby by
 * somebody's hand was not kept, so they go on doing so.
 */
export const guardedMembers: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable("membership")
      .addColumn("guarded", "integer", (c) => c.notNull().defaultTo(0))
      .execute();
    await sql`
      update invite
      set guarded = 0
      where not exists (select 1 from membership where membership.invite_id = invite.id and membership.banned = 1)
    `.execute(db);
  },
};
