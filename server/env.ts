/** The environment, parsed once (`env-file.ts` adds secrets of a file); nobody else reads process.env. Every key is optional. */
import type { BlockList } from "node:net";
import { z } from "zod";
import { reachOf } from "../shared/domain/media/reach.ts";
import { readRanges } from "./http/proxies.ts";

/** What the environment says, in the server's own words. Durations in ms, sizes in bytes, unless a name says otherwise. */
export interface Env {
  port: number;
  /** Address to listen on; undefined = every one. */
  host: string | undefined;
  dataFolder: string;
  /** Origin that invites carry (`https://kartu.example.org`), or null: the origin a request came by. */
  publicUrl: string | null;
  /** Paths of certificate and key (PEM): https is served directly. */
  tls: { cert: string; key: string } | null;
  /** STUN and TURN addresses told to pages, beside the own one. */
  iceUrls: string[];
  /** TURN host (`turn.example.org`, optionally with `:port`) whose credentials are made from the secret. */
  turn: { host: string; secret: string } | null;
  /** UDP port of the own STUN answer; 0 = none. */
  stunPort: number;
  /** The media server as Kartu reaches it, or null: sound goes from page to page. */
  livekit: { url: string; key: string; secret: string } | null;
  /** Believe X-Forwarded-For/-Proto/-Host of the proxy right in front. */
  trustProxy: boolean;
  /** Proxies before that one, or null. */
  proxies: BlockList | null;
  /** Keep the page's parts in the data folder for the next upgrade: an image holds its own build only. */
  keepParts: boolean;
  /** Seeded space, printed shortcuts. Never on a real host. */
  dev: boolean;
  /** With `dev`: the owner's link is this code every time. */
  devOwner: string | null;
  /** Opens `/metrics` from wherever, and then nothing else does; null: open to this host and its own network. */
  metricsToken: string | null;
  logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "silent";
}

/** A value that cannot be used; the message is one sentence that names the key and says what would do. */
export class EnvError extends Error {
  override name = "EnvError";
}

const flag = z
  .enum(["0", "1", "true", "false", "yes", "no"], "must be 1 or 0")
  .transform((word) => word === "1" || word === "true" || word === "yes");

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a port number from 0 to 65535")
  .transform(Number)
  .refine((n) => n <= 65535, "must be a port number from 0 to 65535");

const origin = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), "must be an address such as https://kartu.example.org")
  .refine(
    (text) => URL.canParse(text) && new URL(text).pathname === "/" && new URL(text).search === "",
    "must be an address without a path",
  )
  .transform((text) => new URL(text).origin);

const iceUrls = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ""))
  .refine(
    (urls) => urls.every((url) => /^(stuns?|turns?):[^\s]+$/.test(url)),
    "must be a list of stun: or turn: addresses, separated by commas",
  );

const ranges = z.string().transform((text, context) => {
  const read = readRanges(text);
  if (read === null) context.addIssue("must be a list of addresses and ranges such as 203.0.113.0/24, separated by spaces or commas");
  return read;
});

/** Tokens and media keys go this way: in the clear only inside this host or its own network. */
const liveKitUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^(wss?|https?):$/.test(new URL(text).protocol), "must be an address such as ws://127.0.0.1:7880")
  .refine(
    (text) => !URL.canParse(text) || /^(wss|https):$/.test(new URL(text).protocol) || reachOf(new URL(text).hostname) !== "internet",
    "must begin with wss: unless the media server is on this host or in its own network",
  );

