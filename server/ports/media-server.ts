/**
 * A media server (SFU) as Kartu needs it: rooms with people in them, named by opaque identities. Who hears whom is not its business: that is
 * written into each person's signalling by Kartu (adapters/livekit/pipe). Every call is bounded in time and rejects when the server cannot be
 * reached, with `MediaServerError`.
 */
import type { MediaSource } from "../../shared/domain/media/publish.ts";

export class MediaServerError extends Error {
  override name = "MediaServerError";
}

export interface MediaGrant {
  room: string;
  /** Random, new for each connection: says nothing of the person. */
  identity: string;
  /** What this person may send; none = they listen. */
  sources: readonly MediaSource[];
}

/** Where and how to speak for one person. Never told to a page. */
export interface MediaAdmission {
  /** WebSocket address of the signalling, without a query. */
  url: string;
  /** Value of the Authorization header. */
  authorization: string;
}

export interface MediaServer {
  /** Resolves when the server answers and takes our keys. */
  ping(): Promise<void>;
  /** Makes the room if it is not there. */
  openRoom(room: string): Promise<void>;
  /** Names of the rooms there are. */
  rooms(): Promise<string[]>;
  /** Identities of those in a room; none where there is no such room. */
  people(room: string): Promise<string[]>;
  /** Puts someone out. Nothing to do where they are not there. */
  remove(room: string, identity: string): Promise<void>;
  /** Silences a track at the server. Nothing to do where it is not there. */
  mute(room: string, identity: string, track: string): Promise<void>;
  admit(grant: MediaGrant): Promise<MediaAdmission>;
}
