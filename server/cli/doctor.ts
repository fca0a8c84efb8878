/** `npm run doctor`: what this host can and cannot do for a meeting, and what helps. Exit code 1 when something must be mended. */
import { parseArgs } from "node:util";
import { type Env, EnvError } from "../env.ts";
import { readEnv } from "../env-file.ts";
import { gather } from "../ops/doctor/gather.ts";
import { type Finding, judge } from "../ops/doctor/judge.ts";
import { command } from "./command.ts";

const MARK: Record<Finding["level"], string> = { good: "ok     ", warning: "note   ", bad: "MEND   " };

const show = ({ level, says, remedy }: Finding): string => `${MARK[level]}${says}\n${remedy === undefined ? "" : `       -> ${remedy}\n`}`;

/** The environment, or what is wrong with it. */
function read(): { env: Env } | { wrong: Finding } {
  try {
    return { env: readEnv(process.env) };
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    return { wrong: { about: "address", level: "bad", says: error.message, remedy: "Correct it in the environment (with Docker: .env)." } };
  }
}

await command(async () => {
  const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
  const given = read();
  const findings = "wrong" in given ? [given.wrong] : judge(await gather(given.env), Date.now());
  const bad = findings.filter(({ level }) => level === "bad").length;
  if (values.json) process.stdout.write(`${JSON.stringify({ ok: bad === 0, findings }, null, 2)}\n`);
  else {
    process.stdout.write(findings.map(show).join(""));
    if ("env" in given && given.env.publicUrl !== null)
      process.stdout.write(`\nWhat another computer reaches, it says itself: ${given.env.publicUrl}/connection\n`);
    process.stdout.write(bad === 0 ? "\nNothing must be mended.\n" : `\nTo be mended: ${bad}.\n`);
  }
  if (bad > 0) process.exitCode = 1;
});
