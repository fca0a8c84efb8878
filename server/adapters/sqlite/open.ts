/** Opens the database file and brings its schema to this version. Runs in the worker. */
import { closeSync, mkdirSync, openSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { NodeSqliteDialect } from "./dialect.ts";
import { makeMigrations } from "./migrations/index.ts";
import type { Tables } from "./schema.ts";

/** Another process (the CLI) may hold the file for a moment: wait so long, ms. */
const BUSY_MS = 5_000;
/** Backups made before migrations that are kept. */
const BACKUPS_KEPT = 5;

/** Why the file cannot be used: `newer` = a later Kartu wrote it; `migration` = its schema could not be brought up to date. */
export class OpenError extends Error {
  override name = "OpenError";
  readonly reason: "newer" | "migration";
  /** Backup made before the migration, or "". */
  readonly backup: string;

  constructor(reason: OpenError["reason"], message: string, backupFile: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
    this.backup = backupFile;
  }
}

export interface Opened {
  db: DatabaseSync;
  kysely: Kysely<Tables>;
}

export interface OpenOptions {
  file: string;
  /** Largest size of the file, pages of 4 KB: how tests fill the disk. */
  maxPages?: number;
  migrations?: ReturnType<typeof makeMigrations>;
}

/** Names of migrations that this file has seen. */
export function appliedMigrations(db: DatabaseSync): string[] {
  const table = db.prepare("select 1 from sqlite_master where type = 'table' and name = 'kysely_migration'").get();
  return table === undefined
    ? []
    : db
        .prepare("select name from kysely_migration order by name")
        .all()
        .map((row) => String(row["name"]));
}

/** SQLite's online backup into `backups/` beside the file; older ones beyond BACKUPS_KEPT go. @returns its path */
async function backUp(db: DatabaseSync, file: string, before: string): Promise<string> {
  const folder = join(dirname(file), "backups");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stamp = new Date().toISOString().replace(/[:.]/g, "-");
  const path = join(folder, `${stamp}-before-${before}.db`);
  await backup(db, path);
  const old = readdirSync(folder)
    .filter((name) => /-before-.*\.db$/.test(name))
    .toSorted()
    .slice(0, -BACKUPS_KEPT);
  for (const name of old) rmSync(join(folder, name), { force: true });
  return path;
}

/**
 * @throws OpenError when the schema is newer than this program or cannot be brought up to date (then it is as it was before),
 *   Error of node:sqlite when the file cannot be read or written
 */
export async function openFile({ file, maxPages, migrations = makeMigrations({ bytes: "blob" }) }: OpenOptions): Promise<Opened> {
  // Made before SQLite makes it, for its owner's eyes only; the log beside it takes over its mode.
  closeSync(openSync(file, "a", 0o600));
  const db = new DatabaseSync(file, { timeout: BUSY_MS, enableForeignKeyConstraints: true });
  try {
    // FULL: one fsync for each commit, so what was acknowledged is on the disk. secure_delete: what is erased leaves no bytes in the file.
    db.exec("pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on");
    const kysely = new Kysely<Tables>({ dialect: new NodeSqliteDialect(db) });
    const seen = appliedMigrations(db);
    const unknown = seen.find((name) => !(name in migrations));
    if (unknown !== undefined) throw new OpenError("newer", `this file has seen the migration ${unknown}`, "");
    const next = Object.keys(migrations)
      .toSorted()
      .find((name) => !seen.includes(name));
    if (next !== undefined) {
      const saved = seen.length > 0 ? await backUp(db, file, next) : "";
      // The lock is the transaction itself: `begin immediate` lets one process at a time look and migrate.
      const { error } = await new Migrator({ db: kysely, provider: { getMigrations: async () => migrations } }).migrateToLatest();
      if (error !== undefined) throw new OpenError("migration", error instanceof Error ? error.message : "no reason given", saved, error);
    }
    if (maxPages !== undefined) db.exec(`pragma max_page_count = ${Math.floor(maxPages)}`);
    return { db, kysely };
  } catch (error) {
    db.close();
    throw error;
  }
}
