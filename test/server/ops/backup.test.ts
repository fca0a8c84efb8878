import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import * as Y from "yjs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeBackup } from "../../../server/adapters/sqlite/backup.ts";
import { sqliteBoardLog } from "../../../server/adapters/sqlite/board-log.ts";
import { openDatabase } from "../../../server/adapters/sqlite/database.ts";
import { restoreBackup, type Step, verifyBackup } from "../../../server/adapters/sqlite/restore.ts";
import { sqliteSpaceStore } from "../../../server/adapters/sqlite/space-store.ts";
import { StartError } from "../../../server/start-error.ts";
import { cli } from "../../support/cli.ts";
import { newDataFolder } from "../../support/server.ts";

const WRITER = fileURLToPath(new URL("../../support/store-writer.ts", import.meta.url));
const RESTORER = fileURLToPath(new URL("../../support/restore-and-die.ts", import.meta.url));

let folder = "";
let away = "";
beforeEach(async () => {
  folder = await newDataFolder();
  away = await newDataFolder();
});
afterEach(() => Promise.all([folder, away].map((f) => rm(f, { recursive: true, force: true }))));

const drawn = (text: string): Uint8Array => {
  const doc = new Y.Doc();
  doc.getMap("elements").set(text, { id: text });
  return Y.encodeStateAsUpdate(doc);
};

/** A data folder with one person of this name and a board of three rows and a snapshot. */
async function fill(name: string): Promise<void> {
  const database = await openDatabase({ dataFolder: folder, alone: true });
  const store = sqliteSpaceStore(database);
  const log = sqliteBoardLog(database);
  await store.createUser({ id: name, name, appearance: "", lang: "sl", owner: true, createdAt: 1 });
  await log.append([{ board: `s/${name}`, data: drawn("one"), author: name, at: 1 }]);
  await log.compact(`s/${name}`, 1, drawn("one"));
  await log.append(["two", "three"].map((text) => ({ board: `s/${name}`, data: drawn(text), author: name, at: 2 })));
  await database.close();
}

async function people(): Promise<string[]> {
  const database = await openDatabase({ dataFolder: folder, alone: true });
  const names = (await sqliteSpaceStore(database).owners()).map(({ id }) => id);
  const log = sqliteBoardLog(database);
  for (const name of names) expect((await log.load(`s/${name}`)).updates).toHaveLength(2);
  await database.close();
  return names.toSorted();
}

const backUp = async (): Promise<string> => (await makeBackup({ dataFolder: folder, to: away, now: Date.now() })).file;

