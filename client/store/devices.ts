/** What this device remembers of how one talks, and how talking stands just now. `client/media` and the device dialog write. */
import { atom, map, type WritableAtom } from "nanostores";
import { keep, recall } from "./kept.ts";
import { remembered } from "./prefs.ts";

/** Hold to talk: silent unless held. */
export const $pushToTalk = remembered<"on" | "off">("push-to-talk", "off", ["on", "off"]);
/** "I have no headphones": sets push-to-talk, or what the others say would go back to them. */
export const $headphones = remembered<"yes" | "no">("headphones", "yes", ["yes", "no"]);
/** "Muted when I come in". Off: "Join with sound" opens the microphone too, from that very tap. */
export const $muteOnJoin = remembered<"on" | "off">("mute-on-join", "on", ["on", "off"]);
/** `browser`: what the browser does by itself; `strong`: a filter of our own, loaded only then; `off`: for music. */
export const $noise = remembered<"browser" | "strong" | "off">("noise", "browser", ["browser", "strong", "off"]);

const CODE = /^[A-Z][A-Za-z0-9]{1,20}$/;

/** The key that is held, by its place on the keyboard (`KeyboardEvent.code`). */
export const $talkKey: WritableAtom<string> = atom("Space");
const kept = recall("kartu.talk-key");
if (kept !== null && CODE.test(kept)) $talkKey.set(kept);
$talkKey.listen((code) => keep("kartu.talk-key", code));

/** One came in by "Join with sound" a moment ago: that tap may open the microphone, once. */
export const $cameIn = atom(false);

/** Held just now: the key, the button, or both. */
export const $talking = atom(false);

/** Devices that one chose, by kind: remembered as they are called, too, as browsers give them new ids. */
export type DeviceKind = "mic" | "speaker" | "cam";
export const $offers = map<Partial<Record<DeviceKind, { id: string; label: string }>>>({});
