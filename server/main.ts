/** The program: environment in, one Kartu up, links printed, a clean end. */
import { startKartu, type Running } from "./app.ts";
import { writeOrigin } from "./cli/origin-file.ts";
import { isUnclaimed, makeOwnerCode } from "./commands/owner.ts";
import { EnvError } from "./env.ts";
import { readEnv } from "./env-file.ts";
import { StartError } from "./start-error.ts";

/** After a signal the process is gone by then, ms, whatever hangs. */
const GONE_MS = 2_000;

function stopOnSignals(kartu: Running): void {
  const stop = (code: number): void => {
    setTimeout(() => process.exit(code), GONE_MS - 100).unref();
    kartu.close().then(
      () => process.exit(code),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", () => stop(0));
  process.once("SIGINT", () => stop(0));
  process.on("uncaughtException", (error) => {
    kartu.log.fatal({ err: error }, "uncaught");
    stop(1);
  });
}

/** What a person at the terminal needs to go on, in one piece. */
async function greeting(kartu: Running, origin: string): Promise<string> {
  const lines = [`Kartu is up: ${origin}`];
  if (!kartu.hasPage && kartu.seeded === null) lines.push('The page is not built yet: "npm run build" builds it, "npm start" does both.');
  if (kartu.seeded !== null) {
    lines.push("Development: the owner's link and the invite of a seeded space, the same each time.");
    lines.push(`  ${origin}/owner#${kartu.seeded.ownerCode}`, `  ${origin}/join#${kartu.seeded.inviteCode}`);
  } else if (await isUnclaimed(kartu.ports)) {
    lines.push('Open this link to become the owner (it works once, for a day; "npm run owner-link" makes a new one):');
    lines.push(`  ${origin}/owner#${await makeOwnerCode(kartu.ports)}`);
  }
  return lines.map((line) => `${line}\n`).join("");
}

try {
  const env = readEnv(process.env);
  const kartu = await startKartu(env);
  stopOnSignals(kartu);
  const origin = env.publicUrl ?? kartu.url;
  await writeOrigin(env.dataFolder, origin);
  process.stdout.write(await greeting(kartu, origin));
} catch (error) {
  if (!(error instanceof StartError || error instanceof EnvError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
