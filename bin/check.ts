/** The gate: everything that can be said about the code without running it. Each check speaks only when it fails, or has a note. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const tool = (path: string, ...args: string[]): string[] => [join(root, "node_modules", path), ...args];

interface Check {
  name: string;
  /** Arguments for Node. */
  run: string[];
  /** What mends it. */
  mend: string;
}

const CHECKS: Check[] = [
  { name: "format", run: tool("@biomejs/biome/bin/biome", "format", "--reporter=summary", "."), mend: "npm run format" },
  { name: "lint", run: tool("oxlint/bin/oxlint", "--format", "stylish"), mend: "see CONTRIBUTING.md, The house" },
  { name: "types", run: tool("typescript/bin/tsc", "--noEmit", "-p", root), mend: "" },
  { name: "unused", run: tool("knip/bin/knip.js", "--no-progress"), mend: "remove it, or use it" },
  {
    name: "catalogues fit the source",
    run: tool("@lingui/cli/dist/lingui.js", "check", "sync", "--clean"),
    mend: "npx lingui extract --clean",
  },
  { name: "languages", run: [join(root, "bin/check/catalogues.ts")], mend: "translate it in shared/i18n" },
  {
    name: "rules",
    run: [join(root, "bin/check/rules.ts")],
    mend: "the next free number in SPEC.md or docs/decisions; the right one in the test",
  },
  { name: "licences", run: [join(root, "bin/check/licences.ts")], mend: "npm run licences, and look at what changed" },
  {
    name: "dependencies",
    run: [join(root, "bin/check/dependencies.ts")],
    mend: "npm install --save-exact <package>@<version>, or bin/check/dependencies/known.ts with a reason",
  },
];

/** More than this of one check is not read by anybody. */
const LINES_SHOWN = 60;

function head(text: string): string {
  const lines = text.trim().split("\n");
  const more = lines.length - LINES_SHOWN;
  return more > 0 ? [...lines.slice(0, LINES_SHOWN), `… and ${more} more lines`].join("\n") : lines.join("\n");
}

interface Outcome {
  check: Check;
  code: number;
  text: string;
  ms: number;
}

function run(check: Check): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(process.execPath, check.run, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    child.stdout.on("data", (data: Buffer) => (text += data.toString()));
    child.stderr.on("data", (data: Buffer) => (text += data.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ check, code: code ?? 1, text, ms: performance.now() - began }));
  });
}

const wanted = process.argv.slice(2);
const chosen = wanted.length > 0 ? CHECKS.filter((check) => wanted.some((word) => check.name.startsWith(word))) : CHECKS;
const queue = [...chosen];
const outcomes: Outcome[] = [];

/** Two at a time: the small machines that check have two cores. */
async function work(): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const outcome = await run(next);
    outcomes.push(outcome);
    if (outcome.code === 0) {
      console.log(`ok      ${outcome.check.name} (${(outcome.ms / 1000).toFixed(1)} s)`);
      for (const line of outcome.text.split("\n")) if (line.startsWith("note: ")) console.log(`        ${line}`);
    } else console.log(`FAILED  ${outcome.check.name}\n${head(outcome.text)}\n        ${outcome.check.mend}\n`);
  }
}
await Promise.all([work(), work()]);

if (process.env.KARTU_COUNTS_FILE) {
  const bad = outcomes.filter((outcome) => outcome.code !== 0).length;
  writeFileSync(process.env.KARTU_COUNTS_FILE, JSON.stringify({ passed: outcomes.length - bad, failed: bad }));
}
const failed = outcomes.filter((outcome) => outcome.code !== 0).map((outcome) => outcome.check.name);
if (chosen.length === 0) console.log(`No such check. There are: ${CHECKS.map((check) => check.name).join(", ")}.`);
else if (failed.length > 0) console.log(`Not through the gate: ${failed.join(", ")}.`);
if (failed.length > 0 || chosen.length === 0) process.exitCode = 1;
