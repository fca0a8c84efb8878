import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export const moderation: Migration = {
  async up(db: Kysely<unknown>) {
    const flag = ["banned", "waits"] as const;
    for (const name of flag) {
      await db.schema
        .alterTable("membership")
        .addColumn(name, "integer", (c) => c.notNull().defaultTo(0))
        .execute();
    }
    await db.schema.alterTable("membership").addColumn("invite_id", "text").execute();
    await db.schema
      .alterTable("invite")
      .addColumn("lobby", "integer", (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable("chat_line").addColumn("user_id", "text").execute();
    await db.schema
      .createTable("block")
      .addColumn("user_id", "text", (c) => c.notNull().references("app_user.id").onDelete("cascade"))
      .addColumn("other_id", "text", (c) => c.notNull().references("app_user.id").onDelete("cascade"))
      .addColumn("at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("block_pk", ["user_id", "other_id"])
      .execute();
    await db.schema.createIndex("block_other").on("block").column("other_id").execute();
    await db.schema
      .createTable("report")
      .addColumn("id", "text", (c) => c.primaryKey().notNull())
      .addColumn("space_id", "text", (c) => c.notNull().references("space.id").onDelete("cascade"))
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("reporter", "text", (c) => c.references("app_user.id").onDelete("set null"))
      .addColumn("about", "text", (c) => c.references("app_user.id").onDelete("set null"))
      .addColumn("why", "text", (c) => c.notNull())
      .addColumn("text", "text", (c) => c.notNull())
      .addColumn("context", "text", (c) => c.notNull())
      .addColumn("closed_at", "bigint")
      .execute();
    await db.schema.createIndex("report_space").on("report").column("space_id").execute();
    await db.schema
      .createTable("audit_name")
      .addColumn("space_id", "text", (c) => c.notNull())
      .addColumn("user_id", "text", (c) => c.notNull().references("app_user.id").onDelete("cascade"))
      .addColumn("name", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("audit_name_pk", ["space_id", "user_id"])
      .execute();
    // No reference to people or spaces: what was done stays written.
    await db.schema
      .createTable("audit")
      .addColumn("id", "text", (c) => c.primaryKey().notNull())
      .addColumn("space_id", "text", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("actor", "text", (c) => c.notNull())
      .addColumn("target", "text", (c) => c.notNull())
      .addColumn("action", "text", (c) => c.notNull())
      .addColumn("facts", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("audit_space").on("audit").columns(["space_id", "at"]).execute();
  },
};
