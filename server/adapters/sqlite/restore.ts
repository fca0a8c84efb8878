/** Puts a backup in the place of a data folder's database: completely or not at all, whenever the process ends. */
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StartError } from "../../start-error.ts";
import { checkFolder } from "./database.ts";
import { backupsOf, checksumOf, databaseOf, hashFile, removeDatabase, settle, settleFolderOf, stagedOf, stampOf } from "./files.ts";
import { holdFolder, lockFileOf } from "./folder-lock.ts";
import { type Contents, verifyFile } from "./verify.ts";

/** A Kartu that is just closing lets go of the folder within this, ms. */
const LOCK_MS = 2_500;

/** Moments of a restore, in order; a test ends the process at each. */
export type Step = "copied" | "verified" | "settled" | "kept" | "swapped";

export interface RestoreRequest {
  dataFolder: string;
  file: string;
  /** UTC ms */
  now: number;
  onStep?: (step: Step) => void;
}

export interface Restored {
  contents: Contents;
  /** Where the state before is kept, or null: there was none. */
  before: string | null;
}

const codeOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : String(error));
const hasLog = (file: string): boolean => (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
/** Shares the blocks with the original where the file system can. */
const copy = (from: string, to: string): void => copyFileSync(from, to, constants.COPYFILE_FICLONE);

async function checkFile(file: string): Promise<void> {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isFile()) throw new StartError(`There is no file ${file}.`);
  if (!existsSync(checksumOf(file))) return;
  const [written = ""] = readFileSync(checksumOf(file), "utf8").trim().split(/\s+/);
  if (written !== (await hashFile(file))) throw new StartError(`${file} is damaged (it does not fit the checksum in ${checksumOf(file)}).`);
}

/** Copies a file, with SQLite's log where one stands beside it (a folder that was copied by hand), and makes one file of them. */
function stage(file: string, to: string): void {
  copy(file, to);
  chmodSync(to, 0o600);
  if (hasLog(file)) copy(`${file}-wal`, `${to}-wal`);
  const db = new DatabaseSync(to);
  try {
    db.exec("pragma journal_mode = delete");
  } finally {
    db.close();
  }
}

/** Reads and checks a backup; nothing is changed anywhere. @throws StartError with a sentence */
export async function verifyBackup(file: string): Promise<Contents> {
  const path = resolve(file);
  await checkFile(path);
  if (!hasLog(path)) return verifyFile(path);
  const folder = mkdtempSync(join(tmpdir(), "kartu-verify-"));
  try {
    const staged = join(folder, "copy.db");
    stageOrSay(path, staged);
    return verifyFile(staged, path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function stageOrSay(path: string, staged: string): void {
  try {
    stage(path, staged);
  } catch (cause) {
    // SQLITE_NOTADB, SQLITE_CORRUPT and their like are the file's fault, everything else the disk's.
    const { errcode } = cause as { errcode?: number };
    if (errcode !== undefined)
      throw new StartError(`${path} cannot be read as a backup of Kartu (${(cause as Error).message}).`, { cause });
    throw cause;
  }
}

/**
 * Brings the log of the database that is there into its file, so that the file is all of it: a log that stayed behind would be played
 * into the restored one. One that cannot be opened stays as it is: a damaged one is a reason to restore.
 */
function settleOld(database: string): void {
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(database, { timeout: LOCK_MS });
    const [done] = db.prepare("pragma wal_checkpoint(truncate)").all();
    if (done?.["busy"] === 1) throw new StartError("Another program has the data folder's database open: end it first.");
  } catch (error) {
    // SQLITE_BUSY
    if (error instanceof StartError || (error as { errcode?: number }).errcode === 5) throw error;
  } finally {
    if (db?.isOpen === true) db.close();
  }
}

/** Keeps what is there, as one file where it can be read and with its log where it cannot. @returns its name */
function keepOld(folder: string, database: string, now: number): string {
  mkdirSync(backupsOf(folder), { recursive: true, mode: 0o700 });
  const kept = join(backupsOf(folder), `${stampOf(now)}-before-restore.db`);
  // A copy, never a link: after a crash both names would be the same file, and Kartu would write into its own backup.
  if (hasLog(database)) copy(`${database}-wal`, `${kept}-wal`);
  copy(database, `${kept}.partial`);
  settle(`${kept}.partial`);
  renameSync(`${kept}.partial`, kept);
  return kept;
}

/** @throws StartError with a sentence; then everything is as it was */
export async function restoreBackup({ dataFolder, file, now, onStep = () => undefined }: RestoreRequest): Promise<Restored> {
  const folder = resolve(dataFolder);
  const path = resolve(file);
  await checkFile(path);
  const staged = stagedOf(folder);
  const database = databaseOf(folder);
  let release: (() => void) | null = null;
  try {
    await checkFolder(folder);
    release = holdFolder(lockFileOf(folder), LOCK_MS);
    if (release === null)
      throw new StartError(`A Kartu is running on the data folder ${folder}: stop it first, everything in it is replaced.`);
    removeDatabase(staged);
    stageOrSay(path, staged);
    settle(staged);
    onStep("copied");
    const contents = verifyFile(staged, path);
    onStep("verified");
    let before: string | null = null;
    if (existsSync(database)) {
      settleOld(database);
      onStep("settled");
      before = keepOld(folder, database, now);
      onStep("kept");
    }
    for (const suffix of ["-wal", "-shm"]) rmSync(`${database}${suffix}`, { force: true });
    settleFolderOf(database);
    renameSync(staged, database);
    onStep("swapped");
    settleFolderOf(database);
    return { contents, before };
  } catch (cause) {
    if (cause instanceof StartError) throw cause;
    throw new StartError(`${path} could not be restored into ${folder} (${codeOf(cause)}); everything is as it was.`, { cause });
  } finally {
    if (release !== null) {
      removeDatabase(staged);
      release();
    }
  }
}
