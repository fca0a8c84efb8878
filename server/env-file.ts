/** The environment with what KARTU_SECRETS adds to it: secrets that a container makes for its neighbours have no place in .env. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { type Env, EnvError, parseEnv } from "./env.ts";

const secrets = z.object({
  KARTU_TURN_SECRET: z.string().optional(),
  LIVEKIT_API_KEY: z.string().optional(),
  LIVEKIT_API_SECRET: z.string().optional(),
});

/** A value of the environment itself counts before the file's. @throws EnvError */
export function readEnv(source: Record<string, string | undefined>): Env {
  const file = source["KARTU_SECRETS"];
  if (file === undefined || file === "") return parseEnv(source);
  let found: z.infer<typeof secrets>;
  try {
    found = secrets.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? "it is no such file";
    throw new EnvError(`KARTU_SECRETS: ${file} cannot be read (${why}).`, { cause });
  }
  // What nothing else speaks of is not asked for: a secret without its server's address would be half of a setting.
  const { KARTU_TURN_SECRET, ...livekit } = found;
  return parseEnv({
    ...(source["KARTU_TURN_HOST"] ? { KARTU_TURN_SECRET } : {}),
    ...(source["LIVEKIT_URL"] ? livekit : {}),
    ...Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== "")),
  });
}
