/** LiveKit behind the port: its room service over HTTP, and tokens that only this process ever holds. */
import { TrackSource } from "@livekit/protocol";
import { AccessToken, RoomServiceClient, TwirpError } from "livekit-server-sdk";
import type { MediaSource } from "../../../shared/domain/media/publish.ts";
import { type MediaGrant, type MediaServer, MediaServerError } from "../../ports/media-server.ts";

export interface LiveKitConfig {
  /** `ws(s)://host:port` or `http(s)://…`: Kartu's own way to it. */
  url: string;
  key: string;
  secret: string;
}

/** Longest wait for an answer, s: the clock of a healthy server is far below. */
const ANSWER_S = 2;
/** A token is used at once, s. */
const TOKEN_S = 30;
/** A room that nobody comes to, and one that everybody left, is kept this long, s. */
const EMPTY_S = 300;
const LEFT_S = 20;

export const SOURCE: Record<MediaSource, TrackSource> = {
  mic: TrackSource.MICROPHONE,
  cam: TrackSource.CAMERA,
  screen: TrackSource.SCREEN_SHARE,
  screenAudio: TrackSource.SCREEN_SHARE_AUDIO,
};

const isMissing = (error: unknown): boolean => error instanceof TwirpError && error.status === 404;

export function liveKitServer({ url, key, secret }: LiveKitConfig): MediaServer {
  const http = url.replace(/^ws/, "http").replace(/\/$/, "");
  const signalling = `${http.replace(/^http/, "ws")}/rtc/v1`;
  const rooms = new RoomServiceClient(http, key, secret, { requestTimeout: ANSWER_S });

  async function ask<T>(what: string, call: () => Promise<T>, missing?: T): Promise<T> {
    try {
      return await call();
    } catch (cause) {
      if (missing !== undefined && isMissing(cause)) return missing;
      const why =
        cause instanceof TwirpError && (cause.status === 401 || cause.status === 403) ? "the keys are refused" : "no answer of LiveKit's";
      throw new MediaServerError(`${what}: ${why}`, { cause });
    }
  }

  const people = (room: string): Promise<string[]> =>
    ask("people", async () => (await rooms.listParticipants(room)).map(({ identity }) => identity), []);

  return {
    // A name that no room has: answered without looking far, and only to those with the right keys.
    ping: () => ask("ping", async () => void (await rooms.listRooms(["-"]))),
    openRoom: (room) =>
      ask("openRoom", async () => void (await rooms.createRoom({ name: room, emptyTimeout: EMPTY_S, departureTimeout: LEFT_S }))),
    rooms: () => ask("rooms", async () => (await rooms.listRooms()).map(({ name }) => name)),
    people,
    remove: (room, identity) =>
      ask("remove", async () => (await rooms.removeParticipant(room, identity), true), true).then(() => undefined),
    async mute(room, identity, track) {
      try {
        await ask("mute", async () => (await rooms.mutePublishedTrack(room, identity, track, true), true), true);
      } catch (error) {
        // LiveKit does not answer at all for someone who is not there.
        if ((await people(room)).includes(identity)) throw error;
      }
    },
    async admit({ room, identity, sources }: MediaGrant) {
      const token = new AccessToken(key, secret, { identity, ttl: TOKEN_S });
      token.addGrant({
        roomJoin: true,
        room,
        canSubscribe: true,
        canPublish: sources.length > 0,
        canPublishSources: sources.map((source) => SOURCE[source]),
        canPublishData: false,
        canUpdateOwnMetadata: false,
      });
      return { url: signalling, authorization: `Bearer ${await token.toJwt()}` };
    },
  };
}
