/**
 * Kartu in one object: constructs every part on a port and a data folder. `main.ts` runs one of it, tests run as many as they like
 * (one after another in a process: Colyseus' matchmaker is the process's).
 */
import { fileURLToPath } from "node:url";
import type { Server } from "node:http";
import { LocalDriver, LocalPresence, matchMaker } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { type Logger, pino } from "pino";
import { systemClock, systemRandom } from "./adapters/system/clock.ts";
import { openStores, type Stores } from "./adapters/stores.ts";
import type { Ports } from "./commands/ports.ts";
import { type Env, parseEnv } from "./env.ts";
import { makeApi } from "./http/api.ts";
import type { Features } from "./http/features.ts";
import { makeLimits, RATES, type Rate, type RateKind } from "./http/limits.ts";
import { listen, makeHttpServer } from "./http/listen.ts";
import { clientPage } from "./http/page.ts";
import type { Reading } from "./http/request.ts";
import { makeRoutes } from "./http/routes.ts";
import { type Authenticate, makeAuthenticate } from "./http/session.ts";
import { takeUpgrades } from "./http/upgrades.ts";
import type { Clock } from "./ports/clock.ts";

export interface KartuOptions extends Partial<Env> {
  /** 0 = any free one. */
  port: number;
  dataFolder: string;
  /** Everything in memory, nothing on disk: for tests of what has nothing to do with storage. */
  inMemory?: boolean;
  /** The client's build; by default `dist/client`. */
  clientFolder?: string;
  rates?: Partial<Record<RateKind, Rate>>;
  clock?: Clock;
  log?: Logger;
}

export interface Running {
  /** Origin to open on this host, `http://localhost:2567`. */
  url: string;
  port: number;
  ports: Ports;
  stores: Stores;
  authenticate: Authenticate;
  log: Logger;
  /** Says goodbye with a named close code, writes what is unwritten, and resolves when everything is closed; at most 2 s. */
  close(): Promise<void>;
}

const CLIENT = fileURLToPath(new URL("../dist/client", import.meta.url));
/** Build that pages and server must share; "dev" asks for none. */
export const BUILD = "dev";
/** Goodbyes and flushes may take this long, ms. */
const CLOSE_MS = 1_700;

/** @throws StartError with a sentence for the terminal */
export async function startKartu(options: KartuOptions): Promise<Running> {
  const env: Env = { ...parseEnv({}), logLevel: "silent", ...options };
  const log = options.log ?? makeLog(env);
  const clock = options.clock ?? systemClock;
  const stores = await openStores(env.dataFolder, options.inMemory === true);
  const ports: Ports = { store: stores.space, clock, random: systemRandom };
  const reading: Reading = { trustProxy: env.trustProxy, tls: env.tls !== null, publicUrl: env.publicUrl };
  const authenticate = makeAuthenticate(ports);
  let port = env.port;

  const features: Features = {
    join: async () => ({ ok: false, code: "internal" }),
    present: () => 0,
    spaceChanged: () => undefined,
    sessionEnded: () => undefined,
    places: async () => ({ places: [], boards: [] }),
    ice: async () => ({ iceServers: [], policy: "relay", refused: "minors_no_relay" }),
  };
  const routes = makeRoutes({ ports, features, build: BUILD, port: () => port, everyAddress: env.host === undefined, tls: env.tls !== null });
  const limits = makeLimits({ ...RATES, ...options.rates });
  const api = makeApi({ gate: { reading, authenticate, limits, clock }, routes, page: clientPage(options.clientFolder ?? CLIENT), log });

  let server: Server;
  try {
    server = await makeHttpServer(env.tls, api);
    port = await listen(server, env.port, env.host);
  } catch (error) {
    await stores.close();
    throw error;
  }
  await matchMaker.setup(new LocalPresence(), new LocalDriver());
  await matchMaker.accept();
  const transport = new WebSocketTransport({ noServer: true });
  takeUpgrades({ server, transport, reading, authenticate, log });

  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    server.close();
    const bye = matchMaker.gracefullyShutdown().catch((error: unknown) => log.error({ err: error }, "rooms did not close"));
    await Promise.race([bye, new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref())]);
    transport.shutdown();
    server.closeAllConnections();
    await stores.close();
  };
  return {
    url: `${env.tls === null ? "http" : "https"}://${env.host ?? "localhost"}:${port}`,
    port,
    ports,
    stores,
    authenticate,
    log,
    close: () => (closing ??= close()),
  };
}

/** Codes, tokens and cookies never get into a line, whoever logs what. */
function makeLog(env: Env): Logger {
  const secret = ["code", "token", "cookie", "authorization", "hash", "credential", "secret"];
  return pino({
    level: env.logLevel,
    base: null,
    redact: { paths: [...secret, ...secret.map((key) => `*.${key}`), "*.headers", "req", "*.query", "*.url"], censor: "-" },
  });
}
