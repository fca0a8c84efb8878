/**
 * What tells this installation from others that use the same outside servers. Kept beside the database and not in it: a backup that is
 * restored elsewhere is another installation, and must not speak for the people of the first.
 */
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { newId } from "../../commands/secrets.ts";
import type { Random } from "../../ports/clock.ts";

const FILE = "installation.txt";
const ID = /^[\w-]{12}$/;

/** The id of this data folder, made at the first call. @param dataFolder null: nothing is kept, and each start is an installation of its own */
export async function installationId(dataFolder: string | null, random: Random): Promise<string> {
  if (dataFolder === null) return newId(random);
  const file = join(dataFolder, FILE);
  const kept = await readFile(file, "utf8").catch(() => "");
  if (ID.test(kept.trim())) return kept.trim();
  const made = newId(random);
  // Half a file, after a power cut, would be another installation at each start.
  await writeFile(`${file}.new`, `${made}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return made;
}
