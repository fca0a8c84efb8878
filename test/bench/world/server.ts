/**
 * The server process of the bench. `product`: Kartu's whole path (HTTP join, cookies, SQLite, checks, collision, audience, cells).
 * `plain`: one Colyseus map of x and y, as most do. `bare`: `ws` alone, for the price of a message in and of a frame out.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalDriver, LocalPresence, matchMaker, Room } from "@colyseus/core";
import { schema, t } from "@colyseus/schema";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { type WebSocket, WebSocketServer } from "ws";
import { openStores } from "../../../server/adapters/stores.ts";
import type { LiveSpaces } from "../../../server/rooms/live-spaces.ts";
import type { Place } from "../../../shared/domain/place.ts";
import { TILE } from "../../../shared/domain/units.ts";
import { field } from "../../support/places.ts";
import { startSpaceServer } from "../../support/space-server.ts";
import { seeded } from "../../../shared/domain/seeded.ts";
import type { FromServer, Setup, ToServer } from "./messages.ts";

const setup = JSON.parse(process.argv[2] ?? "{}") as Setup;
const say = (message: FromServer): void => void process.send?.(message);
let live: LiveSpaces | null = null;
let sockets: ReadonlySet<WebSocket> = new Set();

/** About this many people in the 3 x 3 cells around each. */
const IN_VIEW = 30;
const CELL_TILES = 16;

/** A square field for so many, with a pillar here and there to walk into; several fields when the largest map is too small. */
function fields(people: number): Place[] {
  const perPlace = Math.min(people, 1_000);
  // n x n cells: each sees ((3n - 2) / n)^2 of them on average, the border counted.
  let n = 1;
  while (n < 16 && (perPlace / n ** 2) * ((3 * n - 2) / n) ** 2 > IN_VIEW) n++;
  const edge = Math.min(255, n * CELL_TILES);
  return Array.from({ length: Math.ceil(people / perPlace) }, (_, i) => {
    const place = field(edge, edge);
    for (let row = 6; row < edge - 6; row += 9) {
      for (let column = 6; column < edge - 6; column += 9) {
        for (const at of [row * edge + column, row * edge + column + 1]) place.solid[at] = place.walls[at] = 1;
      }
    }
    return { ...place, id: `field${i}` };
  });
}

async function product(people: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "kartu-bench-"));
  const stores = await openStores(folder, false);
  const places = fields(people);
  const server = await startSpaceServer(places, { store: stores.space, turn: { host: "turn.invalid", secret: "x".repeat(32) } });
  live = server.live;
  const random = seeded(7);
  const cookies: string[] = [];
  const stands = [];
  for (let i = 0; i < people; i++) {
    const member = await server.member(`Walker ${i}`);
    cookies.push(member.cookie);
    const place = places[i % places.length] as Place;
    const at = () => (2 + random() * (place.width - 4)) * TILE;
    stands.push({ space: server.space, user: member.user, place: place.id, x: at(), y: at(), at: 0 });
  }
  await stores.space.putStands(stands);
  say({ kind: "ready", url: server.url, cookies, space: server.space });
  process.on("disconnect", () => {
    void server
      .close()
      .then(() => stores.close())
      .then(() => rm(folder, { recursive: true, force: true }))
      .finally(() => process.exit(0));
  });
}

const Avatar = schema({ x: t.number(), y: t.number() }, "PlainAvatar");
const PlainState = schema({ avatars: t.map(Avatar) }, "PlainState");

class PlainRoom extends Room<{ state: InstanceType<typeof PlainState> }> {
  override state = new PlainState();
  override maxClients = Number.POSITIVE_INFINITY;
  override patchRate = 50;
  override onCreate(): void {
    this.onMessage("move", (client, at: { x: number; y: number }) => {
      const avatar = this.state.avatars.get(client.sessionId);
      if (avatar !== undefined) Object.assign(avatar, { x: Number(at.x), y: Number(at.y) });
    });
  }
  override onJoin(client: { sessionId: string }): void {
    this.state.avatars.set(client.sessionId, Object.assign(new Avatar(), { x: 0, y: 0 }));
  }
}

async function plain(people: number): Promise<void> {
  const http = createServer();
  await matchMaker.setup(new LocalPresence(), new LocalDriver());
  await matchMaker.accept();
  matchMaker.defineRoomType("plain", PlainRoom);
  new WebSocketTransport({ noServer: true }).attachToServer(http);
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const room = await matchMaker.createRoom("plain", {});
  const cookies: string[] = [];
  for (let i = 0; i < people; i++) {
    const seat = await matchMaker.reserveSeatFor(room, {}, {});
    cookies.push(`/${seat.processId}/${seat.roomId}?sessionId=${seat.sessionId}`);
  }
  say({ kind: "ready", url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, cookies, space: "" });
  process.on("disconnect", () => process.exit(0));
}

async function bare(): Promise<void> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  await once(server, "listening");
  sockets = server.clients;
  server.on("connection", (socket) => socket.on("message", () => undefined));
  say({ kind: "ready", url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, cookies: [], space: "" });
  process.on("disconnect", () => process.exit(0));
}

process.on("message", (message: ToServer) => {
  if (message.kind === "usage") {
    const { user, system } = process.cpuUsage();
    say({
      kind: "usage",
      cpuUs: user + system,
      at: performance.now(),
      counts: live?.counts() ?? {},
      rssMb: process.memoryUsage().rss / 2 ** 20,
    });
    return;
  }
  let left = message.frames;
  const frame = Buffer.alloc(message.bytes);
  const timer = setInterval(() => {
    for (const socket of sockets) socket.send(frame, { binary: true });
    if (--left <= 0) {
      clearInterval(timer);
      say({ kind: "sent" });
    }
  }, message.everyMs);
});

switch (setup.mode) {
  case "product":
    await product(setup.people);
    break;
  case "plain":
    await plain(setup.people);
    break;
  case "bare":
    await bare();
    break;
}
