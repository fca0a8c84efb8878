/**
 * Writes THIRD_PARTY.md (`npm run licences`), and checks that it is current: every package that a running Kartu loads or ships, with its
 * licence. Only licences that let anybody host, change and pass Kartu on are allowed; a new one is a decision, made here.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const file = join(root, "THIRD_PARTY.md");

const ALLOWED = new Set([
  "MIT",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "Unlicense",
  "CC0-1.0",
  "BlueOak-1.0.0",
  "OFL-1.1",
  "Zlib",
  "Python-2.0",
  "MIT-0",
]);

/** Licences that their package.json does not say as an SPDX expression, read in the package itself. */
const READ_BY_HAND: Record<string, string> = {
  "@pm2/io": "Apache-2.0",
  fuzzy: "MIT",
  khroma: "MIT",
};

interface Locked {
  version?: string;
  license?: string;
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
}

/** True when one alternative of an SPDX expression is allowed ("A OR B"), or all parts are ("A AND B"). */
export function allowed(licence: string): boolean {
  const bare = licence.replaceAll(/[()]/g, " ").trim();
  return bare.split(/\s+OR\s+/).some((choice) => choice.split(/\s+AND\s+/).every((part) => ALLOWED.has(part.trim())));
}

/** Name, version and licence of what is not only for development, by name; the lockfile says which those are. */
function packages(): { name: string; version: string; licence: string }[] {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as { packages: Record<string, Locked> };
  const found = new Map<string, { name: string; version: string; licence: string }>();
  for (const [path, entry] of Object.entries(lock.packages)) {
    // Optional ones are parts for one system or another; which of them a lockfile lists depends on where it was written.
    if (path === "" || entry.dev || entry.devOptional || entry.optional) continue;
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const version = entry.version ?? "";
    const licence = READ_BY_HAND[name] ?? entry.license ?? "";
    found.set(`${name}@${version}`, { name, version, licence });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
}

const HEAD = `# What Kartu is made of

Kartu itself is under the MIT licence (LICENSE). It loads or ships the packages below, each under its own licence; their texts are in
\`node_modules/<package>\`, and those of everything in the built page in \`dist/client/licences.md\`, served at \`/licences.md\`.

Fonts: Nunito (interface; SIL Open Font License 1.1, from \`@fontsource/nunito\`). On boards, as Excalidraw ships them: Excalifont, Virgil,
Nunito, Lilita One, Comic Shanns, Assistant, Xiaolai (SIL Open Font License 1.1, Comic Shanns MIT), Cascadia Code (SIL Open Font License
1.1), Liberation Sans (SIL Open Font License 1.1).

Pictures: every avatar, wall, plant and piece of furniture is drawn by Kartu's own code.

This file is written by \`npm run licences\`; the gate checks that it is current.

`;

const list = packages();
const refused = list.filter((entry) => !allowed(entry.licence));
const text = `${HEAD}| Package | Version | Licence |\n|---|---|---|\n${list.map((entry) => `| ${entry.name} | ${entry.version} | ${entry.licence} |`).join("\n")}\n`;

for (const entry of refused)
  console.log(
    `${entry.name} ${entry.version}: licence ${entry.licence || "unknown"} is not one that Kartu may ship (bin/check/licences.ts)`,
  );
if (process.argv.includes("--write")) writeFileSync(file, text);
else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
  console.log("THIRD_PARTY.md is not current.");
  process.exitCode = 1;
}
if (refused.length > 0) process.exitCode = 1;
