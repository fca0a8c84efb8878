/** `npm run owner-link`: prints a new one-time owner link, beside a running server or without one. Older links stay good until used or a day old. */
import { openDatabase } from "../adapters/sqlite/database.ts";
import { sqliteSpaceStore } from "../adapters/sqlite/space-store.ts";
import { systemClock, systemRandom } from "../adapters/system/clock.ts";
import { makeOwnerCode } from "../commands/owner.ts";
import { EnvError, parseEnv } from "../env.ts";
import { StartError } from "../start-error.ts";
import { readOrigin } from "./origin-file.ts";

try {
  const env = parseEnv(process.env);
  const database = await openDatabase({ dataFolder: env.dataFolder, alone: false });
  const store = sqliteSpaceStore(database);
  const code = await makeOwnerCode({ store, clock: systemClock, random: systemRandom });
  await store.close();
  const origin = env.publicUrl ?? (await readOrigin(env.dataFolder)) ?? `${env.tls === null ? "http" : "https"}://localhost:${env.port}`;
  process.stdout.write(`${origin}/owner#${code}\n`);
} catch (error) {
  if (!(error instanceof StartError || error instanceof EnvError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
