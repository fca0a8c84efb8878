/**
 * One's own motion: input becomes a segment at once, here (prediction) and on its way to the server. The server's word (fix, rebase)
 * is put where it belongs in the order of things, and everything after it is derived again: by the same functions, so both sides agree
 * to the last bit. No timers: the caller ticks, at best at `due`.
 */
import { Chain, MAX_HISTORY } from "../../../shared/domain/motion/chain.ts";
import { type Fix, type Rebase, nextSeq, seqAhead } from "../../../shared/domain/motion/claims.ts";
import { nextBorder, nextRange, restBefore } from "../../../shared/domain/motion/crossing.ts";
import { findPath } from "../../../shared/domain/motion/find-path.ts";
import type { Heading } from "../../../shared/domain/motion/heading.ts";
import { MAX_PATH_POINTS, type TilePoint, tileOf } from "../../../shared/domain/motion/path-sweep.ts";
import { TokenBucket } from "../../../shared/domain/motion/rates.ts";
import { type Course, STOP, type Segment, courseOf, movesAfter, velocityAt } from "../../../shared/domain/motion/segment.ts";
import type { Point } from "../../../shared/domain/motion/sweep.ts";
import type { Grid, Rect } from "../../../shared/domain/place.ts";
import { BYTES } from "../../../shared/protocol/messages.ts";
import { encodeSegment, encodeStamp } from "../../../shared/protocol/motion.ts";
import { HEAR_OUT, SPEED } from "../../../shared/domain/units.ts";

/** While walking, the server hears something at least this often, ms. */
export const KEEP_ALIVE = 400;
/** Ticks further apart than this are those of a hidden or struggling page, ms. */
const COARSE_TICK = 500;
/** Below the server's rate, so that an honest client is never told to wait. A stick held between two headings can ask for more. */
const OWN_RATE = { perSecond: 15, burst: 20 } as const;
/** Segments of the past that a late correction can still reach. Less than a chain remembers. */
const MAX_OPS = MAX_HISTORY - 28;
/** A way that the server refuses is looked for again this often. */
const MAX_TRIES = 3;

/** Those whose coming into range deserves a mark. */
export interface Neighbours {
  /** Changes with each record. */
  readonly version: number;
  /** Newest segments of those within `radius` px of (x, y) at room time `now`. */
  near(x: number, y: number, radius: number, now: number): Segment[];
}

/** What happened to this mover, in the server's order. */
type Op =
  | { readonly kind: "own"; readonly seq: number; readonly start: number; readonly course: Course }
  | ({ readonly kind: "server" } & Rebase);

/** What the person wants, as long as they want it: taken up again after a freeze. */
type Intent =
  | { readonly kind: "none" }
  | { readonly kind: "heading"; readonly heading: Heading }
  | { readonly kind: "goal"; readonly goal: TilePoint; tries: number };

export interface OwnMotionDeps {
  send(type: typeof BYTES.SEGMENT | typeof BYTES.STAMP, bytes: Uint8Array<ArrayBuffer>): void;
  neighbours: Neighbours;
}

export class OwnMotion {
  readonly #deps: OwnMotionDeps;
  #chain: Chain;
  /** The segment before the first of `#ops`. */
  #base: Segment;
  #ops: Op[] = [];
  #seq: number;
  /** Corrections applied since the last (re)start; the server counts the same. */
  #seen = 0;
  #intent: Intent = { kind: "none" };
  /** Input above the own rate: the newest waits. */
  #waiting: Course | null = null;
  #bucket: TokenBucket;
  #borders: readonly Rect[];
  #nextGrid: { grid: Grid; borders: readonly Rect[] } | null = null;
  /** Room time of the last thing sent: a segment's start or a stamp. */
  #told: number;
  #suspended = false;
  #tickedAt = Number.POSITIVE_INFINITY;
  #markAt: number | null = null;
  #markFor = { version: -1, segment: null as Segment | null, told: Number.NaN };

  /** @param borders rectangles whose crossing is told by a mark: the place's areas. @param at where the welcome says one stands */
  constructor(grid: Grid, borders: readonly Rect[], at: { x: number; y: number; seq: number }, now: number, deps: OwnMotionDeps) {
    this.#deps = deps;
    this.#borders = borders;
    this.#seq = at.seq;
    this.#chain = new Chain(grid, at.x, at.y, now, at.seq);
    this.#base = this.#chain.last;
    this.#told = this.#base.start;
    this.#bucket = new TokenBucket(OWN_RATE.perSecond, OWN_RATE.burst, now);
  }

  /**
   * The connection is gone. Walking goes on as prediction, but nothing is sent before `restart`: what a new connection would carry before its
   * welcome is known counts from a chain that the server has ended.
   */
  suspend(): void {
    this.#suspended = true;
  }

