import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import type { Dialectal } from "./dialectal.ts";

export const ground = ({ bytes }: Dialectal): Migration => ({
  async up(db: Kysely<unknown>) {
    const data = sql.raw(bytes);
    await db.schema
      .createTable("app_user")
      .addColumn("id", "text", (c) => c.primaryKey().notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("appearance", "text", (c) => c.notNull())
      .addColumn("lang", "text", (c) => c.notNull())
      .addColumn("owner", "integer", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("app_session")
      .addColumn("hash", "text", (c) => c.primaryKey().notNull())
      .addColumn("user_id", "text", (c) => c.notNull().references("app_user.id").onDelete("cascade"))
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("seen_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("app_session_user").on("app_session").column("user_id").execute();
    await db.schema
      .createTable("owner_code")
      .addColumn("hash", "text", (c) => c.primaryKey().notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("space")
      .addColumn("id", "text", (c) => c.primaryKey().notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("settings", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("invite")
      .addColumn("id", "text", (c) => c.primaryKey().notNull())
      .addColumn("hash", "text", (c) => c.notNull().unique())
      .addColumn("space_id", "text", (c) => c.notNull().references("space.id").onDelete("cascade"))
      .addColumn("role", "text", (c) => c.notNull())
      .addColumn("expires_at", "bigint")
      .addColumn("uses_left", "integer")
      .addColumn("revoked", "integer", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("invite_space").on("invite").column("space_id").execute();
    await db.schema
      .createTable("membership")
      .addColumn("space_id", "text", (c) => c.notNull().references("space.id").onDelete("cascade"))
      .addColumn("user_id", "text", (c) => c.notNull().references("app_user.id").onDelete("cascade"))
      .addColumn("role", "text", (c) => c.notNull())
      .addColumn("ejected_until", "bigint")
      .addPrimaryKeyConstraint("membership_pk", ["space_id", "user_id"])
      .execute();
    await db.schema.createIndex("membership_user").on("membership").column("user_id").execute();
    await db.schema
      .createTable("stand")
      .addColumn("space_id", "text", (c) => c.notNull().references("space.id").onDelete("cascade"))
      .addColumn("user_id", "text", (c) => c.notNull().references("app_user.id").onDelete("cascade"))
      .addColumn("place", "text", (c) => c.notNull())
      .addColumn("x", "double precision", (c) => c.notNull())
      .addColumn("y", "double precision", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("stand_pk", ["space_id", "user_id"])
      .execute();
    await db.schema
      .createTable("chat_line")
      .addColumn("space_id", "text", (c) => c.notNull().references("space.id").onDelete("cascade"))
      .addColumn("place", "text", (c) => c.notNull())
      .addColumn("seq", "bigint", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("person", "integer", (c) => c.notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("text", "text", (c) => c.notNull())
      .addColumn("lang", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("chat_line_pk", ["space_id", "place", "seq"])
      .execute();
    await db.schema
      .createTable("doc_update")
      .addColumn("doc", "text", (c) => c.notNull())
      .addColumn("seq", "bigint", (c) => c.notNull())
      .addColumn("sha256", data, (c) => c.notNull())
      .addColumn("data", data, (c) => c.notNull())
      .addColumn("author", "text", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("doc_update_pk", ["doc", "seq"])
      .execute();
    await db.schema
      .createTable("doc_snapshot")
      .addColumn("doc", "text", (c) => c.notNull())
      .addColumn("upto_seq", "bigint", (c) => c.notNull())
      .addColumn("state", data, (c) => c.notNull())
      .addColumn("sha256", data, (c) => c.notNull())
      .addColumn("label", "text")
      .addPrimaryKeyConstraint("doc_snapshot_pk", ["doc", "upto_seq"])
      .execute();
  },
});
