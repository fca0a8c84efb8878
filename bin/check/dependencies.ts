/**
 * The gate's look at what Kartu is made of: nothing beside the lockfile, nothing unpinned, nothing that is known to be vulnerable. The registry is asked for
 * its advisories (`npm audit`); where it does not answer (no network, a mirror without them) that is said, and the floors below still hold.
 * What a running Kartu loads or ships fails the gate; a tool of ours is a note.
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ACCEPTED, FLOORS } from "./dependencies/known.ts";
import { type AuditAnswer, judgeAudit, judgeFloors, judgeLock, type Lock, type Manifest } from "./dependencies/judge.ts";

const root = join(import.meta.dirname, "../..");
const read = <T>(file: string): T => JSON.parse(readFileSync(join(root, file), "utf8")) as T;

/** The registry's answer, or why there is none. Never longer than this, ms. */
const ASK_MS = 20_000;

function ask(): Promise<AuditAnswer> {
  const args = ["audit", "--json", "--fetch-retries=0", "--fetch-timeout=10000"];
  const cli = process.env.npm_execpath;
  const [program, all] = cli !== undefined && /npm-cli\.c?js$/.test(cli) ? [process.execPath, [cli, ...args]] : ["npm", args];
  return new Promise((resolve) => {
    execFile(program, all, { cwd: root, timeout: ASK_MS, maxBuffer: 64e6, shell: process.platform === "win32" }, (error, stdout) => {
      try {
        resolve(JSON.parse(stdout) as AuditAnswer);
      } catch {
        resolve({ message: error?.message.split("\n")[0] ?? "npm said nothing" });
      }
    });
  });
}

const lock = read<Lock>("package-lock.json");
const installed = read<Lock>("node_modules/.package-lock.json");
const audit = judgeAudit(await ask(), lock, ACCEPTED);
const bad = [...judgeLock(read<Manifest>("package.json"), lock, installed), ...judgeFloors(lock, FLOORS, ACCEPTED), ...audit.bad];
for (const line of bad) console.log(line);
// The gate shows notes of what holds, too.
for (const line of audit.notes) console.log(`note: ${line}`);
if (bad.length > 0) process.exitCode = 1;
