import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** When the last update that a snapshot stands for was made: its row goes. UTC ms; null: before this was kept. */
export const boardTimes: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable("doc_snapshot").addColumn("at", "bigint").execute();
  },
};
