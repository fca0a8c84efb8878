/**
 * What a page may say to LiveKit. Everything else ends here, above all `subscriptionPermission` (who hears whom is the server's word) and
 * `simulate` (LiveKit honours it in production). Known fields only, encoded again.
 */
import {
  type AddTrackRequest,
  SignalRequest,
  SubscriptionPermission,
  SyncState,
  TrackPermission,
  TrackSource,
  TrackType,
  UpdateSubscription,
} from "@livekit/protocol";
import { kindOf, type MediaSource } from "../../../../shared/domain/media/publish.ts";
import type { AllowList } from "../../../commands/media-seats.ts";
import { BIG_FRAME, SMALL_FRAME } from "./limits.ts";

export const STRICT = { readUnknownFields: false } as const;

type Case = NonNullable<SignalRequest["message"]["case"]>;

const ALLOWED: ReadonlySet<Case | undefined> = new Set<Case>([
  "offer",
  "answer",
  "trickle",
  "addTrack",
  "mute",
  "subscription",
  "trackSetting",
  "leave",
  "syncState",
  "ping",
  "pingReq",
  "updateAudioTrack",
  "updateVideoTrack",
]);
/** Those that carry session descriptions. */
const BIG: ReadonlySet<Case | undefined> = new Set<Case>(["offer", "answer", "syncState"]);

export const SOURCES: ReadonlyMap<TrackSource, MediaSource> = new Map([
  [TrackSource.MICROPHONE, "mic"],
  [TrackSource.CAMERA, "cam"],
  [TrackSource.SCREEN_SHARE, "screen"],
  [TrackSource.SCREEN_SHARE_AUDIO, "screenAudio"],
]);

/** Session state without what has nothing to do with sound and pictures. */
export const bareSyncState = (state: SyncState): SyncState =>
  new SyncState({
    ...(state.answer === undefined ? {} : { answer: state.answer }),
    ...(state.offer === undefined ? {} : { offer: state.offer }),
    ...(state.subscription === undefined ? {} : { subscription: state.subscription }),
    publishTracks: state.publishTracks,
    dataChannels: state.dataChannels,
    trackSidsDisabled: state.trackSidsDisabled,
    datachannelReceiveStates: state.datachannelReceiveStates,
  });

/** LiveKit checks only the source that is declared: a picture declared as a microphone would pass it. */
function mayAdd({ source, type, sid }: AddTrackRequest, sources: readonly MediaSource[]): boolean {
  const wanted = SOURCES.get(source);
  // With a name: another form of a track that is there, which no page of ours sends.
  if (wanted === undefined || sid !== "" || !sources.includes(wanted)) return false;
  return type === (kindOf(wanted) === "audio" ? TrackType.AUDIO : TrackType.VIDEO);
}

export type Request =
  | { ok: true; frame: Uint8Array; adds: boolean }
  /** Not a page's business; nothing happens. */
  | { ok: false; why: "stray" }
  /** No frame of this protocol, or too large for its kind: whoever sends that is cut off. */
  | { ok: false; why: "garbage" };

/** @param sources what this seat may publish */
export function takeRequest(data: Uint8Array, sources: readonly MediaSource[]): Request {
  let request: SignalRequest;
  try {
    request = SignalRequest.fromBinary(data, STRICT);
  } catch {
    return { ok: false, why: "garbage" };
  }
  const { message } = request;
  if (data.length > (BIG.has(message.case) ? BIG_FRAME : SMALL_FRAME)) return { ok: false, why: "garbage" };
  if (!ALLOWED.has(message.case)) return { ok: false, why: "stray" };
  if (message.case === "addTrack" && !mayAdd(message.value, sources)) return { ok: false, why: "stray" };
  if (message.case === "syncState") message.value = bareSyncState(message.value);
  return { ok: true, frame: request.toBinary(), adds: message.case === "addTrack" };
}

/** The publisher's allow list as a frame: those named, those tracks, and nothing else. May name people who are not there yet. */
export function listFrame(list: AllowList): Uint8Array {
  const trackPermissions = [...list].map(
    ([participantIdentity, trackSids]) => new TrackPermission({ participantIdentity, allTracks: false, trackSids: [...trackSids] }),
  );
  return new SignalRequest({
    message: { case: "subscriptionPermission", value: new SubscriptionPermission({ allParticipants: false, trackPermissions }) },
  }).toBinary();
}

/** A subscription as a page asks for it. LiveKit gives nothing of it that the publisher's list does not hold. */
export function askFrame(trackSids: readonly string[]): Uint8Array {
  return new SignalRequest({
    message: { case: "subscription", value: new UpdateSubscription({ trackSids: [...trackSids], subscribe: true }) },
  }).toBinary();
}
