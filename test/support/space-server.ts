/** A server of one space with maps of the test's own: everything real but the disk. Port 0, 127.0.0.1. */
import { FIRST_SETTINGS } from "../../shared/domain/space-settings.ts";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { LocalDriver, LocalPresence, matchMaker } from "@colyseus/core";
import { ColyseusSDK } from "@colyseus/sdk";
import { pino } from "pino";
import { SpaceSession } from "../../client/net/space-session.ts";
import { type SpaceStores, spaceStores } from "../../client/store/space.ts";
import { MemorySpaceStore } from "../../server/adapters/memory/space-store.ts";
import { systemClock, systemRandom } from "../../server/adapters/system/clock.ts";
import type { SoundHouse } from "../../server/commands/media-house.ts";
import type { Ports } from "../../server/commands/ports.ts";
import { issueSession } from "../../server/commands/sessions.ts";
import { makeFeatures } from "../../server/features.ts";
import { makeApi } from "../../server/http/api.ts";
import { makeLimits, RATES } from "../../server/http/limits.ts";
import { clientPage } from "../../server/http/page.ts";
import { makeRoutes } from "../../server/http/routes.ts";
import { makeAuthenticate } from "../../server/http/session.ts";
import { takeSeatUpgrades } from "../../server/http/upgrades.ts";
import type { Clock } from "../../server/ports/clock.ts";
import type { SpaceRow, SpaceStore } from "../../server/ports/space-store.ts";
import type { LiveSpaces } from "../../server/rooms/live-spaces.ts";
import type { RunningSpace } from "../../server/rooms/running-space.ts";
import type { Role } from "../../shared/domain/permissions.ts";
import type { Place } from "../../shared/domain/place.ts";
import { type Caller, call } from "../../client/net/api.ts";
import { callerAt } from "./bots/guest.ts";

const WIDE = { burst: 1e9, perSecond: 1e9 };

export interface Member {
  user: string;
  name: string;
  role: Role;
  /** `kartu=…` */
  cookie: string;
  caller: Caller;
}

export interface SpaceServer {
  url: string;
  space: string;
  store: SpaceStore;
  ports: Ports;
  live: LiveSpaces;
  /** The running space. @throws before anybody joined */
  running(): RunningSpace;
  /** A person with a session and a role in the space. */
  member(name: string, role?: Role): Promise<Member>;
  /** Another session (another browser) of the same person. */
  anotherSession(member: Member): Promise<Member>;
  /** Ends as SIGTERM would; the store stays. */
  close(): Promise<void>;
}

export interface SpaceServerOptions {
  store?: SpaceStore;
  settings?: SpaceRow["settings"];
  turn?: { host: string; secret: string } | null;
  clock?: Clock;
  sound?: SoundHouse;
  pings?: { everyMs: number; most: number };
  /** Of an earlier server on the same store. */
  space?: string;
}

export async function startSpaceServer(places: readonly Place[], options: SpaceServerOptions = {}): Promise<SpaceServer> {
  const store = options.store ?? new MemorySpaceStore();
  const ports: Ports = { store, clock: options.clock ?? systemClock, random: systemRandom };
  const log = pino({ level: process.env["KARTU_TEST_LOG"] ?? "silent" });
  const reading = { trustProxy: false, tls: false, publicUrl: null };
  const authenticate = makeAuthenticate(ports, reading);
  await matchMaker.setup(new LocalPresence(), new LocalDriver());
  const ice = { iceUrls: [], turn: options.turn ?? null, stunPort: 0 };
  const { features, live, connect } = makeFeatures({ ports, authenticate, places, ice, sound: options.sound ?? null, build: "dev", log });
  connect({ boards: { cut: () => 0, forget: async () => undefined } } as unknown as Parameters<typeof connect>[0]);
  let port = 0;
  const routes = makeRoutes({ ports, features, build: "dev", port: () => port, everyAddress: false, tls: false });
  const limits = makeLimits({ ...RATES, address: WIDE, join: WIDE, write: WIDE });
  const gate = { reading, authenticate, limits, clock: systemClock };
  const api = makeApi({ gate, routes, page: clientPage("/nowhere"), log });
  const server: Server = createServer(api);
  await matchMaker.accept();
  const transport = takeSeatUpgrades({
    server,
    gate,
    log,
    boards: () => false,
    ...(options.pings === undefined ? {} : { pings: options.pings }),
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
  const url = `http://127.0.0.1:${port}`;

  const space = options.space ?? "test-space";
  if ((await store.space(space)) === null) {
    await store.createSpace({
      id: space,
      name: "Test",
      settings: options.settings ?? { ...FIRST_SETTINGS, admitsMinors: false, acceptsVisibleAddresses: true },
      createdAt: Date.now(),
    });
  }
  const session = async (user: string): Promise<{ cookie: string; caller: Caller }> => {
    const jar = { cookie: `kartu=${await issueSession(ports, user)}` };
    return { cookie: jar.cookie, caller: callerAt(url, jar) };
  };
  let members = 0;
  return {
    url,
    space,
    store,
    ports,
    live,
    running() {
      const running = live.get(space);
      if (running === undefined) throw new Error("nobody is in the space");
      return running;
    },
    async member(name, role = "participant") {
      const user = `user-${++members}-${name}`;
      await store.createUser({ id: user, name, appearance: "000000000", lang: "en", owner: false, createdAt: Date.now() });
      await store.putMembership({ space, user, role, ejectedUntil: null });
      return { user, name, role, ...(await session(user)) };
    },
    anotherSession: async (member) => ({ ...member, ...(await session(member.user)) }),
    async close() {
      server.close();
      await matchMaker.gracefullyShutdown();
      transport.shutdown();
      server.closeAllConnections();
    },
  };
}

export interface Inside {
  session: SpaceSession;
  stores: SpaceStores;
  sockets: WebSocket[];
}

/** The client's own `net` for a member, without a page. `sockets`: every WebSocket it opened, to be cut by the test. */
export async function openSession(server: SpaceServer, member: Member, places: readonly Place[]): Promise<Inside> {
  const stores = spaceStores();
  stores.$places.set(Object.fromEntries(places.map((place) => [place.id, place])));
  const sdk = new ColyseusSDK(server.url, { headers: { cookie: member.cookie, origin: server.url } });
  const sockets: WebSocket[] = [];
  let drafts = 0;
  const session = new SpaceSession({
    space: server.space,
    lang: "en",
    build: "dev",
    caller: member.caller,
    sit: async (reservation) => {
      const room = await sdk.consumeSeatReservation(reservation as Parameters<typeof sdk.consumeSeatReservation>[0]);
      sockets.push((room.connection.transport as unknown as { ws: WebSocket }).ws);
      return room;
    },
    now: Date.now,
    random: Math.random,
    local: () => performance.now(),
    newDraft: () => `${member.name}-${++drafts}`,
    stores,
  });
  await session.join();
  return { session, stores, sockets };
}

/** Reserves a seat over HTTP, for tests that speak to the socket themselves. */
export async function reserve(server: SpaceServer, member: Member): Promise<{ roomId: string; processId: string; sessionId: string }> {
  const answer = await call(
    "POST /api/spaces/:space/join",
    { params: { space: server.space }, body: { protocol: 1, build: "dev", lang: "en" } },
    member.caller,
  );
  if (!answer.ok) throw new Error(answer.code);
  return answer.value.reservation as { roomId: string; processId: string; sessionId: string };
}
