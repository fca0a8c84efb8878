/** Opens what the server keeps, on disk or in memory. */
import type { SpaceStore } from "../ports/space-store.ts";
import { MemorySpaceStore } from "./memory/space-store.ts";
import { type Database, openDatabase } from "./sqlite/database.ts";
import { sqliteSpaceStore } from "./sqlite/space-store.ts";

export interface Stores {
  space: SpaceStore;
  /** The database behind them, for other stores in it; null in memory. */
  database: Database | null;
  close(): Promise<void>;
}

/** @throws StartError when the data folder cannot be used */
export async function openStores(dataFolder: string, inMemory: boolean): Promise<Stores> {
  if (inMemory) {
    const space = new MemorySpaceStore();
    return { space, database: null, close: () => space.close() };
  }
  const database = await openDatabase({ dataFolder, alone: true });
  return { space: sqliteSpaceStore(database), database, close: () => database.close() };
}
