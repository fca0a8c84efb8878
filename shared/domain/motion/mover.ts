/**
 * The server's authority over one person's motion, as a state machine without a clock: `now` is room time, ms, and never goes back.
 * What must be told to others or to the mover comes back as effects, in order.
 *
 * Claims are never refused but clamped into `max(last stamp, now - WINDOW) .. now + AHEAD`. Confirmed is only what the mover has said it did:
 * areas and audience look at `confirmed(now)`, never at "now".
 *
 * A walk that stays unconfirmed for WINDOW is frozen: published as a stop at the moment at which the window ran out. A freeze is *soft*.
 * Confirmed time does not follow it, so nobody is put where they may never have gone; and when the mover's next word comes and is itself
 * not later than WINDOW, it is as if there had been none: a keep-alive makes the walk go on, a segment takes the freeze's place, and the
 * mover never hears of it. Only when that word is too late are they told, by a rebase.
 */
import type { Grid } from "../place.ts";
import { Chain } from "./chain.ts";
import { type Fix, type Rebase, type SegmentClaim, type StampClaim, seqAhead } from "./claims.ts";
import { pathFree } from "./path-sweep.ts";
import { SEGMENT_RATE, STAMP_RATE, TokenBucket } from "./rates.ts";
import { type Course, STOP, type Segment, movesAfter, roundPosition, velocityAt } from "./segment.ts";
import { type Point, boxFree, nearestFree } from "./sweep.ts";

/** How late a claim may be, and how long a walk may stay unconfirmed, ms. */
export const WINDOW = 1500;
/** How far ahead of the room's clock a claim may lie, ms. */
export const AHEAD = 100;

/** More segments than a page can have sent on its own before a welcome reached it. */
const RESTART_GAP = 4096;

export type MoverEffect =
  /** Everyone who can see the mover gets a record of this segment. */
  | { readonly kind: "publish"; readonly segment: Segment }
  | { readonly kind: "fix"; readonly fix: Fix }
  | { readonly kind: "rebase"; readonly rebase: Rebase }
  /** Both sides had the same facts and derived different origins: a defect (or a forged check). The rebase that follows mends it. */
  | { readonly kind: "diverged"; readonly px: number };

export interface Forced {
  /** Where to, px; omitted: where they are. A place inside a wall becomes the nearest free one. */
  to?: Point;
  /** What they do there; default: stand. A path that hits a wall becomes a stop. */
  course?: Course;
  /** Given when the place changes: history is forgotten, and paths that were sent without knowing of the change become stops. */
  grid?: Grid;
}

interface Waiting {
  claim: SegmentClaim;
  arrived: number;
  /** The newest stamp that came after it. */
  stamp: number | null;
}

export class Mover {
  readonly #chain: Chain;
  readonly #segments: TokenBucket;
  readonly #stamps: TokenBucket;
  #seq: number;
  #stamp: number;
  #waiting: Waiting | null = null;
  /** Fixes and rebases told to the mover since they joined. */
  #corrections = 0;
  /** The count of corrections that told of the present place. */
  #placeSince = 0;
  /** A freeze that the mover has not been told of. */
  #untold: Segment | null = null;
  /** Effects of stamps, for the next call that returns some. */
  #later: MoverEffect[] = [];

  /** @param x,y where they stand; inside a wall it becomes the nearest free place. @param seq of the last segment taken, when they come back */
  constructor(grid: Grid, x: number, y: number, now: number, seq = 0) {
    const free = freePlace(grid, { x, y });
    this.#chain = new Chain(grid, free.x, free.y, now, seq);
    this.#seq = seq;
    this.#stamp = this.#chain.last.start;
    this.#segments = new TokenBucket(SEGMENT_RATE.perSecond, SEGMENT_RATE.burst, now);
    this.#stamps = new TokenBucket(STAMP_RATE.perSecond, STAMP_RATE.burst, now);
  }

  /** The newest segment: what records and snapshots tell. */
  get current(): Segment {
    return this.#chain.last;
  }

  get grid(): Grid {
    return this.#chain.grid;
  }

