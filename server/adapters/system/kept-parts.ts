/**
 * The parts of builds before this one, for pages that were open during an upgrade. Where the build is made in place it keeps them itself
 * (`bin/build/finish.ts`); an image holds its own build only, so there the server keeps each build's in the data folder: `parts/<build>/assets`.
 */
import { cp, mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A build's parts stay so long after another took its place, ms. */
const KEPT_MS = 86_400_000;
/** Lies in the folder of a build whose place another took; its time is when. */
const REPLACED = "replaced";

const timeOf = (file: string): Promise<number | null> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );

export interface KeptParts {
  /** Output of the client's build, whose `assets` are kept. */
  clientFolder: string;
  build: string;
  dataFolder: string;
  /** UTC ms */
  now: number;
}

/** Keeps this build's parts, and forgets those that have had their day. @returns folders of older builds, each with its `assets` */
export async function keepParts({ clientFolder, build, dataFolder, now }: KeptParts): Promise<string[]> {
  const folder = join(dataFolder, "parts");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const older: string[] = [];
  for (const name of await readdir(folder)) {
    const at = join(folder, name);
    if (name === build) continue;
    const since = await timeOf(join(at, REPLACED));
    // What was not copied to its end, too.
    if (name.endsWith(".new") || (since !== null && now - since > KEPT_MS)) await rm(at, { recursive: true, force: true });
    else {
      if (since === null) await writeFile(join(at, REPLACED), "");
      older.push(at);
    }
  }
  const own = join(folder, build);
  if ((await timeOf(own)) === null) {
    await cp(join(clientFolder, "assets"), join(`${own}.new`, "assets"), { recursive: true });
    await rename(`${own}.new`, own);
  }
  // It was replaced once, and is back.
  await rm(join(own, REPLACED), { force: true });
  return older;
}
