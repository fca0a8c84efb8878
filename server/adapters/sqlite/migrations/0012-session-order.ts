import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** How a session was led when it was last written: what a restart, or everybody's leaving, must not undo. */
export const sessionOrder: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("session_order")
      .addColumn("space_id", "text", (c) => c.primaryKey().references("space.id").onDelete("cascade"))
      .addColumn("facts", "text", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .execute();
  },
};