const KEYS = {
  PORT: port.default(2567),
  KARTU_HOST: z.string().optional(),
  KARTU_DATA: z.string().default("./data"),
  PUBLIC_URL: origin.optional(),
  KARTU_TLS_CERT: z.string().optional(),
  KARTU_TLS_KEY: z.string().optional(),
  KARTU_ICE_URLS: iceUrls.default([]),
  KARTU_TURN_HOST: z
    .string()
    .regex(/^[\w.-]+(:\d+)?$|^\[[0-9a-fA-F:]+\](:\d+)?$/, "must be a host name, with a port if it is not 3478")
    .optional(),
  KARTU_TURN_SECRET: z.string().optional(),
  KARTU_STUN_PORT: port.default(3478),
  LIVEKIT_URL: liveKitUrl.optional(),
  LIVEKIT_API_KEY: z.string().optional(),
  LIVEKIT_API_SECRET: z.string().min(32, "must have 32 characters or more, as LiveKit wants it").optional(),
  KARTU_TRUST_PROXY: flag.default(false),
  KARTU_TRUSTED_PROXIES: ranges.optional(),
  KARTU_KEEP_PARTS: flag.default(false),
  KARTU_DEV: flag.default(false),
  KARTU_DEV_OWNER: z
    .string()
    .regex(/^[\w-]{4,64}$/, "must be 4 to 64 letters, digits, - or _")
    .optional(),
  KARTU_METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, "must have 16 characters or more, without spaces")
    .optional(),
  KARTU_LOG: z
    .enum(["fatal", "error", "warn", "info", "debug", "silent"], "must be one of fatal, error, warn, info, debug, silent")
    .default("info"),
};

/** Parses the environment. An empty value counts as none. @throws EnvError */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([key, value]) => key in KEYS && value !== undefined && value !== ""));
  const parsed = z.object(KEYS).safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new EnvError(`${String(issue?.path[0])} ${issue?.message ?? "cannot be used"}.`);
  }
  const v = parsed.data;
  if ((v.KARTU_TLS_CERT === undefined) !== (v.KARTU_TLS_KEY === undefined)) {
    throw new EnvError("KARTU_TLS_CERT and KARTU_TLS_KEY belong together: set both or none.");
  }
  if ((v.KARTU_TURN_HOST === undefined) !== (v.KARTU_TURN_SECRET === undefined)) {
    throw new EnvError("KARTU_TURN_HOST and KARTU_TURN_SECRET belong together: set both or none.");
  }
  const { LIVEKIT_URL: url, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } = v;
  const livekit = url !== undefined && key !== undefined && secret !== undefined ? { url, key, secret } : null;
  if (livekit === null && (url ?? key ?? secret) !== undefined) {
    throw new EnvError("LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET belong together: set all three or none.");
  }
  if (v.KARTU_TRUSTED_PROXIES !== undefined && !v.KARTU_TRUST_PROXY) {
    throw new EnvError("KARTU_TRUSTED_PROXIES names proxies before the one in front of Kartu: set KARTU_TRUST_PROXY=1 with it.");
  }
  return {
    port: v.PORT,
    host: v.KARTU_HOST,
    dataFolder: v.KARTU_DATA,
    publicUrl: v.PUBLIC_URL ?? null,
    tls: v.KARTU_TLS_CERT !== undefined && v.KARTU_TLS_KEY !== undefined ? { cert: v.KARTU_TLS_CERT, key: v.KARTU_TLS_KEY } : null,
    iceUrls: v.KARTU_ICE_URLS,
    turn:
      v.KARTU_TURN_HOST !== undefined && v.KARTU_TURN_SECRET !== undefined
        ? { host: v.KARTU_TURN_HOST, secret: v.KARTU_TURN_SECRET }
        : null,
    stunPort: v.KARTU_STUN_PORT,
    livekit,
    trustProxy: v.KARTU_TRUST_PROXY,
    keepParts: v.KARTU_KEEP_PARTS,
    proxies: v.KARTU_TRUSTED_PROXIES ?? null,
    dev: v.KARTU_DEV,
    devOwner: v.KARTU_DEV ? (v.KARTU_DEV_OWNER ?? null) : null,
    metricsToken: v.KARTU_METRICS_TOKEN ?? null,
    logLevel: v.KARTU_LOG,
  };
}