describe("a backup", { timeout: 60_000 }, () => {
  it("[OP20] made while somebody writes without end is whole, holds everything that was acknowledged before, and has a checksum beside it", async () => {
    const writer = spawn(process.execPath, [WRITER, folder, "w"], { stdio: ["ignore", "pipe", "inherit"] });
    let written = "";
    writer.stdout.setEncoding("utf8").on("data", (text: string) => (written += text));
    while (written.split("\n").length < 200) await once(writer.stdout, "data");
    const before = written.split("\n").slice(0, -1);
    const { file, sha256, contents } = await makeBackup({ dataFolder: folder, to: join(away, "b.db"), now: 0 });
    const over = once(writer, "exit");
    writer.kill("SIGKILL");
    await over;

    expect(contents.people).toBeGreaterThanOrEqual(before.length);
    expect(readFileSync(`${file}.sha256`, "utf8")).toBe(`${sha256}  b.db\n`);
    expect(readdirSync(away)).toEqual(["b.db", "b.db.sha256"]);
    expect(statSync(file).mode & 0o077).toBe(0);
    const db = new DatabaseSync(file, { readOnly: true });
    const kept = new Set(
      db
        .prepare("select id from app_user")
        .all()
        .map((row) => row["id"]),
    );
    db.close();
    expect(before.filter((id) => !kept.has(id))).toEqual([]);
  });

  it("[OP20] of a stopped server needs no name, never writes over a file, and says what cannot be", async () => {
    await fill("ana");
    const env = { KARTU_DATA: folder };
    const done = await cli("backup", [], env);
    expect(done.stderr).toBe("");
    const file = /^The backup is written and read back: (.+)$/m.exec(done.stdout)?.[1] ?? "";
    expect(file).toMatch(/backups\/kartu-[\dTZ-]+\.db$/);
    expect(done.stdout).toContain("people: 1");
    expect(done.stdout).toContain("boards: 1 (rows checked: 3)");
    expect(await cli("backup", [file], env)).toEqual({
      code: 1,
      stdout: "",
      stderr: `${file} exists already: name another file, or a folder.\n`,
    });
    expect((await cli("backup", ["/proc/no/where.db"], env)).stderr).toMatch(
      /^The backup \/proc\/no\/where.db could not be written \(\w+\)\.\n$/,
    );
    expect((await cli("backup", [], { KARTU_DATA: join(away, "none") })).stderr).toMatch(/^There is nothing to back up: .*\n$/);
    expect((await cli("restore", [file, "--verify"], env)).stdout).toContain(`${file} is whole.`);
  });

  it("[OP20] of data that is damaged is not made", async () => {
    await fill("ana");
    const db = new DatabaseSync(join(folder, "kartu.db"));
    db.exec("update doc_update set data = x'00' where seq = 3");
    db.close();
    await expect(backUp()).rejects.toThrow(/cannot be backed up: The copy is damaged \(board s\/ana, doc_update 3\)/);
    expect(readdirSync(away)).toEqual([]);
  });
});

