/**
 * Sound and pictures through the media server, behind the mesh's interface. Whom one hears and sees is the server's word alone (it writes each
 * publisher's allow list); the page follows it so that nothing is played that was not granted, and nothing is sent that nobody is to get.
 */
import { ConnectionQuality, type Room, RoomEvent } from "livekit-client";
import { FLOW, flowOf } from "../../../shared/domain/media/flow.ts";
import { MEDIA_SOURCES } from "../../../shared/domain/media/publish.ts";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import { Interests } from "../interests.ts";
import type { Line } from "../../store/pictures.ts";
import type { MediaEvents, MediaPort, MediaTransport } from "../media-transport.ts";
import { asksFor } from "./asks.ts";
import { Ear } from "./ear.ts";
import { publisher } from "./publisher.ts";
import { openRoom, type SoundRoom } from "./room.ts";

export interface LiveKitDeps {
  port: Pick<MediaPort, "sendLink" | "sendSilent" | "onSoundSeat">;
  /** Where the signalling is: `wss://kartu.example/livekit`. */
  url: string;
}

const TICK_MS = 100;
/** Without a connection for this long: told to both. ms */
const PATIENCE_MS = 5_000;

const LINES: Record<ConnectionQuality, Line> = {
  [ConnectionQuality.Excellent]: "good",
  [ConnectionQuality.Good]: "good",
  [ConnectionQuality.Poor]: "poor",
  [ConnectionQuality.Lost]: "lost",
  [ConnectionQuality.Unknown]: "unknown",
};

export function createLiveKit({ port, url }: LiveKitDeps): MediaTransport {
  const handlers: { [K in keyof MediaEvents]: Set<(value: MediaEvents[K]) => void> } = {
    track: new Set(),
    trackEnd: new Set(),
    link: new Set(),
  };
  const ears = new Map<PersonId, Ear>();
  const publishers = MEDIA_SOURCES.map((source) => ({ source, out: publisher(source) }));
  const interests = new Interests((person) => ears.get(person)?.look(interests.of(person)));
  let sound: SoundRoom | null = null;
  let everyone = 0;
  let epoch = 0;
  /** Said since somebody could hear one last: nothing leaves this page. */
  let silenceTold = false;
  const askSome = asksFor(() => performance.now());
  let held: ReadonlySet<PersonId> = new Set();
  let downSince = performance.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  let offSeat: (() => void) | undefined;

  function emit<K extends keyof MediaEvents>(event: K, value: MediaEvents[K]): void {
    for (const handler of handlers[event]) handler(value);
  }

  const gate = (ear: Ear): void => ear.gate(interests.of(ear.peer.person));

  function report(ear: Ear, now: number): void {
    if ((ear.incoming & FLOW.mic) === 0 && (ear.outgoing & FLOW.mic) === 0) return;
    const { person, pair } = ear.peer;
    const state = sound?.isUp() === true ? "connected" : now - Math.max(ear.since, downSince) > PATIENCE_MS ? "failed" : ear.told;
    if (state === null || state === ear.told) return;
    ear.told = state;
    if (state !== "connecting") port.sendLink(person, pair, state);
    emit("link", { person, state });
  }

  function tick(): void {
    const now = performance.now();
    if (sound?.isUp() !== true) {
      if (downSince === 0) downSince = now;
    } else downSince = 0;
    for (const ear of ears.values()) {
      gate(ear);
      report(ear, now);
    }
    askSome(ears.values());
    for (const { out } of publishers) out.look();
    tellSilence();
  }

  /** Those who come near are connected beforehand, where the server knows that there is nothing yet for them to hear. */
  function tellSilence(): void {
    if (silenceTold || sound?.isUp() !== true || heard() || !publishers.every(({ out }) => out.isQuiet())) return;
    silenceTold = true;
    port.sendSilent(epoch);
  }

  const heard = (): boolean => everyone > 0 || [...ears.values()].some((ear) => ear.outgoing !== 0);

  /** One publishes once for all: only when nobody is left is nothing sent. Whoever is to get nothing is taken off the list by the server. */
  function receivers(): void {
    let bits = everyone > 0 ? ~0 : 0;
    for (const ear of ears.values()) if (!held.has(ear.peer.person)) bits |= ear.outgoing;
    for (const { source, out } of publishers) out.wanted((bits & flowOf(source)) !== 0);
  }

  function follow(room: Room): void {
    const look = (): void => {
      if (sound?.room === room) for (const ear of ears.values()) gate(ear);
    };
    room.on(RoomEvent.TrackSubscribed, look);
    room.on(RoomEvent.TrackUnsubscribed, look);
    room.on(RoomEvent.TrackPublished, tick);
    room.on(RoomEvent.ParticipantDisconnected, look);
    room.on(RoomEvent.Disconnected, look);
  }

  function sit(seat: string | null): void {
    sound?.close();
    sound = null;
    for (const ear of ears.values()) gate(ear);
    if (seat === null) return;
    sound = openRoom({
      url,
      seat,
      opened: follow,
      connected(room) {
        for (const { out } of publishers) out.connected(room);
        silenceTold = false;
        tick();
      },
    });
  }

  return {
    start() {
      timer = setInterval(tick, TICK_MS);
      offSeat = port.onSoundSeat(sit);
      return Promise.resolve();
    },
    stop() {
      clearInterval(timer);
      offSeat?.();
      for (const ear of ears.values()) ear.leave();
      ears.clear();
      sound?.close();
      sound = null;
      for (const { out } of publishers) out.stop();
      return Promise.resolve();
    },
    setAudience(audience, besides, of) {
      everyone = besides;
      epoch = of;
      const now = performance.now();
      const next = new Map(audience.map((peer) => [peer.person, peer]));
      // First everything that takes away.
      for (const [person, ear] of ears) {
        const peer = next.get(person);
        if (peer !== undefined && peer.pair === ear.peer.pair && peer.voice === ear.peer.voice) ear.shrink(peer);
        else {
          ear.leave();
          ears.delete(person);
        }
      }
      for (const peer of audience) {
        let ear = ears.get(peer.person);
        if (ear === undefined) {
          ear = new Ear(peer, () => sound?.room ?? null, emit);
          ears.set(peer.person, ear);
        }
        ear.grow(peer, now);
      }
      if (heard()) silenceTold = false;
      receivers();
      tick();
    },
    setLocalTrack(source, track) {
      publishers.find((one) => one.source === source)?.out.give(track);
      return Promise.resolve();
    },
    setInterest: (person, source, level) => interests.set(person, source, level),
    setCeiling: (level) => interests.ceiling(level),
    quality: () => Promise.resolve(LINES[sound?.room.localParticipant.connectionQuality ?? ConnectionQuality.Unknown]),
    hold(people) {
      held = new Set(people);
      receivers();
    },
    level: (person) => ears.get(person)?.level() ?? null,
    on(event, handler) {
      handlers[event].add(handler);
      return () => handlers[event].delete(handler);
    },
  };
}
