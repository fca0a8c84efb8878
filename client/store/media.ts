/** Read models of sound. `client/media` writes; ui and world read. */
import { atom, map } from "nanostores";
import type { AudienceDelta, PersonId } from "../../shared/protocol/messages.ts";

export type Mic =
  | { state: "off" }
  | { state: "asking" }
  | { state: "on" }
  /** `why`: by hand; because the page was hidden; because one was moved or reconnected; because the device went away and another stands in; by a trainer. Nothing unmutes itself. */
  | { state: "muted"; why: "self" | "hidden" | "moved" | "reconnected" | "lost" | "trainer" }
  /** No microphone. `insecure`: plain http away from localhost; `in-app`: a browser inside another app. */
  | { state: "unavailable"; why: "denied" | "missing" | "busy" | "insecure" | "in-app" | "no-webrtc" | "observer" };

export const $mic = atom<Mic>({ state: "off" });
/** Level of one's own microphone, 0 to 1, 10 times a second while on. */
export const $micLevel = atom(0);
/** The browser blocks sound until a gesture: "tap to hear". */
export const $soundBlocked = atom(false);
/** Who hears me: the set that the server permits, after caps, less pairs that do not connect. Empty in quiet and while not on. */
export const $hearsMe = atom<readonly PersonId[]>([]);
/** So many more hear me from a stage or by the megaphone; 0: nobody besides those near. */
export const $everyone = atom(0);
/** One holds the megaphone, and one's microphone is on. */
export const $megaphoneHeld = atom(false);
/** Whom the server lets me hear. */
export const $iHear = atom<readonly PersonId[]>([]);
/** In range, but not carried, and why. `no-connection`: the pair did not connect within 5 s. */
export const $notHeard = atom<readonly { person: PersonId; why: AudienceDelta["beyond"][number]["why"] | "no-connection" }[]>([]);
/** Who speaks just now. */
export const $speaking = map<Record<PersonId, boolean>>({});
export const $devices = atom<{ mics: MediaDeviceInfo[]; speakers: MediaDeviceInfo[]; cams: MediaDeviceInfo[]; mic: string | null }>({
  mics: [],
  speakers: [],
  cams: [],
  mic: null,
});
