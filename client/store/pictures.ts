/** Read models of pictures: cameras and shared screens. `client/media` writes; the interface shows them. */
import { atom, computed, map } from "nanostores";
import type { PersonId } from "../../shared/protocol/messages.ts";
import { remembered } from "./prefs.ts";

/** How one's own line carries: what is known of it just now. */
export type Line = "good" | "poor" | "lost" | "unknown";

/** Why a camera or a screen went off other than by one's own hand. Nothing goes on again by itself. */
export type WentOff = "hidden" | "moved" | "reconnected" | "lost" | "trainer" | "saving";

export type Cam =
  | { state: "off"; why: WentOff | null }
  | { state: "asking" }
  | { state: "on" }
  /** No camera; the words are those of the microphone. */
  | { state: "unavailable"; why: "denied" | "missing" | "busy" | "insecure" | "in-app" | "no-webrtc" | "observer" };

export type Screen =
  | { state: "off"; why: WentOff | null }
  | { state: "asking" }
  | { state: "on" }
  /** `unsupported`: this browser (every phone's) cannot share a screen. */
  | { state: "unavailable"; why: "unsupported" | "denied" | "observer" };

export const $cam = atom<Cam>({ state: "off", why: null });
export const $screen = atom<Screen>({ state: "off", why: null });
/** What one shows oneself, for the mirror and the preview. */
export const $ownCam = atom<MediaStream | null>(null);
export const $ownScreen = atom<MediaStream | null>(null);
export const $cams = atom<{ cams: MediaDeviceInfo[]; cam: string | null }>({ cams: [], cam: null });

export interface Picture {
  person: PersonId;
  source: "cam" | "screen";
  stream: MediaStream;
  /** Pictures arrive: until then (and while the line fails) there is nothing to be seen. */
  ready: boolean;
}
export type PictureKey = `${PersonId}:${"cam" | "screen"}`;
/** Pictures of others that are there to be shown, oldest first. */
export const $pictures = map<Record<PictureKey, Picture>>({});

export type Mode = "full" | "saver" | "sound";
/** The lower of what was chosen and what the line carries. */
export const effective = (chosen: Mode, thinned: Exclude<Mode, "full"> | null): Mode =>
  thinned === null || chosen === "sound" ? chosen : thinned;
/** How much one's line may carry: everything; small pictures of four people; no pictures either way. Chosen by hand. */
export const $chosenMode = remembered<Mode>("media-mode", "full", ["full", "saver", "sound"]);
/** How one's own line carries, and how much less than was chosen comes because of that; null: as much (`media/pictures/thin.ts`). */
export const $line = atom<{ line: Line; thinned: Exclude<Mode, "full"> | null }>({ line: "unknown", thinned: null });
/** What is shown of others: what was chosen, or as little as the line carries. */
export const $mode = computed([$chosenMode, $line], (chosen, { thinned }) => effective(chosen, thinned));

/** Whom the server lets see one's camera, and one's screen: empty while it is off. */
export const $seesMe = atom<readonly PersonId[]>([]);
export const $seesMyScreen = atom<readonly PersonId[]>([]);

/** So much of the map's right edge lies under tiles, CSS px: the map keeps oneself out from under them. */
export const $tilesCover = atom(0);
