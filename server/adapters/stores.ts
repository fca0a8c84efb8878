/** Opens what the server keeps, on disk or in memory. */
import type { BoardLog } from "../ports/board-log.ts";
import type { SpaceStore } from "../ports/space-store.ts";
import { MemoryBoardLog } from "./memory/board-log.ts";
import { MemorySpaceStore } from "./memory/space-store.ts";
import { sqliteBoardLog } from "./sqlite/board-log.ts";
import { openDatabase } from "./sqlite/database.ts";
import { sqliteSpaceStore } from "./sqlite/space-store.ts";

export interface Stores {
  space: SpaceStore;
  boardLog: BoardLog;
  close(): Promise<void>;
}

/** @throws StartError when the data folder cannot be used */
export async function openStores(dataFolder: string, inMemory: boolean): Promise<Stores> {
  if (inMemory) {
    const space = new MemorySpaceStore();
    return { space, boardLog: new MemoryBoardLog(), close: () => space.close() };
  }
  const database = await openDatabase({ dataFolder, alone: true });
  return { space: sqliteSpaceStore(database), boardLog: sqliteBoardLog(database), close: () => database.close() };
}
