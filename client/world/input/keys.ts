/** Walking by arrows and WASD, by the key's place on the keyboard (`code`), so that it is the same hand on every layout. */
import type { Heading } from "../../../shared/domain/motion/heading.ts";

export type Direction = "up" | "down" | "left" | "right";

export const ARROWS: Readonly<Record<string, Direction>> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };
export const LETTERS: Readonly<Record<string, Direction>> = { KeyW: "up", KeyS: "down", KeyA: "left", KeyD: "right" };

/** 1 = east, clockwise; by dx + 1 and dy + 1. */
const HEADINGS: readonly (readonly Heading[])[] = [
  [6, 5, 4],
  [7, 0, 3],
  [8, 1, 2],
];

export function headingOf(held: ReadonlySet<Direction>): Heading {
  const dx = Number(held.has("right")) - Number(held.has("left"));
  const dy = Number(held.has("down")) - Number(held.has("up"));
  return HEADINGS[dx + 1]?.[dy + 1] ?? 0;
}

/** Arrows belong to these, and letters to whatever is written into. */
const OWN_KEYS =
  "input, textarea, select, [contenteditable], dialog, [popover], .excalidraw, [role=menu], [role=menubar], [role=listbox], [role=tablist], [role=slider], [role=radiogroup], [role=tree], [role=grid], [role=dialog]";

/** Whether a key press is meant for the page and not for walking. */
export function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  if (event.target instanceof Element && event.target.closest(OWN_KEYS)) return true;
  return document.querySelector("dialog[open], [role=dialog], .excalidraw") !== null;
}

/**
 * @param letters whether WASD count: single-key shortcuts can be turned off
 * @returns stop
 */
export function listenToKeys(head: (heading: Heading) => void, letters: () => boolean): () => void {
  const held = new Map<string, Direction>();
  let last: Heading = 0;
  const tell = (): void => {
    const heading = headingOf(new Set(held.values()));
    if (heading === last) return;
    last = heading;
    head(heading);
  };
  const release = (): void => {
    held.clear();
    tell();
  };
  const down = (event: KeyboardEvent): void => {
    const direction = ARROWS[event.code] ?? (letters() ? LETTERS[event.code] : undefined);
    if (direction === undefined || isTaken(event)) return;
    // Arrows would scroll the page.
    event.preventDefault();
    if (event.repeat) return;
    held.set(event.code, direction);
    tell();
  };
  const up = (event: KeyboardEvent): void => {
    if (held.delete(event.code)) tell();
  };
  const hidden = (): void => {
    if (document.hidden) release();
  };
  window.addEventListener("keydown", down);
  window.addEventListener("keyup", up);
  window.addEventListener("blur", release);
  document.addEventListener("visibilitychange", hidden);
  document.addEventListener("focusin", focusMoved);
  function focusMoved(event: FocusEvent): void {
    if (event.target instanceof Element && event.target.closest(OWN_KEYS)) release();
  }
  return () => {
    release();
    window.removeEventListener("keydown", down);
    window.removeEventListener("keyup", up);
    window.removeEventListener("blur", release);
    document.removeEventListener("visibilitychange", hidden);
    document.removeEventListener("focusin", focusMoved);
  };
}
