/**
 * Sound through the media server, behind the mesh's interface. Whom one hears is the server's word alone (it writes each publisher's allow
 * list); the page follows it so that nothing is played that was not granted, and nothing is sent that nobody is to hear.
 */
import { type RemoteTrackPublication, type Room, RoomEvent, Track } from "livekit-client";
import type { AudiencePeer, PersonId } from "../../../shared/protocol/messages.ts";
import type { MediaEvents, MediaPort, MediaTransport } from "../media-transport.ts";
import { openRoom, type SoundRoom } from "./room.ts";
import { ownVoice } from "./voice.ts";

export interface LiveKitDeps {
  port: Pick<MediaPort, "sendLink" | "onSoundSeat">;
  /** Where the signalling is: `wss://kartu.example/livekit`. */
  url: string;
}

/** A listener that is let in again is forgotten by LiveKit for up to 3 s, unless it asks again and again. ms */
const ASK_MS = 100;
const ASK_FOR_MS = 4_000;
const ASK_LATER_MS = 1_000;
/** Without a connection for this long: told to both. ms */
const PATIENCE_MS = 5_000;
/** A packet older than this says nothing about who speaks now. ms */
const LEVEL_FRESH_MS = 300;

interface Ear {
  peer: AudiencePeer;
  /** When hearing them was granted. */
  since: number;
  asked: number;
  playing: MediaStreamTrack | null;
  told: MediaEvents["link"]["state"] | null;
}

const granted = (peer: AudiencePeer): boolean => peer.stage === "in" && peer.audio;

export function createLiveKit({ port, url }: LiveKitDeps): MediaTransport {
  const handlers: { [K in keyof MediaEvents]: Set<(value: MediaEvents[K]) => void> } = {
    track: new Set(),
    trackEnd: new Set(),
    link: new Set(),
  };
  const ears = new Map<PersonId, Ear>();
  const voice = ownVoice();
  let sound: SoundRoom | null = null;
  let held: ReadonlySet<PersonId> = new Set();
  let downSince = performance.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  let offSeat: (() => void) | undefined;

  function emit<K extends keyof MediaEvents>(event: K, value: MediaEvents[K]): void {
    for (const handler of handlers[event]) handler(value);
  }

  /** What someone says into their microphone: the kind is looked at beside the source that they declare. */
  function publicationOf({ peer }: Pick<Ear, "peer">): RemoteTrackPublication | undefined {
    if (peer.voice === undefined) return undefined;
    const found = sound?.room.remoteParticipants.get(peer.voice)?.getTrackPublication(Track.Source.Microphone);
    return found?.kind === Track.Kind.Audio ? (found as RemoteTrackPublication) : undefined;
  }

  function gate(ear: Ear): void {
    const { person } = ear.peer;
    const track = granted(ear.peer) ? publicationOf(ear)?.track : undefined;
    const playable = track?.kind === Track.Kind.Audio && track.mediaStreamTrack.readyState === "live" ? track.mediaStreamTrack : null;
    if (playable === ear.playing) return;
    if (ear.playing !== null) emit("trackEnd", { person, source: "mic" });
    ear.playing = playable;
    if (playable !== null) emit("track", { person, source: "mic", track: playable });
  }

  /** Without it a voice that was lost once stays lost for seconds. */
  function ask(ear: Ear, now: number): void {
    if (!granted(ear.peer) || ear.playing !== null) return;
    const publication = publicationOf(ear);
    if (publication === undefined || publication.track !== undefined) return;
    const every = now - ear.since < ASK_FOR_MS ? ASK_MS : ASK_LATER_MS;
    if (now - ear.asked < every - 10) return;
    ear.asked = now;
    publication.setSubscribed(true);
  }

  function report(ear: Ear, now: number): void {
    if (!granted(ear.peer)) return;
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
      ask(ear, now);
      report(ear, now);
    }
  }

  function hearers(): void {
    voice.heard([...ears.values()].some(({ peer }) => granted(peer) && !held.has(peer.person)));
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
        voice.connected(room);
        tick();
      },
    });
  }

  function leave(ear: Ear): void {
    if (granted(ear.peer)) publicationOf(ear)?.setSubscribed(false);
    ear.peer = { ...ear.peer, stage: "near", audio: false };
    gate(ear);
  }

  return {
    start() {
      timer = setInterval(tick, ASK_MS);
      offSeat = port.onSoundSeat(sit);
      return Promise.resolve();
    },
    stop() {
      clearInterval(timer);
      offSeat?.();
      for (const ear of ears.values()) leave(ear);
      ears.clear();
      sound?.close();
      sound = null;
      voice.stop();
      return Promise.resolve();
    },
    setAudience(audience) {
      const now = performance.now();
      const next = new Map(audience.map((peer) => [peer.person, peer]));
      // First everything that takes away.
      for (const [person, ear] of ears) {
        const peer = next.get(person);
        if (peer !== undefined && peer.pair === ear.peer.pair && (granted(peer) || !granted(ear.peer))) continue;
        leave(ear);
        ears.delete(person);
      }
      for (const peer of audience) {
        const known = ears.get(peer.person);
        const ear = known ?? { peer, since: now, asked: Number.NEGATIVE_INFINITY, playing: null, told: null };
        if ((!granted(ear.peer) && granted(peer)) || ear.peer.voice !== peer.voice) ear.since = now;
        ear.peer = peer;
        ears.set(peer.person, ear);
      }
      hearers();
      tick();
    },
    setLocalTrack(source, track) {
      if (source !== "mic") return Promise.reject(new Error(`${source} is not carried yet`));
      voice.speak(track);
      return Promise.resolve();
    },
    // One publishes once for all: only when nobody is left is nothing sent. Whoever is to hear nothing is taken off the list by the server.
    hold(people) {
      held = new Set(people);
      hearers();
    },
    level(person) {
      const ear = ears.get(person);
      const [source] = (ear?.playing == null ? undefined : publicationOf(ear)?.track?.receiver?.getSynchronizationSources()) ?? [];
      if (source === undefined) return null;
      if (performance.timeOrigin + performance.now() - source.timestamp > LEVEL_FRESH_MS) return 0;
      return source.audioLevel ?? null;
    },
    on(event, handler) {
      handlers[event].add(handler);
      return () => handlers[event].delete(handler);
    },
  };
}
