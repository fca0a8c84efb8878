/** Rules and decisions by their numbers: each stands once, and what a test quotes is there. What no test quotes is a note. */
import { globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const twice = (all: readonly string[]): string[] => [...new Set(all.filter((one, i) => all.indexOf(one) !== i))];

const rules = [...readFileSync(join(root, "SPEC.md"), "utf8").matchAll(/^- (~~)?\*\*([A-Z]{2}\d+)\*\*/gm)];
const ids = rules.map(([, , id = ""]) => id);
const inForce = rules.flatMap(([, struck, id = ""]) => (struck === undefined ? [id] : []));
const quoted = new Map<string, string>();
for (const file of globSync("test/**/*.{ts,tsx}", { cwd: root }))
  for (const [, id = ""] of readFileSync(join(root, file), "utf8").matchAll(/\[([A-Z]{2}\d+)\]/g)) quoted.set(id, file);

const numbers = readdirSync(join(root, "docs/decisions")).map((name) => name.split("-", 1)[0] ?? "");
const problems = [
  ...twice(ids).map((id) => `SPEC.md has two rules ${id}`),
  ...[...quoted].filter(([id]) => !ids.includes(id)).map(([id, file]) => `${file} quotes ${id}, which SPEC.md does not have`),
  ...twice(numbers).map((number) => `docs/decisions has two records ${number}`),
];
for (const problem of problems) console.log(problem);
const unquoted = inForce.filter((id) => !quoted.has(id));
if (unquoted.length > 0) console.log(`note: quoted by no test: ${unquoted.join(", ")}`);
if (problems.length > 0) process.exitCode = 1;
