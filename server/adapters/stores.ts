/** Opens what the server keeps, on disk or in memory. */
import type { Logger } from "pino";
import type { Env } from "../env.ts";
import type { SpaceStore } from "../ports/space-store.ts";
import { MemorySpaceStore } from "./memory/space-store.ts";

export interface Stores {
  space: SpaceStore;
  close(): Promise<void>;
}

/** @throws StartError when the data folder cannot be used */
export async function openStores(_env: Env, _inMemory: boolean, _log: Logger): Promise<Stores> {
  const space = new MemorySpaceStore();
  return { space, close: () => space.close() };
}
