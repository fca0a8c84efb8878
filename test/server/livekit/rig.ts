/** The door with a LiveKit that only writes down what it is told: for what must never get through, and must always be said. */
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import {
  JoinRequest,
  JoinResponse,
  ParticipantInfo,
  SignalRequest,
  SignalResponse,
  WrappedJoinRequest,
  WrappedJoinRequest_Compression,
} from "@livekit/protocol";
import { pino } from "pino";
import { WebSocket, WebSocketServer } from "ws";
import { makeSoundDoor } from "../../../server/adapters/livekit/door.ts";
import { MemoryMediaServer } from "../../../server/adapters/memory/media-server.ts";
import { systemClock, systemRandom } from "../../../server/adapters/system/clock.ts";
import { SoundHouse } from "../../../server/commands/media-house.ts";
import type { Seated, SpaceSound } from "../../../server/commands/media-seats.ts";
import type { Role } from "../../../shared/domain/permissions.ts";
import { until } from "../../support/until.ts";

/** One connection as LiveKit sees it. */
export interface Upstream {
  url: URL;
  headers: IncomingMessage["headers"];
  join: JoinRequest;
  requests: SignalRequest[];
  say(message: SignalResponse["message"]): void;
  socket: WebSocket;
}

export interface Page {
  socket: WebSocket;
  /** Status of a refusal, 101 when it is open. */
  status: number;
  responses: SignalResponse[];
  closed: Promise<number>;
  ask(message: SignalRequest["message"]): void;
}

export interface DoorRig {
  media: MemoryMediaServer;
  house: SoundHouse;
  sound: SpaceSound;
  upstreams: Upstream[];
  /** What the hooks were told: `voice 1`, `seat 1 <nonce>`. */
  told: string[];
  sit(id: number, role?: Role): string;
  open(id: number, nonce: string, query?: string): Promise<Page>;
  close(): Promise<void>;
}

/** As livekit-client writes it. */
export function wrapped(join: JoinRequest, bytes?: Uint8Array): string {
  const request = new WrappedJoinRequest({
    compression: WrappedJoinRequest_Compression.GZIP,
    joinRequest: bytes ?? gzipSync(join.toBinary()),
  });
  return Buffer.from(request.toBinary()).toString("base64url");
}

export const PAGE_JOIN = new JoinRequest({
  clientInfo: { version: "2.23.0", protocol: 16 },
  metadata: "mine",
  participantAttributes: { a: "b" },
});

const holderOf = (id: number, role: Role): Seated => ({ id, user: `user-${id}`, session: `session-${id}`, role });

export async function doorRig(): Promise<DoorRig> {
  const upstreams: Upstream[] = [];
  const fake = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  let sids = 0;
  fake.on("upgrade", (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const url = new URL(request.url ?? "", "ws://fake");
      const inner = WrappedJoinRequest.fromBinary(Buffer.from(url.searchParams.get("join_request") ?? "", "base64"));
      const say: Upstream["say"] = (message) => ws.send(new SignalResponse({ message }).toBinary());
      const upstream: Upstream = {
        url,
        headers: request.headers,
        join: JoinRequest.fromBinary(inner.joinRequest),
        requests: [],
        say,
        socket: ws,
      };
      upstreams.push(upstream);
      ws.on("message", (data: Buffer) => upstream.requests.push(SignalRequest.fromBinary(data)));
      const identity = (request.headers.authorization ?? "").replace("Bearer ", "");
      say({
        case: "join",
        value: new JoinResponse({
          participant: new ParticipantInfo({ identity, sid: `PA_${++sids}` }),
          alternativeUrl: "wss://elsewhere.example",
          iceServers: [{ urls: ["stun:stun.elsewhere.example"] }],
        }),
      });
    });
  });
  fake.listen(0, "127.0.0.1");
  await once(fake, "listening");
  const media = new MemoryMediaServer(`ws://127.0.0.1:${(fake.address() as AddressInfo).port}/rtc/v1`);
  const log = pino({ level: "silent" });
  const house = new SoundHouse({ server: media, installation: "own", random: systemRandom, log, mono: () => performance.now() });
  await house.start();
  const told: string[] = [];
  const sound = house.open("space", {
    voice: (id) => void told.push(`voice ${id}`),
    seat: (id, nonce) => void told.push(`seat ${id} ${nonce}`),
    health: (up) => void told.push(`health ${up}`),
  });
  const door = makeSoundDoor({
    house,
    log,
    clock: systemClock,
    reading: { trustProxy: false, tls: false, publicUrl: null },
    // The cookie says who it is.
    authenticate: async ({ headers }) => {
      const { cookie } = headers as IncomingMessage["headers"];
      return cookie === undefined ? null : ({ user: { id: `user-${cookie}` }, session: `session-${cookie}` } as never);
    },
    ice: () => [{ urls: ["turn:own.example"], username: "u", credential: "c" }],
  });
  const front = createServer();
  front.on("upgrade", (request, socket, head) => {
    if (!door.upgrade(request, socket, head)) socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
  });
  front.listen(0, "127.0.0.1");
  await once(front, "listening");
  const { port } = front.address() as AddressInfo;

  return {
    media,
    house,
    sound,
    upstreams,
    told,
    sit: (id, role = "participant") => sound.sit(holderOf(id, role)),
    async open(id, nonce, query = `join_request=${wrapped(PAGE_JOIN)}`) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/livekit/rtc/v1?access_token=${nonce}&publish=x&${query}`, {
        headers: { cookie: String(id), origin: `http://127.0.0.1:${port}` },
      });
      const page: Page = {
        socket,
        status: 0,
        responses: [],
        closed: new Promise((resolve) => socket.once("close", resolve)),
        ask: (message) => socket.send(new SignalRequest({ message }).toBinary()),
      };
      socket.on("message", (data: Buffer) => page.responses.push(SignalResponse.fromBinary(data)));
      socket.on("error", () => undefined);
      socket.on("open", () => (page.status = 101));
      socket.on("unexpected-response", (_request, response) => (page.status = response.statusCode ?? 0));
      await until("the door has answered", () => page.status > 0);
      if (page.status === 101) await until("the join was answered", () => page.responses.length > 0);
      return page;
    },
    async close() {
      await house.close();
      door.close();
      for (const { socket } of upstreams) socket.terminate();
      front.closeAllConnections();
      front.close();
      fake.closeAllConnections();
      fake.close();
    },
  };
}
