import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export const words: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable("word_list")
      .addColumn("lang", "text", (c) => c.primaryKey().notNull())
      .addColumn("words", "text", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("held_line")
      .addColumn("id", "text", (c) => c.primaryKey().notNull())
      .addColumn("space_id", "text", (c) => c.notNull().references("space.id").onDelete("cascade"))
      .addColumn("place", "text", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("user_id", "text", (c) => c.notNull().references("app_user.id").onDelete("cascade"))
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("text", "text", (c) => c.notNull())
      .addColumn("lang", "text", (c) => c.notNull())
      .addColumn("draft", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("held_line_space").on("held_line").columns(["space_id", "at"]).execute();
  },
};
