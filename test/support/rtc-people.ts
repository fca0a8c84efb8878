/**
 * People without a page who speak and hear all the same: the client's own `net`, and LiveKit's client for Node on Kartu's signal pipe. That client can
 * show neither a cookie nor an origin, so it goes by a port of this test that adds both, frame by frame, and changes nothing.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import {
  AudioFrame,
  AudioSource,
  LocalAudioTrack,
  type RemoteTrackPublication,
  Room,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
} from "@livekit/rtc-node";
import { WebSocket, WebSocketServer } from "ws";
import { FLOW } from "../../shared/domain/media/flow.ts";
import type { AudiencePeer } from "../../shared/protocol/messages.ts";
import { type Bot, buildOf, openBot } from "./bots/bot.ts";
import { enterAsGuest } from "./bots/guest.ts";
import { until } from "./until.ts";

const RATE = 48_000;
/** Long frames: each costs a call into LiveKit's client. */
const FRAME = RATE / 20;
/** What one still says after one has stopped. */
const QUEUE_MS = 100;
const LOUD = 8_000;
const PITCH_HZ = 440;
/** LiveKit forgets whoever is let in again, unless they ask (client/media/livekit/ear.ts). A dozen at once stay below what the pipe takes. ms */
const ASK_MS = 400;

export interface RtcPerson {
  bot: Bot;
  id: number;
  speak(on: boolean): void;
  /** Those whom the server lets one hear now. */
  granted(): number[];
  /** Each voice that comes just now, by the name of its stream, with all the sound that came of it so far. */
  energies(): Promise<Map<number, number>>;
}

export interface RtcPeople {
  /** @param code an invite @param speaks otherwise they have no microphone */
  enter(name: string, code: string, speaks: boolean): Promise<RtcPerson>;
  close(): Promise<void>;
}

/** Adds to what comes for `/livekit` who it is. */
async function front(kartu: string): Promise<{ url: string; cookies: Map<string, string>; close(): void }> {
  const cookies = new Map<string, string>();
  const sockets = new WebSocketServer({ noServer: true });
  const open = new Set<WebSocket>();
  const toKartu = (request: IncomingMessage): { url: URL; headers: Record<string, string> } => {
    const url = new URL(request.url ?? "/", kartu);
    const seat = url.searchParams.get("access_token") ?? (request.headers.authorization ?? "").replace("Bearer ", "");
    url.searchParams.set("access_token", seat);
    return { url, headers: { cookie: cookies.get(seat) ?? "", origin: kartu } };
  };
  const server = createServer((request, response) => {
    const { url, headers } = toKartu(request);
    void fetch(url, { headers }).then(
      async (answer) => response.writeHead(answer.status).end(await answer.text()),
      () => response.writeHead(502).end(),
    );
  });
  server.on("upgrade", (request, socket, head) => {
    const { url, headers } = toKartu(request);
    const up = new WebSocket(String(url).replace(/^http/, "ws"), { headers });
    open.add(up);
    up.on("close", () => open.delete(up));
    up.on("unexpected-response", (_request, { statusCode = 502 }) => socket.end(`HTTP/1.1 ${statusCode} Refused\r\n\r\n`));
    up.on("error", () => socket.destroy());
    up.once("open", () => {
      up.pause();
      sockets.handleUpgrade(request, socket, head, (near) => {
        near.on("message", (data: Buffer, binary) => up.send(data, { binary }));
        up.on("message", (data: Buffer, binary) => near.send(data, { binary }));
        near.on("close", () => up.close());
        up.on("close", () => near.close());
        near.on("error", () => up.terminate());
        up.resume();
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/livekit`,
    cookies,
    close() {
      for (const up of open) up.terminate();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A voice that is there from the start, and silent until it is turned on: then a tone without pauses. @returns to turn it on and off */
async function voiceIn(room: Room): Promise<(on: boolean) => void> {
  const source = new AudioSource(RATE, 1, QUEUE_MS);
  const options = new TrackPublishOptions();
  options.source = TrackSource.SOURCE_MICROPHONE;
  await room.localParticipant?.publishTrack(LocalAudioTrack.createAudioTrack("voice", source), options);
  const tone = Int16Array.from({ length: FRAME }, (_, i) => LOUD * Math.sin((2 * Math.PI * PITCH_HZ * i) / RATE));
  let speaks = false;
  const talk = async (): Promise<void> => {
    while (speaks) await source.captureFrame(new AudioFrame(tone, RATE, 1, FRAME));
  };
  return (on) => {
    if (on === speaks) return;
    speaks = on;
    if (on) void talk().catch(() => undefined);
  };
}

export async function rtcPeople(kartu: string): Promise<RtcPeople> {
  const way = await front(kartu);
  const ends: (() => Promise<void>)[] = [];
  return {
    async enter(name, code, speaks) {
      const guest = await enterAsGuest(kartu, code, name, Math.random);
      const bot = await openBot(guest, await buildOf(guest), Math.random);
      const { session, stores } = bot;
      let seat: string | null = null;
      let peers: readonly AudiencePeer[] = [];
      const room = new Room();
      // It listens to itself for each of the others.
      room.setMaxListeners(0);
      const publication = ({ voice }: AudiencePeer): RemoteTrackPublication | undefined =>
        [...(room.remoteParticipants.get(voice ?? "")?.trackPublications.values() ?? [])].find(
          ({ kind, source }) => kind === TrackKind.KIND_AUDIO && source === TrackSource.SOURCE_MICROPHONE,
        ) as RemoteTrackPublication | undefined;
      const hears = ({ stage, from }: AudiencePeer): boolean => stage === "in" && (from & FLOW.mic) !== 0;
      session.onSoundSeat((next) => {
        seat = next;
      });
      session.onAudience((audience) => {
        const now = new Set(audience.peers.filter(hears).map(({ person }) => person));
        for (const peer of peers) if (hears(peer) && !now.has(peer.person)) publication(peer)?.setSubscribed(false);
        peers = audience.peers;
      });
      session.sendMedia({ mic: speaks ? "on" : "off", canHear: true });
      const named = await until("they have a seat", () => seat);
      way.cookies.set(named, guest.cookie);
      await room.connect(way.url, named, { autoSubscribe: true, dynacast: false });
      const speak = speaks ? await voiceIn(room) : () => undefined;
      const asking = setInterval(() => {
        for (const peer of peers.filter(hears)) if (publication(peer)?.track === undefined) publication(peer)?.setSubscribed(true);
      }, ASK_MS);
      ends.push(async () => {
        speak(false);
        clearInterval(asking);
        await room.disconnect().catch(() => undefined);
        session.leave();
      });
      return {
        bot,
        id: stores.$you.get() ?? 0,
        speak,
        granted: () => peers.filter(hears).map(({ person }) => person),
        async energies() {
          // Both ways go by one connection where LiveKit's client can.
          const { publisherStats, subscriberStats } = await room.getRtcStats();
          return new Map(
            [...publisherStats, ...subscriberStats].flatMap(({ stats }) =>
              stats.case === "inboundRtp" ? [[stats.value.stream?.ssrc ?? 0, stats.value.inbound?.totalAudioEnergy ?? 0]] : [],
            ),
          );
        },
      };
    },
    async close() {
      await Promise.all(ends.map((end) => end()));
      way.close();
    },
  };
}
