/** The store beside a running server, or of a stopped one, for commands about people. */
import { openDatabase } from "../adapters/sqlite/database.ts";
import { sqliteSpaceStore } from "../adapters/sqlite/space-store.ts";
import { systemClock, systemRandom } from "../adapters/system/clock.ts";
import { makeOwnerCode } from "../commands/owner.ts";
import type { Ports } from "../commands/ports.ts";
import type { Env } from "../env.ts";
import { readEnv } from "../env-file.ts";
import { readOrigin } from "./origin-file.ts";

export async function withPorts<T>(work: (ports: Ports, env: Env) => Promise<T>): Promise<T> {
  const env = readEnv(process.env);
  const store = sqliteSpaceStore(await openDatabase({ dataFolder: env.dataFolder, alone: false }));
  try {
    return await work({ store, clock: systemClock, random: systemRandom }, env);
  } finally {
    await store.close();
  }
}

/** Where people reach this server. */
export const originFor = async (env: Env): Promise<string> =>
  env.publicUrl ?? (await readOrigin(env.dataFolder)) ?? `${env.tls === null ? "http" : "https"}://localhost:${env.port}`;

/** A new one-time link that opens a session of the owner. */
export async function ownerLink(ports: Ports, env: Env): Promise<string> {
  return `${await originFor(env)}/owner#${await makeOwnerCode(ports)}`;
}

/** The same, with what it is: whoever opens it first has the owner's rights. */
export async function sayOwnerLink(ports: Ports, env: Env): Promise<string> {
  const [owner] = await ports.store.owners();
  const what =
    owner === undefined
      ? "Whoever opens this link first is the owner. It works once, within a day:"
      : `This link opens a session of the owner (${owner.name || "without a name yet"}), once, within a day. Give it to nobody else:`;
  return `${what}\n  ${await ownerLink(ports, env)}`;
}
