import { rm } from "node:fs/promises";
import { afterAll } from "vitest";
import { MemorySpaceStore } from "../../server/adapters/memory/space-store.ts";
import { openDatabase } from "../../server/adapters/sqlite/database.ts";
import { sqliteSpaceStore } from "../../server/adapters/sqlite/space-store.ts";
import { newDataFolder } from "../support/server.ts";
import { accountStoreContract } from "./account-store.ts";
import { peopleStoreContract } from "./people-store.ts";
import { spaceStoreContract } from "./space-store.ts";

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

const sqlite = async () => {
  const dataFolder = await newDataFolder();
  folders.push(dataFolder);
  return sqliteSpaceStore(await openDatabase({ dataFolder, alone: true }));
};

for (const contract of [spaceStoreContract, peopleStoreContract, accountStoreContract]) {
  contract("in memory", async () => new MemorySpaceStore());
  contract("SQLite", sqlite);
}
