/** The others in this place: frames and snapshots in, where each is to be drawn out. `now` is room time throughout. */
import { type Segment, movesAfter } from "../../../shared/domain/motion/segment.ts";
import type { Point } from "../../../shared/domain/motion/sweep.ts";
import { Viewer } from "../../../shared/domain/motion/viewer.ts";
import type { Grid } from "../../../shared/domain/place.ts";
import { CELL, TILE } from "../../../shared/domain/units.ts";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import { type MotionRecord, decodeFrame } from "../../../shared/protocol/motion.ts";
import type { Neighbours } from "./own-motion.ts";

/** Beyond the cells around one's own the server tells nothing new; a little further people are hidden, so that a border does not flicker. */
const SLACK = 2 * TILE;

export class Others implements Neighbours {
  readonly #viewers = new Map<PersonId, Viewer>();
  readonly #listeners = new Set<() => void>();
  #grid: Grid;
  #you: PersonId;
  #version = 0;

  constructor(grid: Grid, you: PersonId) {
    this.#grid = grid;
    this.#you = you;
  }

  /** Another place, or a new connection: forget everyone; a snapshot follows. */
  restart(grid: Grid, you: PersonId): void {
    this.#grid = grid;
    this.#you = you;
    this.#viewers.clear();
    this.#changed();
  }

  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#viewers.size;
  }

  has(id: PersonId): boolean {
    return this.#viewers.has(id);
  }

  /** Changes around here. @returns false when it is no frame */
  frame(bytes: Uint8Array, now: number): boolean {
    const frame = decodeFrame(bytes, now);
    if (frame === null) return false;
    for (const record of frame.records) this.#record(record, now, true);
    this.#changed();
    return true;
  }

  /** Everyone around here; who is not in it is gone. @returns false when it is no snapshot */
  snapshot(bytes: Uint8Array, now: number): boolean {
    const frame = decodeFrame(bytes, now);
    if (frame === null) return false;
    const present = new Set(frame.records.map((record) => record.id));
    for (const id of this.#viewers.keys()) if (!present.has(id)) this.#viewers.delete(id);
    for (const record of frame.records) this.#record(record, now, false);
    this.#changed();
    return true;
  }

  /** They left the space. */
  remove(id: PersonId): void {
    if (this.#viewers.delete(id)) this.#changed();
  }

  near(x: number, y: number, radius: number, now: number): Segment[] {
    const out: Segment[] = [];
    for (const viewer of this.#viewers.values()) {
      const p = viewer.at(now);
      const dx = p.x - x;
      const dy = p.y - y;
      if (dx * dx + dy * dy <= radius * radius) out.push(viewer.current);
    }
    return out;
  }

  /** Where someone is by room time as far as known here, px; for lists and distances. */
  at(id: PersonId, now: number): Point | null {
    return this.#viewers.get(id)?.at(now) ?? null;
  }

  /** How far behind someone is shown, ms: for the debug overlay. */
  delay(id: PersonId): number | null {
    return this.#viewers.get(id)?.delay ?? null;
  }

  ids(): IterableIterator<PersonId> {
    return this.#viewers.keys();
  }

  /**
   * Moves everyone on to `now` and visits those who can be seen from one's own place.
   * @returns true while anyone moves
   */
  each(now: number, self: Point, visit: (id: PersonId, viewer: Viewer, moving: boolean) => void): boolean {
    const left = (Math.floor(self.x / CELL) - 1) * CELL - SLACK;
    const top = (Math.floor(self.y / CELL) - 1) * CELL - SLACK;
    const edge = 3 * CELL + 2 * SLACK;
    let any = false;
    for (const [id, viewer] of this.#viewers) {
      const moving = viewer.show(now);
      if (moving) any = true;
      const { x, y } = viewer.chaser;
      if (x >= left && y >= top && x < left + edge && y < top + edge) visit(id, viewer, moving);
    }
    return any;
  }

  /** @returns stop */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #record(record: MotionRecord, now: number, live: boolean): void {
    if (record.id === this.#you) return;
    const { course } = record;
    if (course.kind === "gone") {
      this.#viewers.delete(record.id);
      return;
    }
    const shown = { start: record.start, x: record.x, y: record.y, course };
    const viewer = this.#viewers.get(record.id);
    if (viewer === undefined) this.#viewers.set(record.id, new Viewer(this.#grid, shown, now));
    else if (live || !same(viewer.current, shown)) viewer.record(shown, now, live);
  }

  #changed(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}

/** A snapshot tells again what is mostly known; what was known by history is worth more. */
function same(segment: Segment, shown: { start: number; x: number; y: number; course: { kind: string } }): boolean {
  if (segment.start === shown.start) return segment.x === shown.x && segment.y === shown.y && segment.course.kind === shown.course.kind;
  return shown.course.kind === "stop" && !movesAfter(segment, shown.start) && segment.x === shown.x && segment.y === shown.y;
}