  /** After a reconnect: both sides begin anew from what the welcome says. What the person holds down goes on. */
  restart(grid: Grid, borders: readonly Rect[], at: { x: number; y: number; seq: number }, now: number): void {
    this.#suspended = false;
    this.#borders = borders;
    this.#nextGrid = null;
    this.#seq = at.seq;
    this.#seen = 0;
    this.#ops = [];
    this.#waiting = null;
    this.#base = this.#chain.reset(grid, at.x, at.y, now, at.seq);
    this.#told = this.#base.start;
    this.#bucket = new TokenBucket(OWN_RATE.perSecond, OWN_RATE.burst, now);
    // A goal was one of the place and the moment before; a key is still held.
    if (this.#intent.kind === "goal") this.#intent = { kind: "none" };
    this.#takeUpIntent(now);
  }

  get grid(): Grid {
    return this.#chain.grid;
  }

  /** Predicted place, px. */
  at(now: number): Point {
    return this.#chain.at(now);
  }

  /** Predicted velocity, px per ms. */
  velocity(now: number): Point {
    return velocityAt(this.#chain.find(now), now);
  }

  /** The newest segment. */
  get current(): Segment {
    return this.#chain.last;
  }

  /** True while one is under way or something is still to be told. */
  active(now: number): boolean {
    return this.#waiting !== null || movesAfter(this.#chain.last, Math.min(now, this.#told));
  }

  /** Walk in a heading until told otherwise; 0 stops. Asking again for the same costs nothing. */
  head(heading: Heading, now: number): void {
    if (heading === 0) {
      if (this.#intent.kind === "none" && !this.active(now)) return;
      this.#intent = { kind: "none" };
      if ((this.#waiting ?? this.#chain.last.course).kind !== "stop") this.#issue(STOP, now);
      return;
    }
    if (this.#intent.kind === "heading" && this.#intent.heading === heading) return;
    this.#intent = { kind: "heading", heading };
    this.#issue(courseOf(heading), now);
  }

  /** Walk to a point, px, or as near to it as one can come. @returns false when there is no way at all (one stands where one can get) */
  walkTo(point: Point, now: number): boolean {
    this.#intent = { kind: "goal", goal: tileOf(point.x, point.y), tries: 0 };
    return this.#takeUpIntent(now);
  }

  fix(fix: Fix, now: number): void {
    this.#seen = (this.#seen + 1) & 0xff;
    const i = this.#ops.findIndex((op) => op.kind === "own" && op.seq === fix.seq);
    const op = this.#ops[i];
    if (op === undefined || op.kind !== "own") return;
    if (fix.outcome === "dropped") this.#ops.splice(i, 1);
    else this.#ops[i] = { ...op, start: fix.start, course: fix.outcome === "stopped" ? STOP : op.course };
    this.#derive();
    if (fix.outcome !== "moved" && i >= this.#ops.length - 1) this.#takeUpIntent(now);
  }

  /** The place changed: the rebase that follows is in this one. Call before it. */
  enter(grid: Grid, borders: readonly Rect[]): void {
    this.#nextGrid = { grid, borders };
  }

  rebase(rebase: Rebase, now: number): void {
    this.#seen = (this.#seen + 1) & 0xff;
    const later = this.#ops.findIndex((op) => seqAhead(op.kind === "own" ? op.seq : op.afterSeq, rebase.afterSeq) > 0);
    const at = later === -1 ? this.#ops.length : later;
    if (this.#nextGrid !== null) {
      const { grid, borders } = this.#nextGrid;
      this.#nextGrid = null;
      this.#borders = borders;
      // What was sent before this was known counts in the new place, but a path there is none: the server says so too.
      this.#ops = this.#ops.slice(at).map((op) => (op.kind === "own" && op.course.kind === "path" ? { ...op, course: STOP } : op));
      this.#base = this.#chain.reset(grid, rebase.x, rebase.y, rebase.start, rebase.afterSeq, rebase.course);
    } else {
      this.#ops.splice(at, 0, { kind: "server", ...rebase });
    }
    this.#derive();
    if (later !== -1) return; // Something newer of one's own is already on its way.
    if (rebase.course.kind === "stop" && (rebase.soft || this.#intent.kind === "heading")) this.#takeUpIntent(now);
    else this.#intent = { kind: "none" };
  }

  /** Sends what is due. @param now room time */
  tick(now: number): void {
    // A throttled page ticks once a second: then a keep-alive goes out while there is a chance, not when it is overdue.
    const since = now - this.#tickedAt;
    const pause = since > COARSE_TICK ? since : 0;
    this.#tickedAt = now;
    if (this.#waiting !== null && this.#bucket.has(now)) {
      const course = this.#waiting;
      this.#waiting = null;
      this.#issue(course, now);
    }
    const segment = this.#chain.last;
    if (!movesAfter(segment, this.#told)) return;
    const mark = this.#nextMark(now);
    if (mark !== null && now >= mark) this.#stamp("mark", now);
    else if (now - this.#told + pause >= KEEP_ALIVE) this.#stamp("alive", now);
    this.#goOn(now);
  }

  /** Room time at which `tick` will have something to do; null while nothing is under way. */
  due(now: number): number | null {
    if (this.#waiting !== null) return now + 10;
    if (!movesAfter(this.#chain.last, this.#told)) return null;
    const mark = this.#nextMark(now);
    const alive = this.#told + KEEP_ALIVE;
    return mark === null ? alive : Math.min(mark, alive);
  }

  #takeUpIntent(now: number): boolean {
    switch (this.#intent.kind) {
      case "none":
        return true;
      case "heading":
        this.#issue(courseOf(this.#intent.heading), now);
        return true;
      case "goal":
        return this.#pathTo(this.#intent, now);
    }
  }

  #pathTo(intent: Intent & { kind: "goal" }, now: number): boolean {
    if (intent.tries++ >= MAX_TRIES) {
      this.#intent = { kind: "none" };
      return false;
    }
    // From where one will be when the segment begins, not from where one is drawn.
    const from = this.#chain.at(this.#startAt(now));
    const points = findPath(this.#chain.grid, from.x, from.y, intent.goal, { nearest: true });
    if (points === null || points.length === 0) {
      this.#intent = { kind: "none" };
      if (this.#chain.last.course.kind !== "stop") this.#issue(STOP, now);
      return points !== null;
    }
    this.#issue({ kind: "path", points }, now);
    return true;
  }

  /** A way that was too long for one path goes on where it ended. */
  #goOn(now: number): void {
    const { course } = this.#chain.last;
    if (this.#intent.kind !== "goal" || course.kind !== "path" || movesAfter(this.#chain.last, now)) return;
    if (course.points.length < MAX_PATH_POINTS) this.#intent = { kind: "none" };
    else this.#pathTo({ ...this.#intent, tries: 0 }, now);
  }

  #startAt(now: number): number {
    return Math.max(Math.round(now), this.#told, this.#chain.last.soft ? 0 : this.#chain.last.start);
  }

  #issue(course: Course, now: number): void {
    if (!this.#bucket.take(now)) {
      this.#waiting = course;
      return;
    }
    this.#waiting = null;
    const seq = nextSeq(this.#seq);
    this.#seq = seq;
    const segment = this.#chain.derive(seq, this.#startAt(now), course);
    this.#ops.push({ kind: "own", seq, start: segment.start, course: segment.course });
    this.#told = segment.start;
    this.#fold();
    this.#send(
      BYTES.SEGMENT,
      encodeSegment({ seq, start: segment.start, course: segment.course, seen: this.#seen, checkX: segment.x, checkY: segment.y }),
    );
  }

  #stamp(kind: "alive" | "mark", now: number): void {
    const stamp = Math.max(Math.round(now), this.#told);
    this.#told = stamp;
    this.#send(BYTES.STAMP, encodeStamp({ kind, seq: this.#seq, stamp, seen: this.#seen }));
  }

  #send(type: typeof BYTES.SEGMENT | typeof BYTES.STAMP, bytes: Uint8Array<ArrayBuffer>): void {
    if (!this.#suspended) this.#deps.send(type, bytes);
  }

  /** The moment after which the server should know at once where one is. */
  #nextMark(now: number): number | null {
    const segment = this.#chain.last;
    const { version } = this.#deps.neighbours;
    const known = this.#markFor;
    if (known.version === version && known.segment === segment && known.told === this.#told) return this.#markAt;
    this.#markFor = { version, segment, told: this.#told };
    const from = this.#told;
    const until = from + KEEP_ALIVE;
    let mark = nextBorder(segment, this.#borders, from, until);
    const rest = restBefore(segment, from, mark ?? until);
    if (rest !== null) mark = rest;
    const here = this.#chain.at(now);
    // Both walk towards each other for as long as a keep-alive, and a little more for the time between `told` and now.
    for (const other of this.#deps.neighbours.near(here.x, here.y, HEAR_OUT + 4 * SPEED * KEEP_ALIVE, now)) {
      mark = nextRange(segment, other, from, mark ?? until) ?? mark;
    }
    this.#markAt = mark;
    return mark;
  }

  #derive(): void {
    this.#chain.restore(this.#base);
    for (const op of this.#ops) apply(this.#chain, op);
    const { start, soft } = this.#chain.last;
    if (!soft && this.#told < start) this.#told = start;
  }

  /** Forgets the oldest. A freeze goes together with what followed it, which may take its place. */
  #fold(): void {
    while (this.#ops.length > MAX_OPS) {
      const chain = new Chain(this.#chain.grid, 0, 0, 0);
      chain.restore(this.#base);
      for (let op = this.#ops.shift(); op !== undefined; op = this.#ops.shift()) {
        apply(chain, op);
        if (!chain.last.soft) break;
      }
      this.#base = chain.last;
    }
  }
}

function apply(chain: Chain, op: Op): void {
  if (op.kind === "own") chain.derive(op.seq, op.start, op.course);
  else chain.put(op.afterSeq, op.start, op.x, op.y, op.course, op.soft);
}
