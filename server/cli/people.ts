/** The store beside a running server, or of a stopped one, for commands about people. */
import { openDatabase } from "../adapters/sqlite/database.ts";
import { sqliteSpaceStore } from "../adapters/sqlite/space-store.ts";
import { systemClock, systemRandom } from "../adapters/system/clock.ts";
import { makeOwnerCode } from "../commands/owner.ts";
import type { Ports } from "../commands/ports.ts";
import { type Env, parseEnv } from "../env.ts";
import { readOrigin } from "./origin-file.ts";

export async function withPorts<T>(work: (ports: Ports, env: Env) => Promise<T>): Promise<T> {
  const env = parseEnv(process.env);
  const store = sqliteSpaceStore(await openDatabase({ dataFolder: env.dataFolder, alone: false }));
  try {
    return await work({ store, clock: systemClock, random: systemRandom }, env);
  } finally {
    await store.close();
  }
}

/** A new one-time link that opens a session of the owner. */
export async function ownerLink(ports: Ports, env: Env): Promise<string> {
  const code = await makeOwnerCode(ports);
  const origin = env.publicUrl ?? (await readOrigin(env.dataFolder)) ?? `${env.tls === null ? "http" : "https"}://localhost:${env.port}`;
  return `${origin}/owner#${code}`;
}
