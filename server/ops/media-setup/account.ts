/** A user of this host, by name: whom a file is given to. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { StartError } from "../../start-error.ts";

export interface Account {
  uid: number;
  gid: number;
}

const asked = async (flag: "-u" | "-g", name: string): Promise<number> => Number((await promisify(execFile)("id", [flag, name])).stdout);

/** @throws StartError: nobody is called so, or this process may give nothing away */
export async function accountOf(name: string): Promise<Account> {
  if (process.getuid?.() !== 0)
    throw new StartError(`Only root gives files to another user (${name}). As root: node bin/kartu.cjs media-setup …`);
  try {
    if (!/^[a-z_][\w.-]*\$?$/i.test(name)) throw new Error("not a user's name");
    return { uid: await asked("-u", name), gid: await asked("-g", name) };
  } catch (cause) {
    throw new StartError(`This host has no user "${name}". Make it first: useradd --system ${name}, or install what brings it.`, { cause });
  }
}
