/** The others in this place: frames and snapshots in, where each is to be drawn out. `now` is room time throughout. */
import { type Segment, sameCourse } from "../../../shared/domain/motion/segment.ts";
import type { Point } from "../../../shared/domain/motion/sweep.ts";
import { type Shown, Viewer } from "../../../shared/domain/motion/viewer.ts";
import type { Grid } from "../../../shared/domain/place.ts";
import { CELL, TILE } from "../../../shared/domain/units.ts";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import { type MotionRecord, decodeFrame } from "../../../shared/protocol/motion.ts";
import type { Neighbours } from "./own-motion.ts";

/** Beyond the cells around one's own the server tells nothing new; a little further people are hidden, so that a border does not flicker. */
const SLACK = 2 * TILE;
/** Who has been outside for this long is forgotten, ms: longer than any correction of one's own place, after which no snapshot would come. */
const FORGET_AFTER = 5000;

interface Entry {
  readonly viewer: Viewer;
  /** Room time since which they are beyond the cells around, or null. */
  outside: number | null;
}

export class Others implements Neighbours {
  readonly #viewers = new Map<PersonId, Entry>();
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
    for (const { viewer, outside } of this.#viewers.values()) {
      if (outside !== null) continue;
      const p = viewer.at(now);
      const dx = p.x - x;
      const dy = p.y - y;
      if (dx * dx + dy * dy <= radius * radius) out.push(viewer.current);
    }
    return out;
  }

  /** Where someone who can be seen is by room time as far as known here, px; for lists and distances. Null for those beyond the cells around. */
  at(id: PersonId, now: number): Point | null {
    const entry = this.#viewers.get(id);
    return entry === undefined || entry.outside !== null ? null : entry.viewer.at(now);
  }

  /** How far behind someone is shown, ms: for the debug overlay. */
  delay(id: PersonId): number | null {
    return this.#viewers.get(id)?.viewer.delay ?? null;
  }

  /** How often the picture of someone jumped: for the debug overlay. */
  snaps(id: PersonId): number | null {
    return this.#viewers.get(id)?.viewer.chaser.snaps ?? null;
  }

  ids(): IterableIterator<PersonId> {
    return this.#viewers.keys();
  }

  /** Forgets those who are long out of view. `each` does it too; call it where nothing is drawn. */
  tick(now: number, self: Point): void {
    const left = (Math.floor(self.x / CELL) - 1) * CELL - SLACK;
    const top = (Math.floor(self.y / CELL) - 1) * CELL - SLACK;
    const edge = 3 * CELL + 2 * SLACK;
    let changed = false;
    for (const [id, entry] of this.#viewers) {
      const { x, y } = entry.viewer.at(now);
      const outside = x < left || y < top || x >= left + edge || y >= top + edge;
      if (outside !== (entry.outside !== null)) {
        entry.outside = outside ? now : null;
        if (outside) entry.viewer.hide();
        changed = true;
      } else if (entry.outside !== null && now - entry.outside > FORGET_AFTER) {
        this.#viewers.delete(id);
      }
    }
    if (changed) this.#changed();
  }

  /**
   * Moves everyone on to `now` and visits those who can be seen from one's own place.
   * @returns true while anyone moves
   */
  each(now: number, self: Point, visit: (id: PersonId, viewer: Viewer, moving: boolean) => void): boolean {
    this.tick(now, self);
    let any = false;
    for (const [id, { viewer, outside }] of this.#viewers) {
      if (outside !== null) continue;
      const moving = viewer.show(now);
      if (moving) any = true;
      visit(id, viewer, moving);
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
    const known = this.#viewers.get(record.id);
    if (known === undefined) this.#viewers.set(record.id, { viewer: new Viewer(this.#grid, shown, now), outside: null });
    else if (!same(known.viewer.current, shown)) known.viewer.record(shown, now, live);
  }

  #changed(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}

/**
 * Snapshots, and records of those who changed cell, tell again what is mostly known. What is known by its history is worth more, and what is
 * told twice says nothing of how late that mover's news are.
 */
function same(segment: Segment, shown: Shown): boolean {
  if (segment.start === shown.start) return segment.x === shown.x && segment.y === shown.y && sameCourse(segment.course, shown.course);
  return (
    shown.course.kind === "stop" &&
    segment.course.kind === "stop" &&
    segment.x === shown.x &&
    segment.y === shown.y &&
    segment.start < shown.start
  );
}
