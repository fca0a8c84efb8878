/** Read models of sound. `client/media` writes; ui and world read. */
import { atom, map } from "nanostores";
import type { PersonId } from "../../shared/protocol/messages.ts";

export type Mic =
  | { state: "off" }
  | { state: "asking" }
  | { state: "on" }
  /** `why`: by hand; because the page was hidden; because one was moved or reconnected; because the device went away and another stands in. Nothing unmutes itself. */
  | { state: "muted"; why: "self" | "hidden" | "moved" | "reconnected" | "lost" }
  /** No microphone. `insecure`: plain http away from localhost; `in-app`: a browser inside another app. */
  | { state: "unavailable"; why: "denied" | "missing" | "busy" | "insecure" | "in-app" | "no-webrtc" | "observer" };

export const $mic = atom<Mic>({ state: "off" });
/** Level of one's own microphone, 0 to 1, 10 times a second while on. */
export const $micLevel = atom(0);
/** The browser blocks sound until a gesture: "tap to hear". */
export const $soundBlocked = atom(false);
/** Who hears me: the set that the server permits, after caps, less pairs that do not connect. Empty in quiet and while not on. */
export const $hearsMe = atom<readonly PersonId[]>([]);
/** Whom the server lets me hear. */
export const $iHear = atom<readonly PersonId[]>([]);
/** In range, but not carried, and why. `no-connection`: the pair did not connect within 5 s. */
export const $notHeard = atom<
  readonly { person: PersonId; why: "cap" | "meeting_full" | "minors_no_relay" | "media_down" | "no-connection" }[]
>([]);
/** Who speaks just now. */
export const $speaking = map<Record<PersonId, boolean>>({});
export const $devices = atom<{ mics: MediaDeviceInfo[]; speakers: MediaDeviceInfo[]; mic: string | null }>({
  mics: [],
  speakers: [],
  mic: null,
});
