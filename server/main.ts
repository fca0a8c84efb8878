/** The program: environment in, one Kartu up, links printed, a clean end. */
import { startKartu, type Running } from "./app.ts";
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

try {
  const env = parseEnv(process.env);
  const kartu = await startKartu(env);
  stopOnSignals(kartu);
  const origin = env.publicUrl ?? kartu.url;
  say(`Kartu is up: ${origin}`);
  if (await isUnclaimed(kartu.ports)) {
    say(`Open this link once to become the owner (valid for a day; "npm run owner-link" makes a new one):`);
    say(`  ${origin}/owner#${await makeOwnerCode(kartu.ports)}`);
  }
} catch (error) {
  if (!(error instanceof StartError || error instanceof EnvError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
