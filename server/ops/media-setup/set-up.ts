/**
 * What LiveKit and coturn need beside Kartu, in one folder: secrets that are made once and kept, configurations that are written anew each
 * time. All of it 0600: with Docker one user runs Kartu, coturn and LiveKit; without it each file is given to the one who reads it.
 */
import { randomBytes } from "node:crypto";
import { lookup } from "node:dns/promises";
import { chmod, chown, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { isIPv4 } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import { StartError } from "../../start-error.ts";
import type { Account } from "./account.ts";
import { fill, type MediaSecrets } from "./fill.ts";

/** Written from the templates of the same names. */
const CONFIGURATIONS = ["turnserver.conf", "livekit.yaml"] as const;
export const SECRETS_FILE = "secrets.json";

const secretsSchema = z.object({
  KARTU_TURN_SECRET: z.string().min(16),
  LIVEKIT_API_KEY: z.string().min(1),
  LIVEKIT_API_SECRET: z.string().min(32),
});

export interface SetUp {
  /** Folder of the templates. */
  from: string;
  to: string;
  host: string;
  /** Where HOST leads somewhere else first. */
  publicIp?: string | undefined;
  /** Shared with a coturn of one's own. */
  turnSecret?: string | undefined;
  /** Who runs Kartu and LiveKit, and who runs coturn; null: whoever runs this. */
  owners?: { kartu: Account; relay: Account } | null;
}

const word = (bytes: number): string => randomBytes(bytes).toString("base64url");

async function readSecrets(file: string): Promise<MediaSecrets | null> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new StartError(`${file} cannot be read (${error.code ?? error.message}).`, { cause: error });
  });
  if (text === null) return null;
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new StartError(`${file} is damaged. Remove it: new secrets are made, and everyone comes back by themselves.`, { cause });
  }
}

/** Whole or not at all: whoever reads it meanwhile has the old one, and it is nobody's but its owner's at any moment. */
async function write(file: string, text: string, owner: Account | undefined): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  if (owner !== undefined) await chown(`${file}.new`, owner.uid, owner.gid);
  await rename(`${file}.new`, file);
}

async function addressOf({ host, publicIp }: SetUp): Promise<string> {
  if (publicIp !== undefined) {
    if (!isIPv4(publicIp)) throw new StartError(`PUBLIC_IP must be an IPv4 address such as 203.0.113.9, not "${publicIp}".`);
    return publicIp;
  }
  const found = await lookup(host, { family: 4 }).catch(() => null);
  if (found !== null) return found.address;
  throw new StartError(
    `The name ${host} leads nowhere yet. Make an A record for it that points to this host, or set PUBLIC_IP in .env to this host's public address; then do this once more.`,
  );
}

/** @returns the address that others are told. @throws StartError */
export async function setUpMedia(wanted: SetUp): Promise<{ address: string; made: boolean }> {
  const { from, to, host, turnSecret, owners } = wanted;
  if (!/^[\w.-]+$/.test(host))
    throw new StartError(`HOST must be a name such as kartu.example.org, without https:// and without a path, not "${host}".`);
  if (turnSecret !== undefined && !/^[\x21-\x7e]{16,}$/.test(turnSecret))
    throw new StartError("TURN_SECRET must have 16 characters or more, without spaces.");
  const address = await addressOf(wanted);
  await mkdir(to, { recursive: true, mode: 0o700 });
  // Several users come through, each to what is theirs; nobody sees what there is.
  if (owners) await chmod(to, 0o711);
  const kept = await readSecrets(join(to, SECRETS_FILE));
  const made: MediaSecrets = kept ?? {
    KARTU_TURN_SECRET: word(32),
    LIVEKIT_API_KEY: `kartu-${word(6)}`,
    LIVEKIT_API_SECRET: word(32),
  };
  const secrets = turnSecret === undefined ? made : { ...made, KARTU_TURN_SECRET: turnSecret };
  await write(join(to, SECRETS_FILE), `${JSON.stringify(secrets, null, 2)}\n`, owners?.kartu);
  for (const name of CONFIGURATIONS) {
    const template = await readFile(join(from, name), "utf8");
    await write(join(to, name), fill(template, { host, address, secrets }), name === "turnserver.conf" ? owners?.relay : owners?.kartu);
  }
  return { address, made: kept === null };
}
