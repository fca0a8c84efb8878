/** What one person sends, as one page gets it through the media server: only what the audience grants is asked for, played and shown. */
import { type RemoteTrackPublication, type Room, Track, VideoQuality } from "livekit-client";
import { flowOf } from "../../../shared/domain/media/flow.ts";
import { kindOf, MEDIA_SOURCES, type MediaSource } from "../../../shared/domain/media/publish.ts";
import type { AudiencePeer, Interest } from "../../../shared/protocol/messages.ts";
import type { Looked } from "../interests.ts";
import type { MediaEvents } from "../media-transport.ts";

/** A receiver that is let in again is forgotten by LiveKit for up to 3 s, unless it asks again and again. ms */
const ASK_MS = 100;
const ASK_FOR_MS = 4_000;
const ASK_LATER_MS = 1_000;
/** A packet older than this says nothing about who speaks now. ms */
const LEVEL_FRESH_MS = 300;

const NAMES: Record<MediaSource, Track.Source> = {
  mic: Track.Source.Microphone,
  cam: Track.Source.Camera,
  screen: Track.Source.ScreenShare,
  screenAudio: Track.Source.ScreenShareAudio,
};

type Tell = <K extends "track" | "trackEnd">(event: K, value: MediaEvents[K]) => void;

export class Ear {
  peer: AudiencePeer;
  /** When something was granted last. */
  since = Number.NEGATIVE_INFINITY;
  told: MediaEvents["link"]["state"] | null = null;
  #asked = Number.NEGATIVE_INFINITY;
  readonly #room: () => Room | null;
  readonly #tell: Tell;
  readonly #playing = new Map<MediaSource, MediaStreamTrack>();

  constructor(peer: AudiencePeer, room: () => Room | null, tell: Tell) {
    this.peer = { ...peer, stage: "near", to: 0, from: 0 };
    this.#room = room;
    this.#tell = tell;
  }

  /** What may come, and what may go: bits of `FLOW`. */
  get incoming(): number {
    return this.peer.stage === "in" ? this.peer.from : 0;
  }
  get outgoing(): number {
    return this.peer.stage === "in" ? this.peer.to : 0;
  }

  /** What they send: the kind is looked at beside the source that they declare. */
  #publication(source: MediaSource): RemoteTrackPublication | undefined {
    const { voice } = this.peer;
    if (voice === undefined) return undefined;
    const found = this.#room()?.remoteParticipants.get(voice)?.getTrackPublication(NAMES[source]);
    return found?.kind === kindOf(source) ? (found as RemoteTrackPublication) : undefined;
  }

  /** Takes away what this peer's new word does not grant any more. */
  shrink(peer: AudiencePeer): void {
    const next = peer.stage === "in" ? peer.from : 0;
    for (const source of MEDIA_SOURCES) if ((this.incoming & ~next & flowOf(source)) !== 0) this.#publication(source)?.setSubscribed(false);
    this.peer = { ...this.peer, from: this.incoming & next };
    this.#close();
  }

  grow(peer: AudiencePeer, now: number): void {
    const before = this.incoming;
    const outgoing = this.outgoing;
    this.peer = peer;
    if ((this.incoming & ~before) !== 0 || (this.outgoing & ~outgoing) !== 0) this.since = now;
  }

  leave(): void {
    this.shrink({ ...this.peer, stage: "near" });
  }

  /** Ends what is not granted (any more), or not there. */
  #close(): void {
    for (const [source, track] of this.#playing) {
      const now = (this.incoming & flowOf(source)) === 0 ? undefined : this.#publication(source)?.track?.mediaStreamTrack;
      if (now === track && track.readyState === "live") continue;
      this.#playing.delete(source);
      this.#tell("trackEnd", { person: this.peer.person, source });
    }
  }

  gate(interest: Record<Looked, Interest>): void {
    this.#close();
    for (const source of MEDIA_SOURCES) {
      if ((this.incoming & flowOf(source)) === 0 || this.#playing.has(source)) continue;
      const publication = this.#publication(source);
      const track = publication?.track;
      if (publication === undefined || track?.kind !== kindOf(source) || track.mediaStreamTrack.readyState !== "live") continue;
      // The server had asked before this page did: without its own word the client would keep no settings, and end it when it reconnects.
      if (!publication.isDesired) publication.setSubscribed(true);
      this.#playing.set(source, track.mediaStreamTrack);
      this.#tell("track", { person: this.peer.person, source, track: track.mediaStreamTrack });
      if (kindOf(source) === "video") this.look(interest);
    }
  }

  /** How large their pictures are shown: no larger is sent. */
  look(interest: Record<Looked, Interest>): void {
    for (const source of ["cam", "screen"] as const) {
      if (!this.#playing.has(source)) continue;
      const publication = this.#publication(source);
      const level = interest[source];
      publication?.setEnabled(level !== "off");
      if (level !== "off") publication?.setVideoQuality(level === "low" ? VideoQuality.LOW : VideoQuality.HIGH);
    }
  }

  /** When this was last asked for. */
  get asked(): number {
    return this.#asked;
  }

  /** What is granted and there, and does not come: no track, or, for as long as it was granted just now, one on which nothing has come yet. */
  #missing(now: number): RemoteTrackPublication[] {
    const fresh = now - this.since < ASK_FOR_MS;
    return MEDIA_SOURCES.flatMap((source) => {
      if ((this.incoming & flowOf(source)) === 0) return [];
      const publication = this.#publication(source);
      if (publication === undefined) return [];
      const { track } = publication;
      return track === undefined || (fresh && publication.isEnabled && track.mediaStreamTrack.muted) ? [publication] : [];
    });
  }

  /**
   * The server asks first, in this page's name, and again within milliseconds (server/commands/media-asks.ts). What is lost all the same would stay
   * lost for seconds. @returns how often it asked: each is a frame of the signalling
   */
  ask(now: number): number {
    const every = now - this.since < ASK_FOR_MS ? ASK_MS : ASK_LATER_MS;
    if (now - this.#asked < every * 0.9) return 0;
    const missing = this.#missing(now);
    if (missing.length > 0) this.#asked = now;
    for (const publication of missing) publication.setSubscribed(true);
    return missing.length;
  }

  /** Loudness of their voice just now, 0 to 1; null when it is not known. */
  level(): number | null {
    const [source] = (this.#playing.has("mic") ? this.#publication("mic")?.track?.receiver?.getSynchronizationSources() : undefined) ?? [];
    if (source === undefined) return null;
    if (performance.timeOrigin + performance.now() - source.timestamp > LEVEL_FRESH_MS) return 0;
    return source.audioLevel ?? null;
  }
}
