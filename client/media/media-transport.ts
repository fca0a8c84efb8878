/** How sound (later pictures) gets from one to another. Two sides: the peer-to-peer mesh and LiveKit. Capture, levels and volume by distance live above. */
import type { AudienceDelta, DownMessages, PersonId, Signal } from "../../shared/protocol/messages.ts";

export type TrackSource = "mic" | "cam" | "screen" | "screenAudio";

export interface MediaEvents {
  /** A remote track can be played. */
  track: { person: PersonId; source: TrackSource; track: MediaStreamTrack };
  trackEnd: { person: PersonId; source: TrackSource };
  /** The pair's own connection. `failed` after 5 s without one: tried again, and told to the person. */
  link: { person: PersonId; state: "connecting" | "connected" | "failed" };
}

export interface MediaTransport {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The audience after this delta was applied; stale epochs never get here. */
  setAudience(audience: readonly AudienceDelta["set"][number][]): void;
  /** What those in one's conversation get; null: nothing, at once. The first track says that one has used one's microphone. */
  setLocalTrack(source: TrackSource, track: MediaStreamTrack | null): Promise<void>;
  /** People to whom nothing is sent for now although the server still permits it: one's own prediction says that one has walked away. */
  hold(people: ReadonlySet<PersonId>): void;
  /** Loudness of what arrives from a person just now, 0 to 1; null when it is not known. */
  level(person: PersonId): number | null;
  on<K extends keyof MediaEvents>(event: K, handler: (value: MediaEvents[K]) => void): () => void;
}

/** What the media side needs of the connection; `SpaceSession` implements it. */
export interface MediaPort {
  sendSignal(to: PersonId, epoch: number, signal: Signal): void;
  sendMedia(media: { mic: "off" | "muted" | "on"; canHear: boolean }): void;
  sendLink(person: PersonId, epoch: number, state: "connected" | "failed"): void;
  onSignal(handler: (message: DownMessages["signal"]) => void): () => void;
  onLink(handler: (message: DownMessages["link"]) => void): () => void;
  /** The whole audience after each accepted delta, with what is beyond it. A reconnect gives an empty one first. */
  onAudience(
    handler: (audience: {
      epoch: number;
      peers: readonly AudienceDelta["set"][number][];
      beyond: AudienceDelta["beyond"];
      where: AudienceDelta["where"];
    }) => void,
  ): () => void;
  /** One was moved or reconnected: mute one's own. */
  onMoved(handler: (why: "moved" | "reconnected") => void): () => void;
  /** By which name one sits at the media server: now, and whenever it changes. Null: one has no seat (any more). */
  onSoundSeat(handler: (seat: string | null) => void): () => void;
  /** Confirmed distance to a person, px, for the volume. */
  distance(person: PersonId): number | null;
}
