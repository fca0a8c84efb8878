/** What LiveKit may say to a page: an allow list, without tokens and without addresses of servers that Kartu did not name. */
import { ICEServer, type LeaveRequest, SignalResponse } from "@livekit/protocol";
import { STRICT } from "./requests.ts";

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
  "speakersChanged",
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
  | { kind: "published"; track: string }
  | { kind: "unpublished"; track: string }
  | null;

const iceOf = (servers: readonly IceServer[]): ICEServer[] =>
  servers.map(({ urls, username, credential }) => new ICEServer({ urls, username: username ?? "", credential: credential ?? "" }));

/** Where else to go is not LiveKit's to say: the way leads through Kartu. */
function stay(leave: LeaveRequest): void {
  delete leave.regions;
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
      news = { kind: "published", track: message.value.track?.sid ?? "" };
      break;
    case "trackUnpublished":
      news = { kind: "unpublished", track: message.value.trackSid };
      break;
    default:
      break;
  }
  return { frame: response.toBinary(), news };
}
