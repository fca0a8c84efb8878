import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export const inviteLabel: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable("invite").addColumn("label", "text").execute();
  },
};