  /** Sequence number of the last segment taken. */
  get seq(): number {
    return this.#seq;
  }

  /** Where they are taken to be at `t`: for cells and drawing, never for who hears whom. */
  at(t: number): Point {
    return this.#chain.at(t);
  }

  /** The last moment of which the mover has told what they did, but not after `now`. */
  confirmedTime(now: number): number {
    return Math.min(now, this.#stamp);
  }

  /** Where they were at confirmed time: for areas and audience. */
  confirmed(now: number): Point {
    return this.#chain.at(this.confirmedTime(now));
  }

  /** How they moved at confirmed time, px a ms. */
  confirmedVelocity(now: number): Point {
    const t = this.confirmedTime(now);
    return velocityAt(this.#chain.find(t), t);
  }

  segment(claim: SegmentClaim, now: number): MoverEffect[] {
    return this.#pending(this.#receive(claim, now));
  }

  #receive(claim: SegmentClaim, now: number): MoverEffect[] {
    if (seqAhead(claim.seq, this.#waiting?.claim.seq ?? this.#seq) <= 0) return [];
    if (this.#waiting !== null) {
      const { claim: old, arrived } = this.#waiting;
      this.#waiting = { claim, arrived: now, stamp: null };
      return [this.#fix({ seq: old.seq, start: this.#clamp(old.start, arrived), outcome: "dropped" })];
    }
    if (!this.#segments.take(now)) {
      this.#waiting = { claim, arrived: now, stamp: null };
      return [];
    }
    return this.#take(claim, now);
  }

  /** Has no effects of its own; what follows from it comes with the next call. */
  stamp(claim: StampClaim, now: number): void {
    if (!this.#stamps.take(now)) return;
    if (this.#waiting !== null) {
      // It speaks of a segment that is not taken yet: confirming now would confirm the course before it.
      if (claim.seq === this.#waiting.claim.seq) this.#waiting.stamp = Math.max(this.#waiting.stamp ?? claim.stamp, claim.stamp);
      return;
    }
    if (claim.seq === this.#seq) this.#later.push(...this.#confirm(claim.stamp, now));
  }

  /** May this clock ping be answered? */
  ping(now: number): boolean {
    return this.#stamps.take(now);
  }

  /** What time itself brings: a segment that waited, a freeze. Call before each flush. */
  tick(now: number): MoverEffect[] {
    const effects = this.#pending([]);
    const waiting = this.#waiting;
    if (waiting !== null && this.#segments.take(now)) {
      this.#waiting = null;
      effects.push(...this.#take(waiting.claim, waiting.arrived));
      if (waiting.stamp !== null) effects.push(...this.#confirm(waiting.stamp, now));
    }
    if (now - this.#stamp > WINDOW && movesAfter(this.#chain.last, this.#stamp)) {
      const segment = this.#chain.derive(this.#seq, this.#stamp + WINDOW, STOP, true);
      this.#untold = segment;
      effects.push({ kind: "publish", segment });
    }
    this.#chain.forget(this.confirmedTime(now));
    return effects;
  }

  /** The server moves them: correction, gather, portal, walk to, lock. Taken as confirmed: it is the server's own word. */
  force(forced: Forced, now: number): MoverEffect[] {
    const effects = this.#pending(this.#tell());
    const start = Math.max(Math.round(now), this.#stamp);
    const grid = forced.grid ?? this.#chain.grid;
    const from = freePlace(grid, forced.to ?? this.#chain.at(start));
    let course = forced.course ?? STOP;
    if (course.kind === "path" && (course.points.length === 0 || !pathFree(grid, course.points, from.x, from.y))) course = STOP;
    const segment =
      forced.grid === undefined
        ? this.#chain.put(this.#seq, start, from.x, from.y, course)
        : this.#chain.reset(grid, from.x, from.y, start, this.#seq, course);
    this.#stamp = start;
    const rebase = this.#rebase(segment);
    if (forced.grid !== undefined) this.#placeSince = this.#corrections;
    effects.push({ kind: "publish", segment }, rebase);
    return effects;
  }

  /**
   * They are back by a new connection: whatever was under way ends here and now. The page begins from what the welcome says (x, y, seq), so
   * no rebase is sent. Numbers go on far ahead of where they were: what a page sent before it knew the welcome is behind them, and ignored.
   */
  restart(now: number): MoverEffect[] {
    const start = Math.max(Math.round(now), this.#stamp);
    const p = this.#chain.at(start);
    this.#seq = (this.#seq + RESTART_GAP) & 0xffff;
    const segment = this.#chain.reset(this.#chain.grid, p.x, p.y, start, this.#seq);
    this.#stamp = start;
    this.#waiting = null;
    this.#untold = null;
    this.#later = [];
    this.#corrections = 0;
    this.#placeSince = 0;
    return [{ kind: "publish", segment }];
  }

  /** What stamps left behind, and then these. */
  #pending(effects: MoverEffect[]): MoverEffect[] {
    if (this.#later.length === 0) return effects;
    const all = [...this.#later, ...effects];
    this.#later = [];
    return all;
  }

  #clamp(start: number, now: number): number {
    const floor = Math.max(this.#stamp, Math.round(now) - WINDOW);
    return Math.max(floor, Math.min(start, Math.round(now) + AHEAD));
  }

  #take(claim: SegmentClaim, now: number): MoverEffect[] {
    const start = this.#clamp(claim.start, now);
    const informed = claim.seen === (this.#corrections & 0xff);
    // A path names tiles of the place that its sender saw.
    const applied = this.#corrections - ((this.#corrections - claim.seen) & 0xff);
    const elsewhere = claim.course.kind === "path" && applied < this.#placeSince;
    // A freeze that ends before this begins stays, and has to be known before what follows it.
    const effects = this.#untold !== null && this.#untold.start <= start ? this.#tell() : [];
    this.#untold = null;
    const segment = this.#chain.derive(claim.seq, start, elsewhere ? STOP : claim.course);
    this.#seq = claim.seq;
    this.#stamp = Math.max(this.#stamp, segment.start);
    effects.push({ kind: "publish", segment });
    const stopped = claim.course.kind === "path" && segment.course.kind === "stop";
    if (stopped || segment.start !== claim.start) {
      effects.push(this.#fix({ seq: claim.seq, start: segment.start, outcome: stopped ? "stopped" : "moved" }));
    } else if (informed && (claim.checkX !== segment.x || claim.checkY !== segment.y)) {
      const dx = claim.checkX - segment.x;
      const dy = claim.checkY - segment.y;
      effects.push({ kind: "diverged", px: Math.sqrt(dx * dx + dy * dy) }, this.#rebase(segment));
    }
    return effects;
  }

  #confirm(stamp: number, now: number): MoverEffect[] {
    const effects: MoverEffect[] = [];
    if (this.#untold !== null && stamp < Math.round(now) - WINDOW) effects.push(...this.#tell());
    else if (this.#untold !== null) {
      this.#untold = null;
      effects.push({ kind: "publish", segment: this.#chain.thaw() });
    }
    this.#stamp = Math.max(this.#stamp, Math.min(stamp, Math.round(now) + AHEAD));
    return effects;
  }

  /** Tells the mover of a freeze that has come to stay. */
  #tell(): MoverEffect[] {
    if (this.#untold === null) return [];
    const rebase = this.#rebase(this.#untold);
    this.#untold = null;
    return [rebase];
  }

  #fix(fix: Fix): MoverEffect {
    this.#corrections++;
    return { kind: "fix", fix };
  }

  #rebase(segment: Segment): MoverEffect {
    this.#corrections++;
    const { start, x, y, course, soft } = segment;
    return { kind: "rebase", rebase: { afterSeq: this.#seq, start, x, y, course, soft } };
  }
}

/** The place on the wire's grid, or the nearest free one. Rounding before the test: what is tested is what is told. */
function freePlace(grid: Grid, p: Point): Point {
  const x = roundPosition(p.x);
  const y = roundPosition(p.y);
  if (boxFree(grid, x, y)) return { x, y };
  return nearestFree(grid, x, y) ?? { x, y };
}
