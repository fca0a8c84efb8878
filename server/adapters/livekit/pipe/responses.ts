/**
 * What LiveKit may say to a page: an allow list, without tokens and without addresses of servers that Kartu did not name. Who speaks is not
 * told by it: pages hear that from those whom they hear.
 */
import { ICEServer, type LeaveRequest, SignalResponse, type TrackInfo, TrackType } from "@livekit/protocol";
import { kindOf, type MediaSource } from "../../../../shared/domain/media/publish.ts";
import { SOURCES, STRICT } from "./requests.ts";

type Case = NonNullable<SignalResponse["message"]["case"]>;

const ALLOWED: ReadonlySet<Case | undefined> = new Set<Case>([
  "join",
  "reconnect",
  "answer",
  "offer",
  "trickle",
  "update",
  "trackPublished",
  "trackUnpublished",
  "trackSubscribed",
  "leave",
  "mute",
  "roomUpdate",
  "connectionQuality",
  "streamStateUpdate",
  "subscribedQualityUpdate",
  "subscribedAudioCodecUpdate",
  "subscriptionPermissionUpdate",
  "subscriptionResponse",
  "requestResponse",
  "mediaSectionsRequirement",
  "pong",
  "pongResp",
]);

export interface IceServer {
  urls: string[];
  username?: string;
  credential?: string;
}

/** What the pipe's books need to know of a response. */
export type News =
  | { kind: "joined"; identity: string; sid: string }
  | { kind: "published"; track: string; source: MediaSource }
  | { kind: "unpublished"; track: string }
  /** Somebody else's track may come to this page, and does. */
  | { kind: "allowed"; track: string }
  | null;

const iceOf = (servers: readonly IceServer[]): ICEServer[] =>
  servers.map(({ urls, username, credential }) => new ICEServer({ urls, username: username ?? "", credential: credential ?? "" }));

/** Where else to go is not LiveKit's to say: the way leads through Kartu. */
function stay(leave: LeaveRequest): void {
  delete leave.regions;
}

/** What is no source of ours, or not of its kind, is in no list: nobody gets it. */
function publishedOf(track: TrackInfo | undefined): News {
  const source = track === undefined ? undefined : SOURCES.get(track.source);
  if (track === undefined || source === undefined || track.type !== (kindOf(source) === "audio" ? TrackType.AUDIO : TrackType.VIDEO))
    return null;
  return { kind: "published", track: track.sid, source };
}

/**
 * @param ice servers that help a page to find LiveKit: Kartu's own. (LiveKit's default are public STUN servers of others.)
 * @returns null when the page does not get this one
 */
export function takeResponse(data: Uint8Array, ice: readonly IceServer[]): { frame: Uint8Array; news: News } | null {
  const response = SignalResponse.fromBinary(data, STRICT);
  const { message } = response;
  if (!ALLOWED.has(message.case)) return null;
  let news: News = null;
  switch (message.case) {
    case "join": {
      const { participant } = message.value;
      news = { kind: "joined", identity: participant?.identity ?? "", sid: participant?.sid ?? "" };
      message.value.alternativeUrl = "";
      message.value.serverRegion = "";
      message.value.iceServers = iceOf(ice);
      break;
    }
    case "reconnect":
      message.value.iceServers = iceOf(ice);
      break;
    case "leave":
      stay(message.value);
      break;
    case "trackPublished":
      news = publishedOf(message.value.track);
      break;
    case "trackUnpublished":
      news = { kind: "unpublished", track: message.value.trackSid };
      break;
    case "subscriptionPermissionUpdate":
      if (message.value.allowed) news = { kind: "allowed", track: message.value.trackSid };
      break;
    default:
      break;
  }
  return { frame: response.toBinary(), news };
}
