/** The log: one JSON object a line, on stdout. */
import { type DestinationStream, type Logger, pino } from "pino";
import type { Env } from "./env.ts";

const SECRET = ["code", "token", "cookie", "authorization", "hash", "credential", "secret", "password"];

/** Codes, tokens and cookies never get into a line, whoever logs what. */
export function makeLog({ logLevel }: Pick<Env, "logLevel">, destination?: DestinationStream): Logger {
  const options = {
    level: logLevel,
    base: null,
    redact: {
      paths: [...SECRET, ...SECRET.map((key) => `*.${key}`), ...SECRET.map((key) => `*.*.${key}`), "*.headers", "req", "*.query", "*.url"],
      censor: "-",
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
