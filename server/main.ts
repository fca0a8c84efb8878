/** The program: environment in, one Kartu up, links printed, a clean end. */
import { startKartu, type Running } from "./app.ts";
import { writeOrigin } from "./cli/origin-file.ts";
import { isUnclaimed, makeOwnerCode } from "./commands/owner.ts";
import { EnvError, parseEnv } from "./env.ts";
import { StartError } from "./start-error.ts";

/** After a signal the process is gone by then, ms, whatever hangs. */
const GONE_MS = 2_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

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

async function printLinks(kartu: Running, origin: string): Promise<void> {
  say(`Kartu is up: ${origin}`);
  if (!kartu.hasPage && kartu.seeded === null) say('The page is not built yet: "npm run build" builds it, "npm start" does both.');
  if (kartu.seeded !== null) {
    say("Development: the owner's link and the invite of a seeded space, the same each time.");
    say(`  ${origin}/owner#${kartu.seeded.ownerCode}`);
    say(`  ${origin}/join#${kartu.seeded.inviteCode}`);
    return;
  }
  if (await isUnclaimed(kartu.ports)) {
    say('Open this link to become the owner (it works once, for a day; "npm run owner-link" makes a new one):');
    say(`  ${origin}/owner#${await makeOwnerCode(kartu.ports)}`);
  }
}

try {
  const env = parseEnv(process.env);
  const kartu = await startKartu(env);
  stopOnSignals(kartu);
  const origin = env.publicUrl ?? kartu.url;
  await writeOrigin(env.dataFolder, origin);
  await printLinks(kartu, origin);
} catch (error) {
  if (!(error instanceof StartError || error instanceof EnvError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
