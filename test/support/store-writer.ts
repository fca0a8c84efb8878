/** A child that writes users until it is killed, and prints each one's id once the store has said that it is kept. */
import { openDatabase } from "../../server/adapters/sqlite/database.ts";
import { sqliteSpaceStore } from "../../server/adapters/sqlite/space-store.ts";

const [dataFolder = "", prefix = ""] = process.argv.slice(2);
const store = sqliteSpaceStore(await openDatabase({ dataFolder, alone: true }));

async function write(lane: number): Promise<void> {
  for (let n = 0; ; n++) {
    const id = `${prefix}-${lane}-${n}`;
    await store.createUser({ id, name: "N", appearance: "", lang: "en", owner: false, createdAt: n });
    process.stdout.write(`${id}\n`);
  }
}
await Promise.all([0, 1, 2, 3].map(write));
