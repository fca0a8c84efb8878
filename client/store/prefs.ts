/** What this device remembers. Everything has a default; a blocked localStorage only forgets. */
import { atom, type WritableAtom } from "nanostores";

function remembered<T extends string>(key: string, initial: T, allowed: readonly T[]): WritableAtom<T> {
  const $value = atom<T>(initial);
  try {
    const stored = localStorage.getItem(`kartu.${key}`);
    if (stored !== null && (allowed as readonly string[]).includes(stored)) $value.set(stored as T);
  } catch {
    // Private mode: the preference lasts as long as the page.
  }
  $value.listen((value) => {
    try {
      localStorage.setItem(`kartu.${key}`, value);
    } catch {
      // As above.
    }
  });
  return $value;
}

/** "list": the canvas is off and Phaser never loads. */
export const $view = remembered<"map" | "list">("view", "map", ["map", "list"]);
/** Frames a second: 60, 30, 15; `auto` chooses by itself. */
export const $quality = remembered<"auto" | "high" | "balanced" | "saver">("quality", "auto", ["auto", "high", "balanced", "saver"]);
/** How much the live region speaks. */
export const $announce = remembered<"all" | "me" | "none">("announce", "all", ["all", "me", "none"]);
/** An on-screen stick for walking beside tap to walk. */
export const $stick = remembered<"on" | "off">("stick", "off", ["on", "off"]);
/** Shortcuts by a single key can be turned off (WCAG 2.1.4). */
export const $shortcuts = remembered<"on" | "off">("shortcuts", "on", ["on", "off"]);
/** Whether this device plays others' voices: chosen at the door, by "Join with sound" or without. The microphone is another matter. */
export const $sound = remembered<"on" | "off">("sound", "on", ["on", "off"]);
