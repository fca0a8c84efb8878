import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** A role that somebody would have by an invite to the lobby, once somebody who leads agrees. */
export const asks: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable("membership").addColumn("asks", "text").execute();
  },
};
