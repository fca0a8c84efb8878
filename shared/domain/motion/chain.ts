/** The segments of one mover in order of their start. Each begins where the one before was at that moment. */
import type { Grid } from "../place.ts";
import type { Point } from "./sweep.ts";
import { pathFree } from "./path-sweep.ts";
import { type Course, STOP, type Segment, positionAt, segmentOf } from "./segment.ts";

/** Segments kept at most; older ones are forgotten. */
export const MAX_HISTORY = 128;

export class Chain {
  grid: Grid;
  #segments: Segment[];

  constructor(grid: Grid, x: number, y: number, start: number, seq = 0) {
    this.grid = grid;
    this.#segments = [segmentOf(grid, seq, start, x, y, STOP)];
  }

  get last(): Segment {
    return this.#segments[this.#segments.length - 1] as Segment;
  }

  get length(): number {
    return this.#segments.length;
  }

  /** Begins anew: nothing before is remembered. For a change of place and a return. */
  reset(grid: Grid, x: number, y: number, start: number, seq: number, course: Course = STOP): Segment {
    this.grid = grid;
    const segment = segmentOf(grid, seq, start, x, y, course);
    this.#segments = [segment];
    return segment;
  }

  /** The segment that holds at `t`; the oldest known one for times before it. */
  find(t: number): Segment {
    let i = this.#segments.length - 1;
    while (i > 0 && (this.#segments[i] as Segment).start > t) i--;
    return this.#segments[i] as Segment;
  }

  at(t: number): Point {
    return positionAt(this.find(t), t);
  }

  /**
   * A course from `start` on, from where the chain is then. Freezes (soft) that begin later give way; a hard segment never does: `start` is
   * lifted to the last one's. A path that hits a wall from the derived origin becomes a stop.
   */
  derive(seq: number, start: number, course: Course, soft = false): Segment {
    let from = Math.round(start);
    const hard = this.#lastHard();
    if (from < hard.start) from = hard.start;
    while (this.#segments.length > 1 && this.last.soft && this.last.start > from) this.#segments.pop();
    const p = this.at(from);
    const segment = segmentOf(this.grid, seq, from, p.x, p.y, course, soft);
    const free = course.kind !== "path" || pathFree(this.grid, course.points, segment.x, segment.y);
    return this.#push(free ? segment : segmentOf(this.grid, seq, from, p.x, p.y, STOP, soft));
  }

  /** A segment whose origin is given: the server's word. Everything that begins later is forgotten. */
  put(seq: number, start: number, x: number, y: number, course: Course, soft = false): Segment {
    const from = Math.round(start);
    while (this.#segments.length > 1 && this.last.start > from) this.#segments.pop();
    if (this.#segments.length === 1 && this.last.start > from) this.#segments = [];
    return this.#push(segmentOf(this.grid, seq, from, x, y, course, soft));
  }

  /** Takes back a freeze at the end. @returns what goes on */
  thaw(): Segment {
    if (this.last.soft && this.#segments.length > 1) this.#segments.pop();
    return this.last;
  }

  /** Forgets what is over before `t`. */
  forget(t: number): void {
    let n = 0;
    while (n + 1 < this.#segments.length && (this.#segments[n + 1] as Segment).start <= t) n++;
    if (n > 0) this.#segments.splice(0, n);
  }

  /** Begins anew from a segment that is known already. */
  restore(segment: Segment): void {
    this.#segments = [segment];
  }

  #lastHard(): Segment {
    for (let i = this.#segments.length - 1; i >= 0; i--) {
      const segment = this.#segments[i] as Segment;
      if (!segment.soft) return segment;
    }
    return this.#segments[0] as Segment;
  }

  #push(segment: Segment): Segment {
    this.#segments.push(segment);
    if (this.#segments.length > MAX_HISTORY) this.#segments.splice(0, MAX_HISTORY / 2);
    return segment;
  }
}
