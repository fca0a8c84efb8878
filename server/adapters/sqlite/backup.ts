/** A copy of everything in one file, made beside a running Kartu or of a stopped one's folder. */
import { closeSync, existsSync, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { StartError } from "../../start-error.ts";
import { backupsOf, checksumOf, databaseOf, hashFile, makeFolder, removeDatabase, settle, settleFolderOf, stampOf } from "./files.ts";
import { type Contents, verifyFile } from "./verify.ts";

/** The server commits in well under a millisecond, a migration may take longer: wait so long, ms. */
const BUSY_MS = 10_000;
/** All pages in one step: in several, every commit of the running server in between would begin the copy anew. Readers hold up nobody. */
const ALL_PAGES = 2 ** 31 - 1;

export interface BackupRequest {
  dataFolder: string;
  /** File to write, or a folder to write into; by default `backups` of the data folder. */
  to: string | null;
  /** UTC ms */
  now: number;
}

export interface BackupDone {
  file: string;
  sha256: string;
  bytes: number;
  contents: Contents;
}

const codeOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : String(error));

function targetOf({ dataFolder, to, now }: BackupRequest): string {
  const name = `kartu-${stampOf(now)}.db`;
  if (to === null) return join(backupsOf(resolve(dataFolder)), name);
  return existsSync(to) && statSync(to).isDirectory() ? join(resolve(to), name) : resolve(to);
}

/** Writes the copy, reads it back and checks it; only then it gets its name. @throws StartError with a sentence */
export async function makeBackup(request: BackupRequest): Promise<BackupDone> {
  const source = databaseOf(resolve(request.dataFolder));
  if (!existsSync(source))
    throw new StartError(`There is nothing to back up: ${source} does not exist (KARTU_DATA names the data folder).`);
  const file = targetOf(request);
  if (existsSync(file)) throw new StartError(`${file} exists already: name another file, or a folder.`);
  const partial = `${file}.partial`;
  let db: DatabaseSync | null = null;
  try {
    await makeFolder(dirname(file));
    removeDatabase(partial);
    // Made before SQLite makes it, for its owner's eyes only.
    closeSync(openSync(partial, "wx", 0o600));
    db = new DatabaseSync(source, { timeout: BUSY_MS });
    await backup(db, partial, { rate: ALL_PAGES });
    db.close();
    // A single file from here on: the copy says, as its source does, that a log stands beside it.
    const copy = new DatabaseSync(partial);
    copy.exec("pragma journal_mode = delete");
    copy.close();
    settle(partial);
    const contents = verifyFile(partial, "The copy");
    const sha256 = await hashFile(partial);
    writeFileSync(checksumOf(file), `${sha256}  ${basename(file)}\n`, { mode: 0o600 });
    settle(checksumOf(file));
    renameSync(partial, file);
    settleFolderOf(file);
    return { file, sha256, bytes: statSync(file).size, contents };
  } catch (cause) {
    if (db?.isOpen === true) db.close();
    removeDatabase(partial);
    if (!existsSync(file)) rmSync(checksumOf(file), { force: true });
    if (cause instanceof StartError) throw new StartError(`The data in ${source} cannot be backed up: ${cause.message}`, { cause });
    throw new StartError(`The backup ${file} could not be written (${codeOf(cause)}).`, { cause });
  }
}
