import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Kinds of invites, shared devices, the code of conduct, and who sits together. */
export const door: Migration = {
  async up(db: Kysely<unknown>) {
    for (const [table, flag] of [
      ["invite", "opens_early"],
      ["invite", "shared"],
      ["invite", "guarded"],
      ["app_session", "shared"],
    ] as const) {
      await db.schema
        .alterTable(table)
        .addColumn(flag, "integer", (c) => c.notNull().defaultTo(0))
        .execute();
    }
    for (const text of ["conduct", "party"]) await db.schema.alterTable("membership").addColumn(text, "text").execute();
  },
};
