/** Names and durable steps around the database file. */
import { createHash } from "node:crypto";
import { closeSync, createReadStream, existsSync, fsyncSync, openSync, rmSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";

export const databaseOf = (folder: string): string => join(folder, "kartu.db");
/** A file on its way in: nothing until it has been looked at and renamed. Whoever holds the folder may remove it. */
export const stagedOf = (folder: string): string => join(folder, "restoring.db");
export const backupsOf = (folder: string): string => join(folder, "backups");
/** Stands beside a backup, in the form that `sha256sum -c` reads. */
export const checksumOf = (file: string): string => `${file}.sha256`;

/** Node's own `recursive` never ends where a parent exists and takes no folder (ENOENT under /proc and on some network drives). */
export async function makeFolder(folder: string): Promise<void> {
  const missing: string[] = [];
  for (let at = folder; !existsSync(at) && at !== dirname(at); at = dirname(at)) missing.unshift(at);
  for (const at of missing) await mkdir(at, { mode: 0o700 });
}

/** A database with what SQLite keeps beside it. */
export function removeDatabase(file: string): void {
  for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(`${file}${suffix}`, { force: true });
}

/** Instants in names of files: `2026-11-21T10-30-00-000Z`, in the order of time. */
export const stampOf = (now: number): string => new Date(now).toISOString().replace(/[:.]/g, "-");

/** The file's content (or a folder's names) is on the disk when this returns. */
export function settle(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
export const settleFolderOf = (file: string): void => {
  // Windows opens no folders; its renames are in the journal anyway.
  if (process.platform !== "win32") settle(dirname(file));
};

/** SHA-256, hex. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
