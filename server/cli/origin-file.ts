/** The address of the running server, left in the data folder for tools that print links. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const FILE = "origin.txt";

export const writeOrigin = (dataFolder: string, origin: string): Promise<void> =>
  writeFile(join(dataFolder, FILE), `${origin}\n`, { mode: 0o600 });

/** @returns the address the server was last started with, or null */
export async function readOrigin(dataFolder: string): Promise<string | null> {
  try {
    const text = (await readFile(join(dataFolder, FILE), "utf8")).trim();
    return URL.canParse(text) ? new URL(text).origin : null;
  } catch {
    return null;
  }
}
