/**
 * Kartu in one object: constructs every part on a port and a data folder. `main.ts` runs one of it, tests run as many as they like
 * (one after another in a process: Colyseus' matchmaker is the process's).
 */
import { fileURLToPath } from "node:url";
import { LocalDriver, LocalPresence, matchMaker } from "@colyseus/core";
import { Router } from "express";
import type { Logger } from "pino";
import { makeBoards } from "./adapters/boards/attach.ts";
import { storeDoor } from "./adapters/boards/door.ts";
import { openLiveKit } from "./adapters/livekit/open.ts";
import { openStores, type Stores } from "./adapters/stores.ts";
import { type StunServer, startStun } from "./adapters/stun/stun.ts";
import { systemClock, systemRandom } from "./adapters/system/clock.ts";
import type { IceConfig } from "./commands/ice.ts";
import type { Ports } from "./commands/ports.ts";
import { sweepDaily } from "./commands/retention.ts";
import { seed, type Seeded } from "./dev/seed.ts";
import { type Env, parseEnv } from "./env.ts";
import { makeFeatures } from "./features.ts";
import { keepParts } from "./adapters/system/kept-parts.ts";
import { makeApi } from "./http/api.ts";
import { makeLimits, RATES, type Rate, type RateKind } from "./http/limits.ts";
import { HTTP_BOUNDS, type HttpBounds, listen, makeHttpServer } from "./http/listen.ts";
import { clientBuild, clientPage } from "./http/page.ts";
import type { Reading } from "./http/request.ts";
import { makeRoutes } from "./http/routes.ts";
import { type Authenticate, makeAuthenticate } from "./http/session.ts";
import { takeSeatUpgrades } from "./http/upgrades.ts";
import { makeLog } from "./log.ts";
import { loadPlaces, MapsError } from "./maps/index.ts";
import { takeFrameworkLog } from "./ops/framework-log.ts";
import { HouseMetrics, watchedLog, watchLoop } from "./ops/house-metrics.ts";
import { makeReadiness } from "./ops/readiness.ts";
import { opsRoutes } from "./ops/routes.ts";
import type { Clock } from "./ports/clock.ts";
import { atBoards } from "./rooms/leading/order.ts";
import type { LiveSpaces } from "./rooms/live-spaces.ts";
import { StartError } from "./start-error.ts";
import type { Place } from "../shared/domain/place.ts";

export interface KartuOptions extends Partial<Env> {
  /** 0 = any free one. */
  port: number;
  dataFolder: string;
  /** Everything in memory, nothing on disk: for tests of what has nothing to do with storage. */
  inMemory?: boolean;
  /** The client's build; by default `dist/client`. */
  clientFolder?: string;
  rates?: Partial<Record<RateKind, Rate>>;
  bounds?: Partial<HttpBounds>;
  clock?: Clock;
  log?: Logger;
  /** The media server's time to answer after the start, before the first space begins without it, ms. */
  soundFirstMs?: number;
}

export interface Running {
  /** Origin to open on this host, `http://localhost:2567`. */
  url: string;
  port: number;
  ports: Ports;
  stores: Stores;
  authenticate: Authenticate;
  log: Logger;
  /** The spaces that run. */
  live: LiveSpaces;
  /** False when there is no page to show: the client was never built. */
  hasPage: boolean;
  /** With `dev`. */
  seeded: Seeded | null;
  /** Says goodbye with a named close code, writes what is unwritten, and resolves when everything is closed; at most 2 s. */
  close(): Promise<void>;
}

const CLIENT = fileURLToPath(new URL("../dist/client", import.meta.url));
/** Goodbyes and flushes may take this long, ms. */
const CLOSE_MS = 1_500;

