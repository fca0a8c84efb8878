/** How sound and pictures get from one to another. Two sides: the peer-to-peer mesh and LiveKit. Capture, levels and volume by distance live above. */
import type { MediaSource } from "../../shared/domain/media/publish.ts";
import type { AudienceDelta, DownMessages, Interest, PersonId, Signal, UpMessages } from "../../shared/protocol/messages.ts";
import type { Line } from "../store/pictures.ts";
import type { Looked } from "./interests.ts";

export interface MediaEvents {
  /** A remote track can be played. */
  track: { person: PersonId; source: MediaSource; track: MediaStreamTrack };
  trackEnd: { person: PersonId; source: MediaSource };
  /** The pair's own connection. `failed` after 5 s without one: tried again, and told to the person. */
  link: { person: PersonId; state: "connecting" | "connected" | "failed" };
}

export interface MediaTransport {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The audience as of an epoch, and how many hear one besides, from a stage or by the megaphone; stale epochs never get here. */
  setAudience(audience: readonly AudienceDelta["set"][number][], everyone: number, epoch: number): void;
  /** What those in one's conversation get; null: nothing, at once. The first track says that one has used one's microphone. */
  setLocalTrack(source: MediaSource, track: MediaStreamTrack | null): Promise<void>;
  /** People to whom nothing is sent for now although the server still permits it: one's own prediction says that one has walked away. */
  hold(people: ReadonlySet<PersonId>): void;
  /** How large a person's picture is looked at; what is not spoken of is wanted large. */
  setInterest(person: PersonId, source: Looked, level: Interest): void;
  /** No picture of anybody is wanted larger than this. */
  setCeiling(level: Interest): void;
  quality(): Promise<Line>;
  /** Loudness of what arrives from a person just now, 0 to 1; null when it is not known. */
  level(person: PersonId): number | null;
  on<K extends keyof MediaEvents>(event: K, handler: (value: MediaEvents[K]) => void): () => void;
}

/** Why something other than the person's own hand mutes: they were moved, they come back, a trainer did it. */
export type MuteCause = "moved" | "reconnected" | "trainer";

/** What somebody who leads did to one's pictures. */
export type Order = "camOff" | "screenOff";

/** What the media side needs of the connection; `SpaceSession` implements it. */
export interface MediaPort {
  sendSignal(to: PersonId, epoch: number, signal: Signal): void;
  sendMedia(media: UpMessages["media"]): void;
  /** While it is held: one is heard in all places. */
  sendMegaphone(on: boolean): void;
  sendLink(person: PersonId, epoch: number, state: "connected" | "failed"): void;
  /** Nothing leaves this page, as of this epoch, which lets nobody hear it. */
  sendSilent(epoch: number): void;
  onSignal(handler: (message: DownMessages["signal"]) => void): () => void;
  onLink(handler: (message: DownMessages["link"]) => void): () => void;
  /** The whole audience after each accepted delta, with what is beyond it. A reconnect gives an empty one first. */
  onAudience(
    handler: (audience: {
      epoch: number;
      peers: readonly AudienceDelta["set"][number][];
      beyond: AudienceDelta["beyond"];
      where: AudienceDelta["where"];
      everyone: number;
    }) => void,
  ): () => void;
  /** Mute one's own. */
  onMoved(handler: (why: MuteCause) => void): () => void;
  /** Somebody who leads has turned one's camera or screen off. */
  onOrder(handler: (order: Order) => void): () => void;
  /** By which name one sits at the media server: now, and whenever it changes. Null: one has no seat (any more). */
  onSoundSeat(handler: (seat: string | null) => void): () => void;
  /** Confirmed distance to a person, px, for the volume. */
  distance(person: PersonId): number | null;
}