describe("a restore", { timeout: 120_000 }, () => {
  it("[OP21] puts everything in the place of what is there, and keeps that too", async () => {
    await fill("ana");
    const file = await backUp();
    await fill("bor");
    const { before } = await restoreBackup({ dataFolder: folder, file, now: 1 });
    expect(await people()).toEqual(["ana"]);
    expect((await verifyBackup(before ?? "")).people).toBe(2);
    await restoreBackup({ dataFolder: folder, file: before ?? "", now: 2 });
    expect(await people()).toEqual(["ana", "bor"]);
    expect(readdirSync(folder).filter((name) => name.startsWith("restoring"))).toEqual([]);
  });

  it("[OP21] takes a folder that was copied by hand, with SQLite's log beside the file", async () => {
    await fill("ana");
    // Somebody has it open, so that what was written is in the log still.
    const holder = new DatabaseSync(join(folder, "kartu.db"));
    holder.exec("pragma wal_autocheckpoint = 0; insert into app_user values ('bor', 'Bor', '', 'sl', 0, 2)");
    for (const suffix of ["", "-wal"]) copyFileSync(join(folder, `kartu.db${suffix}`), join(away, `copied.db${suffix}`));
    holder.close();
    expect((await verifyBackup(join(away, "copied.db"))).people).toBe(2);
    await rm(folder, { recursive: true });
    await restoreBackup({ dataFolder: folder, file: join(away, "copied.db"), now: 1 });
    expect(await people()).toEqual(["ana"]);
    const { contents } = await makeBackup({ dataFolder: folder, to: null, now: 1 });
    expect(contents.people).toBe(2);
  });

  const damages: [string, (file: string) => void, RegExp][] = [
    ["a flipped byte", (file) => flip(file, statSync(file).size - 100), /does not fit the checksum/],
    [
      "a damaged row, whatever the checksum says",
      (file) => alter(file, "update doc_update set data = x'01' where seq = 2"),
      /is damaged \(board s\/ana, doc_update 2\)/,
    ],
    ["a damaged snapshot", (file) => alter(file, "update doc_snapshot set state = x'01'"), /is damaged \(board s\/ana, doc_snapshot 1\)/],
    ["a cut", (file) => cut(file), /is damaged|cannot be read/],
    ["no database", (file) => poem(file), /cannot be read as a backup of Kartu/],
    ["another program's database", (file) => foreign(file), /is a database, but not one of Kartu/],
    [
      "a newer Kartu's",
      (file) => alter(file, "insert into kysely_migration values ('9000-next', '2030')"),
      /was written by a newer Kartu \(it has seen 9000-next\)/,
    ],
  ];
  it.each(damages)("[OP22] of %s is refused in one sentence, and what is there stays", async (_what, damage, sentence) => {
    await fill("ana");
    const file = await backUp();
    await fill("bor");
    damage(file);
    const ended = await cli("restore", [file], { KARTU_DATA: folder });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(sentence);
    expect(ended.stderr).toMatch(/^[^\n]+\.\n$/);
    // What `--verify` does.
    await expect(verifyBackup(file)).rejects.toThrow(sentence);
    expect(await people()).toEqual(["ana", "bor"]);
    expect(readdirSync(folder).toSorted()).toEqual(["kartu.db", "kartu.lock"]);
  });

  it("[OP22] is refused while a Kartu runs on the folder, and where there is no such file", async () => {
    await fill("ana");
    const file = await backUp();
    const running = await openDatabase({ dataFolder: folder, alone: true });
    await expect(restoreBackup({ dataFolder: folder, file, now: 1 })).rejects.toThrow(
      /A Kartu is running on the data folder .*: stop it first/,
    );
    await running.close();
    await expect(restoreBackup({ dataFolder: folder, file: `${file}x`, now: 1 })).rejects.toThrow(StartError);
  });

  const steps: Step[] = ["copied", "verified", "settled", "kept", "swapped"];
  it.each(steps)(
    "[OP23] killed after the step '%s' leaves the old state or the new one, and a log of the old one is not played into the new",
    async (step) => {
      await fill("ana");
      const file = await backUp();
      await fill("bor");
      // A crashed server's folder: the last commits are in the log only.
      const writer = spawn(process.execPath, [WRITER, folder, "w"], { stdio: ["ignore", "pipe", "inherit"] });
      await once(writer.stdout, "data");
      const gone = once(writer, "exit");
      writer.kill("SIGKILL");
      await gone;
      expect(existsSync(join(folder, "kartu.db-wal"))).toBe(true);

      const child = spawn(process.execPath, [RESTORER, folder, file, step], { stdio: "inherit" });
      const [, signal] = (await once(child, "exit")) as [number | null, string | null];
      expect(signal).toBe("SIGKILL");
      expect(await people()).toEqual(step === "swapped" ? ["ana"] : ["ana", "bor"]);
      const { contents } = await makeBackup({ dataFolder: folder, to: null, now: 1 });
      if (step === "swapped") expect(contents.people).toBe(1);
      else expect(contents.people).toBeGreaterThan(2);
      // The next start clears away what was on its way.
      expect(existsSync(join(folder, "restoring.db"))).toBe(false);
    },
  );

  it("[OP21] mends a folder whose database cannot be read any more", async () => {
    await fill("ana");
    const file = await backUp();
    writeFileSync(join(folder, "kartu.db"), "this is not a database, it is a poem of some length".repeat(50));
    const { before } = await restoreBackup({ dataFolder: folder, file, now: 1 });
    expect(await people()).toEqual(["ana"]);
    expect(readFileSync(before ?? "", "utf8")).toMatch(/^this is not a database/);
  });
});

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}
/** Damage that came before the checksum was made. */
const noChecksum = (file: string): void => rmSync(`${file}.sha256`, { force: true });
function alter(file: string, sql: string): void {
  noChecksum(file);
  const db = new DatabaseSync(file);
  db.exec(sql);
  db.close();
}
function cut(file: string): void {
  noChecksum(file);
  writeFileSync(file, readFileSync(file).subarray(0, 9_000));
}
function poem(file: string): void {
  noChecksum(file);
  writeFileSync(file, "a poem, and not a short one ".repeat(100));
}
function foreign(file: string): void {
  noChecksum(file);
  writeFileSync(file, "");
  alter(file, "create table recipe (name text)");
}
