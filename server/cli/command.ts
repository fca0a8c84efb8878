/** What every command does alike: a refusal is one sentence on stderr and exit code 1. */
import { resolve } from "node:path";
import { EnvError } from "../env.ts";
import { StartError } from "../start-error.ts";

export async function command(body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    const wrongUse = (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS") === true;
    if (!(error instanceof StartError || error instanceof EnvError || wrongUse)) throw error;
    // Node's advice on how to pass a dash is of no help here.
    const said = wrongUse ? `${(error as Error).message.split(". ", 1)[0]?.replace(/\.$/, "")}.` : (error as Error).message;
    process.stderr.write(`${said}\n`);
    process.exitCode = 1;
  }
}

/** A path as the person at the keyboard means it: npm runs scripts in the project's folder, and tells where it was called. */
export const pathGiven = (path: string): string => resolve(process.env["INIT_CWD"] ?? ".", path);