/** @throws StartError with a sentence for the terminal */
export async function startKartu(options: KartuOptions): Promise<Running> {
  const env: Env = { ...parseEnv({}), logLevel: "silent", ...options };
  const log = options.log ?? makeLog(env);
  const clientFolder = options.clientFolder ?? CLIENT;
  const build = await clientBuild(clientFolder);
  const places = readPlaces();
  const stores = await openStores(env.dataFolder, options.inMemory === true);
  /** What is open, to be closed in reverse order when a later step fails. */
  const opened: (() => Promise<unknown>)[] = [() => stores.close()];
  try {
    const ports: Ports = { store: stores.space, clock: options.clock ?? systemClock, random: systemRandom };
    const reading: Reading = { trustProxy: env.trustProxy, proxies: env.proxies, tls: env.tls !== null, publicUrl: env.publicUrl };
    const authenticate = makeAuthenticate(ports, reading);
    const seeded = env.dev ? await seed(ports, env.devOwner ?? undefined) : null;

    const stun = await openStun(env, log);
    if (stun !== null) opened.push(() => stun.close());
    const ice: IceConfig = { iceUrls: env.iceUrls, turn: env.turn, stunPort: stun?.port ?? 0 };

    let port = env.port;
    const framework = takeFrameworkLog(log, ports.clock);
    await matchMaker.setup(new LocalPresence(), new LocalDriver());
    const dataFolder = options.inMemory === true ? null : env.dataFolder;
    const sound =
      env.livekit === null
        ? null
        : await openLiveKit({ config: env.livekit, ports, dataFolder, reading, authenticate, ice, log, firstMs: options.soundFirstMs });
    if (sound !== null) opened.push(() => sound.close());
    const { features, live, boardWords, connect } = makeFeatures({
      ports,
      authenticate,
      places,
      ice,
      sound: sound?.house ?? null,
      build,
      log,
    });
    const everyAddress = env.host === undefined || env.host === "0.0.0.0" || env.host === "::";
    const hostname = everyAddress ? "localhost" : (env.host ?? "localhost");
    const routes = makeRoutes({
      ports,
      features,
      build,
      port: () => port,
      everyAddress,
      tls: reading.tls,
      ownerClaimed: seeded?.renewOwnerCode,
    });
    const olderParts = async (): Promise<string[]> => {
      if (!env.keepParts || dataFolder === null || build === "dev") return [];
      try {
        return await keepParts({ clientFolder, build, dataFolder, now: ports.clock.now() });
      } catch (err) {
        // Pages that were open during the upgrade load anew; nobody else notices.
        log.warn({ err }, "the parts of this build could not be kept for the next upgrade");
        return [];
      }
    };
    const numbers = new HouseMetrics();
    const stopWatching = watchLoop(numbers.lag);
    opened.push(async () => stopWatching());
    const ready = makeReadiness({
      store: ports.store,
      dataFolder,
      media: () => (env.livekit === null ? "direct" : sound?.house.up === true ? "server" : "degraded"),
      mono: () => ports.clock.mono(),
    });
    const metrics = (): Promise<string> => numbers.text({ build, live, boards, framework, ready, dataFolder });
    const files = clientPage(clientFolder, await olderParts());
    const page = Router().use(opsRoutes({ reading, token: env.metricsToken, ready, metrics }), sound?.before(files) ?? files);
    const gate = { reading, authenticate, limits: makeLimits({ ...RATES, ...options.rates }), clock: ports.clock };
    const server = await makeHttpServer(env.tls, makeApi({ gate, routes, page, log }), { ...HTTP_BOUNDS, ...options.bounds });

    await matchMaker.accept();
    const door = storeDoor({
      ports,
      authenticate,
      reading,
      throughDoor: features.throughDoor,
      boardsOf: async (space) => (await features.places(space)).boards.map(({ id }) => id),
    });
    const boards = makeBoards({
      log: watchedLog(stores.boardLog, numbers.append, () => numbers.appendRefused()),
      clock: ports.clock,
      logger: log,
      door,
      stands: (space, user) => atBoards(live.get(space), user),
      unseen: (space, user) => live.get(space)?.leading.blocks.unseenBy(user) ?? null,
      wrote: (space, user, text) =>
        void boardWords
          .wrote(space, user, text)
          .catch((err: unknown) => log.error({ space, err }, "words on a board could not be reported")),
    });
    const transport = takeSeatUpgrades({
      server,
      gate,
      log,
      boards: (...upgrade) => sound?.upgrade(...upgrade) === true || boards.upgrade(...upgrade),
    });
    connect({ boards, boardLog: stores.boardLog });
    opened.push(async () => {
      server.close();
      const rooms = matchMaker.gracefullyShutdown();
      await inTime(Promise.allSettled([rooms, boards.close()]));
      transport.shutdown();
      server.closeAllConnections();
    });
    port = await listen(server, env.port, env.host);
    opened.push(sweepDaily(ports, live, log));

    let closing: Promise<void> | undefined;
    return {
      url: `${reading.tls ? "https" : "http"}://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`,
      port,
      ports,
      stores,
      authenticate,
      log,
      live,
      hasPage: build !== "dev",
      seeded,
      close: () => (closing ??= closeAll(opened, log)),
    };
  } catch (error) {
    await closeAll(opened, log);
    throw error;
  }
}

async function closeAll(opened: (() => Promise<unknown>)[], log: Logger): Promise<void> {
  for (const close of opened.toReversed()) {
    try {
      await close();
    } catch (error) {
      log.error({ err: error }, "a part did not close");
    }
  }
}

/** Waits, but not for ever. */
async function inTime(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, CLOSE_MS);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

function readPlaces(): Place[] {
  try {
    return loadPlaces();
  } catch (cause) {
    if (!(cause instanceof MapsError)) throw cause;
    throw new StartError(`Kartu's maps cannot be used: ${cause.message}`, { cause });
  }
}

/** The own STUN answer; without it Kartu runs, and says so. */
async function openStun(env: Env, log: Logger): Promise<StunServer | null> {
  if (env.stunPort === 0) return null;
  try {
    return await startStun({ port: env.stunPort, host: env.host });
  } catch (error) {
    log.warn({ err: error, port: env.stunPort }, "no STUN answer: the UDP port is taken (set KARTU_STUN_PORT, or KARTU_ICE_URLS)");
    return null;
  }
}
