import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import type { Dialectal } from "./dialectal.ts";

export const accounts = ({ bytes }: Dialectal): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable("app_session")
      .addColumn("device", "text", (c) => c.notNull().defaultTo(""))
      .execute();
    await db.schema
      .alterTable("app_session")
      .addColumn("confirmed_at", "bigint", (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createTable("login")
      .addColumn("user_id", "text", (c) => c.primaryKey().notNull().references("app_user.id").onDelete("cascade"))
      .addColumn("name", "text", (c) => c.unique())
      .addColumn("password", "text")
      .execute();
    await db.schema
      .createTable("passkey")
      .addColumn("id", "text", (c) => c.primaryKey().notNull())
      .addColumn("user_id", "text", (c) => c.notNull().references("app_user.id").onDelete("cascade"))
      .addColumn("public_key", sql.raw(bytes), (c) => c.notNull())
      .addColumn("counter", "bigint", (c) => c.notNull())
      .addColumn("transports", "text", (c) => c.notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("used_at", "bigint")
      .execute();
    await db.schema.createIndex("passkey_user").on("passkey").column("user_id").execute();
    await db.schema
      .createTable("recovery_code")
      .addColumn("hash", "text", (c) => c.primaryKey().notNull())
      .addColumn("user_id", "text", (c) => c.notNull().references("app_user.id").onDelete("cascade"))
      .execute();
    await db.schema.createIndex("recovery_code_user").on("recovery_code").column("user_id").execute();
    await db.schema
      .createTable("account_code")
      .addColumn("id", "text", (c) => c.primaryKey().notNull())
      .addColumn("hash", "text", (c) => c.notNull().unique())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("user_id", "text", (c) => c.references("app_user.id").onDelete("cascade"))
      .addColumn("label", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("org_member")
      .addColumn("user_id", "text", (c) => c.primaryKey().notNull().references("app_user.id").onDelete("cascade"))
      .addColumn("since", "bigint", (c) => c.notNull())
      .execute();
    // One row.
    await db.schema
      .createTable("organisation")
      .addColumn("id", "integer", (c) => c.primaryKey().notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("contact", "text", (c) => c.notNull())
      .execute();
  },
});
