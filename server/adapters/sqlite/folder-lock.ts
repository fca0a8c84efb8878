/** One Kartu a data folder: an exclusive lock on a file of its own. The system lets go of it when the process dies, however it does. */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export const lockFileOf = (folder: string): string => join(folder, "kartu.lock");

/**
 * @param waitMs whoever had it may still be closing: wait so long
 * @returns how to let go, or null: another one holds it
 */
export function holdFolder(lockFile: string, waitMs: number): (() => void) | null {
  const lock = new DatabaseSync(lockFile, { timeout: waitMs });
  try {
    lock.exec("begin exclusive");
    return () => lock.close();
  } catch (error) {
    lock.close();
    // SQLITE_BUSY
    if ((error as { errcode?: number }).errcode === 5) return null;
    throw error;
  }
}
