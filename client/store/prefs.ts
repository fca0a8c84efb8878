/** What this device remembers (`kept.ts`). Everything has a default. */
import { atom, type WritableAtom } from "nanostores";
import { keep, recall } from "./kept.ts";

export function remembered<T extends string>(key: string, initial: T, allowed: readonly T[]): WritableAtom<T> {
  const $value = atom<T>(initial);
  const stored = recall(`kartu.${key}`);
  if (stored !== null && (allowed as readonly string[]).includes(stored)) $value.set(stored as T);
  $value.listen((value) => keep(`kartu.${key}`, value));
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
/** Small sounds: the timer's end, somebody at the door. */
export const $chimes = remembered<"on" | "off">("chimes", "on", ["on", "off"]);
