/** Runs one of `server/cli` as users do, and says how it ended. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

export function cli(name: string, args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const file = fileURLToPath(new URL(`../../server/cli/${name}.ts`, import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], { env: { ...process.env, INIT_CWD: "", ...env } }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });
}
