import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../../server/adapters/sqlite/database.ts";
import { makeMigrations } from "../../../server/adapters/sqlite/migrations/index.ts";
import { OpenError, openFile } from "../../../server/adapters/sqlite/open.ts";
import { sqliteSpaceStore } from "../../../server/adapters/sqlite/space-store.ts";
import { StorageError, type UserRow } from "../../../server/ports/space-store.ts";
import { StartError } from "../../../server/start-error.ts";
import { newDataFolder } from "../../support/server.ts";

const WRITER = fileURLToPath(new URL("../../support/store-writer.ts", import.meta.url));
const MIGRATOR = fileURLToPath(new URL("../../support/migrate-and-die.ts", import.meta.url));
const user = (id: string, name = "N"): UserRow => ({ id, name, appearance: "", lang: "en", owner: false, createdAt: 1 });

let folder = "";
beforeEach(async () => {
  folder = await newDataFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = async (options: { maxPages?: number; alone?: boolean } = {}) =>
  sqliteSpaceStore(await openDatabase({ dataFolder: folder, alone: true, ...options }));

describe("what was acknowledged", () => {
  it("[ST1] survives kill -9 in the middle of writing, ten times", async () => {
    const kept = new Set<string>();
    for (let round = 0; round < 10; round++) {
      const child = spawn(process.execPath, [WRITER, folder, `r${round}`], { stdio: ["ignore", "pipe", "inherit"] });
      let written = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => (written += text));
      // Killed after so many acknowledgements, each round at another moment.
      while (written.split("\n").length < 20 + round * 13) await once(child.stdout, "data");
      const over = Promise.all([once(child, "exit"), once(child.stdout, "end")]);
      child.kill("SIGKILL");
      await over;
      // The last line may be cut off: then nobody has read it.
      for (const id of written.split("\n").slice(0, -1)) kept.add(id);
      const store = await open();
      const missing: string[] = [];
      for (const id of kept) if ((await store.user(id)) === null) missing.push(id);
      await store.close();
      expect(missing).toEqual([]);
    }
    expect(kept.size).toBeGreaterThan(10 * 20);
  }, 60_000);

  it("[ST4] survives a full disk: what does not fit is refused, what was kept stays, and writing goes on when there is room", async () => {
    // The empty tables alone take some sixty pages.
    const store = await open({ maxPages: 120 });
    const kept: string[] = [];
    const big = "x".repeat(2_000);
    let refused: unknown = null;
    for (let n = 0; n < 200 && refused === null; n++) {
      await store.createUser(user(`u${n}`, big)).then(
        () => kept.push(`u${n}`),
        (error: unknown) => (refused = error),
      );
    }
    expect(refused).toBeInstanceOf(StorageError);
    expect(kept.length).toBeGreaterThan(5);
    // Reading goes on, and a transaction that was refused has left no half of itself.
    expect((await store.user(kept[0] ?? ""))?.name).toBe(big);
    await store.deleteUser(kept.pop() ?? "");
    await store.createUser(user("after", "fits"));
    await store.close();
    const again = await open();
    for (const id of [...kept, "after"]) expect(await again.user(id)).not.toBeNull();
    await again.close();
  });
});

describe("opening a data folder", { timeout: 60_000 }, () => {
  it("[ST5] is refused while another Kartu has it, but not to a tool beside it", async () => {
    const first = await open();
    await expect(open()).rejects.toThrow(/Another Kartu is running on the data folder/);
    const tool = await open({ alone: false });
    await tool.putOwnerCode("c", 10);
    await tool.close();
    expect(await first.takeOwnerCode("c", 5)).toBe(true);
    await first.close();
    await (await open()).close();
  });

  it("[OP10] is refused with one sentence where it cannot be written", async () => {
    const file = join(folder, "a-file");
    await writeFile(file, "");
    const error: unknown = await openDatabase({ dataFolder: file, alone: true }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toMatch(/The data folder .*a-file cannot be written \(ENOTDIR\): set KARTU_DATA/);
    // A parent that is there and takes no folder: Node's recursive mkdir goes round for ever on it.
    await expect(openDatabase({ dataFolder: "/proc/kartu", alone: true })).rejects.toThrow(
      /The data folder \/proc\/kartu cannot be written/,
    );
  });

  it("is refused where the file is no database", async () => {
    await writeFile(join(folder, "kartu.db"), "this is not a database, it is a poem of some length".repeat(50));
    await expect(open()).rejects.toThrow(/The database in the data folder .* cannot be used/);
  });
});

describe("migrations", { timeout: 60_000 }, () => {
  const now = makeMigrations({ bytes: "blob" });
  const file = (): string => join(folder, "kartu.db");
  const next = {
    ...now,
    "9000-next": { up: async (db: Parameters<(typeof now)[string]["up"]>[0]) => void (await sql`create table later (x text)`.execute(db)) },
  };
  const tables = (): string[] => {
    const db = new DatabaseSync(file());
    const rows = db.prepare("select name from sqlite_master where type = 'table' order by name").all();
    db.close();
    return rows.map((row) => String(row["name"]));
  };

  it("[ST6] save the file first, and leave it alone when there is nothing to do", async () => {
    const { db, kysely } = await openFile({ file: file() });
    await kysely.insertInto("owner_code").values({ hash: "before", expires_at: 1 }).execute();
    db.close();
    (await openFile({ file: file() })).db.close();
    expect(existsSync(join(folder, "backups"))).toBe(false);

    (await openFile({ file: file(), migrations: next })).db.close();
    expect(tables()).toContain("later");
    const backups = readdirSync(join(folder, "backups"));
    expect(backups).toEqual([expect.stringMatching(/-before-9000-next\.db$/)]);
    const saved = new DatabaseSync(join(folder, "backups", backups[0] ?? ""));
    expect(saved.prepare("select hash from owner_code").all()).toEqual([{ hash: "before" }]);
    expect(saved.prepare("select 1 from sqlite_master where name = 'later'").get()).toBeUndefined();
    saved.close();
  });

  it("[LM101] know of a role that it is by hand where it is another than the invite gave", async () => {
    const until = (last: string) => Object.fromEntries(Object.entries(now).filter(([name]) => name < last));
    const old = await openFile({ file: file(), migrations: until("0009") });
    for (const line of [
      `insert into space (id, name, settings, created_at) values ('s', 'S', '{}', 1)`,
      ...["ana", "bor"].map(
        (id) => `insert into app_user (id, name, appearance, lang, owner, created_at) values ('${id}', '', '', 'sl', 0, 1)`,
      ),
      ...[5, 7].map(
        (at) =>
          `insert into invite (id, hash, space_id, role, revoked, lobby, created_at) values ('i${at}', 'h${at}', 's', 'trainer', 0, 0, ${at})`,
      ),
      `insert into membership (space_id, user_id, role, invite_id) values ('s', 'ana', 'participant', 'i5'), ('s', 'bor', 'trainer', 'i5')`,
    ])
      old.db.exec(line);
    old.db.close();
    const { db } = await openFile({ file: file() });
    expect(db.prepare("select user_id, role_after from membership order by user_id").all()).toEqual([
      { user_id: "ana", role_after: 7 },
      { user_id: "bor", role_after: 0 },
    ]);
    db.close();
  });

  it("[ST6] that fail leave nothing of themselves", async () => {
    (await openFile({ file: file() })).db.close();
    const before = tables();
    const up = async (db: Parameters<(typeof now)[string]["up"]>[0]): Promise<void> => {
      await sql`create table half (x text)`.execute(db);
      await sql`insert into nowhere values (1)`.execute(db);
    };
    const failed: unknown = await openFile({ file: file(), migrations: { ...now, "9000-bad": { up } } }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(OpenError);
    expect((failed as OpenError).backup).toMatch(/-before-9000-bad\.db$/);
    expect(tables()).toEqual(before);
    (await openFile({ file: file() })).db.close();
  });

  it("[ST6] that are killed in the middle leave the old state, and the next start goes on from it", async () => {
    const { db, kysely } = await openFile({ file: file() });
    await kysely.insertInto("owner_code").values({ hash: "before", expires_at: 1 }).execute();
    db.close();
    const before = tables();
    const child = spawn(process.execPath, [MIGRATOR, file()], { stdio: "inherit" });
    expect((await once(child, "exit"))[1]).toBe("SIGKILL");
    expect(readdirSync(join(folder, "backups"))).toEqual([expect.stringMatching(/-before-9000-half\.db$/)]);
    const again = await openFile({ file: file() });
    expect(await again.kysely.selectFrom("owner_code").select("hash").execute()).toEqual([{ hash: "before" }]);
    again.db.close();
    expect(tables()).toEqual(before);
  });

  it("[ST7] of a newer Kartu are refused with a sentence, and nothing is touched", async () => {
    (await openFile({ file: file(), migrations: next })).db.close();
    await expect(open()).rejects.toThrow(/was written by a newer Kartu .*9000-next/);
    expect(tables()).toContain("later");
  });
});
