import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export const membersSince: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable("membership")
      .addColumn("since", "bigint", (c) => c.notNull().defaultTo(0))
      .execute();
  },
};
