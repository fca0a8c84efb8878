/** A board as a list: its notes (a shape with writing on it) and free texts, and where the next note fits. Pure. */
import type { BoardElement } from "../../shared/board/element.ts";

export interface Note {
  /** Id of the text element. */
  id: string;
  /** Id of the shape it is written on, null for a free text. */
  paper: string | null;
  text: string;
}

/** In the order in which they were put up. */
export function notesOf(elements: Iterable<BoardElement>): Note[] {
  const living = new Map<string, BoardElement>();
  for (const e of elements) if (!e.isDeleted) living.set(e.id, e);
  const notes: (Note & { index: string })[] = [];
  for (const e of living.values()) {
    const text = e["originalText"];
    if (e.type !== "text" || typeof text !== "string" || text.trim() === "") continue;
    const container = e["containerId"];
    const paper = typeof container === "string" ? (living.get(container) ?? null) : null;
    notes.push({ id: e.id, paper: paper?.id ?? null, text, index: (paper ?? e).index ?? "" });
  }
  notes.sort((a, b) => (a.index < b.index ? -1 : a.index > b.index ? 1 : a.id < b.id ? -1 : 1));
  return notes.map(({ id, paper, text }) => ({ id, paper, text }));
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const GAP = 24;

/**
 * Top left corner of the free spot nearest to `around`, on a grid of the note's own size; px of the drawing.
 * A board has room without end, so there is always one.
 */
export function freeSpot(taken: readonly Box[], width: number, height: number, around: { x: number; y: number }): { x: number; y: number } {
  const free = (x: number, y: number): boolean =>
    taken.every((b) => x + width + GAP <= b.x || b.x + b.width + GAP <= x || y + height + GAP <= b.y || b.y + b.height + GAP <= y);
  const left = Math.round(around.x - width / 2);
  const top = Math.round(around.y - height / 2);
  for (let ring = 0; ; ring++) {
    let best: { x: number; y: number; far: number } | null = null;
    for (let row = -ring; row <= ring; row++) {
      for (let column = -ring; column <= ring; column++) {
        if (Math.max(Math.abs(row), Math.abs(column)) !== ring) continue;
        const x = left + column * (width + GAP);
        const y = top + row * (height + GAP);
        // To the right and below comes first, as one writes.
        const far = Math.hypot(column * width, row * height * 1.5) + (row < 0 || column < 0 ? width : 0);
        if ((best === null || far < best.far) && free(x, y)) best = { x, y, far };
      }
    }
    if (best !== null) return { x: best.x, y: best.y };
  }
}

export const boxesOf = (elements: Iterable<BoardElement>): Box[] =>
  [...elements]
    .filter((e) => !e.isDeleted)
    .map(({ x, y, width, height }) => ({
      x: Math.min(x, x + width),
      y: Math.min(y, y + height),
      width: Math.abs(width),
      height: Math.abs(height),
    }));
