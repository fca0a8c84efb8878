/**
 * How one mover is shown to others: a little behind, so that most of what they do is known when it is drawn. The delay follows how late
 * that mover's records have been: p90 of the last twenty plus 10 ms, between 75 and 300, slewed by 10 % so that nobody seems to run.
 * What came too late is chased at 1.3 times the walking speed; beyond 160 px one snaps.
 */
import type { Grid } from "../place.ts";
import { SPEED } from "../units.ts";
import { Chain } from "./chain.ts";
import { type Course, type Segment, velocityAt } from "./segment.ts";
import type { Point } from "./sweep.ts";

export const DELAY_START = 150;
export const DELAY_MIN = 75;
export const DELAY_MAX = 300;
export const DELAY_MARGIN = 10;
export const DELAY_SLEW = 0.1;
export const LATENESSES = 20;
export const CHASE_SPEED = 1.3 * SPEED;
export const SNAP_DISTANCE = 160;

/** A drawn position that follows a target: at once while it can, chasing when the target has jumped, snapping when it is far. */
export class Chaser {
  x: number;
  y: number;
  /** How often it snapped: what a person would call a pop. */
  snaps = 0;

  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }

  /** @param dt ms since the last call. @returns true when the target is reached */
  follow(target: Point, dt: number): boolean {
    const dx = target.x - this.x;
    const dy = target.y - this.y;
    const distance = Math.sqrt(dx * dx + dy * dy);
    const step = CHASE_SPEED * Math.max(0, dt);
    const snap = distance > SNAP_DISTANCE && distance > step;
    if (snap) this.snaps++;
    if (snap || distance <= step) {
      this.x = target.x;
      this.y = target.y;
      return true;
    }
    this.x += (dx / distance) * step;
    this.y += (dy / distance) * step;
    return false;
  }
}

/** What a record says of a mover. */
export interface Shown {
  start: number;
  x: number;
  y: number;
  course: Course;
}

export class Viewer {
  readonly chaser: Chaser;
  readonly #chain: Chain;
  readonly #lateness: number[] = [];
  #delay = DELAY_START;
  #target = DELAY_START;
  #shownAt: number | null = null;
  #resting = false;

  constructor(grid: Grid, shown: Shown, now: number) {
    this.#chain = new Chain(grid, shown.x, shown.y, shown.start);
    this.#chain.put(0, shown.start, shown.x, shown.y, shown.course);
    const p = this.#chain.at(now - this.#delay);
    this.chaser = new Chaser(p.x, p.y);
  }

  /** ms behind room time. */
  get delay(): number {
    return this.#delay;
  }

  /** The newest segment: where the mover is by room time, for what is computed rather than drawn. */
  get current(): Segment {
    return this.#chain.last;
  }

  /** Where the mover is by room time, as far as known here. */
  at(t: number): Point {
    return this.#chain.at(t);
  }

  /** @param live false for snapshots: what is told again says nothing about the link */
  record(shown: Shown, now: number, live: boolean): void {
    this.#chain.put(0, shown.start, shown.x, shown.y, shown.course);
    this.#resting = false;
    if (!live) return;
    this.#lateness.push(now - shown.start);
    if (this.#lateness.length > LATENESSES) this.#lateness.shift();
    const sorted = [...this.#lateness].sort((a, b) => a - b);
    const p90 = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.9))] as number;
    this.#target = Math.min(DELAY_MAX, Math.max(DELAY_MIN, p90 + DELAY_MARGIN));
  }

  /** Moves the drawn position on to `now`. @returns true while there is anything to draw anew */
  show(now: number): boolean {
    const dt = this.#shownAt === null ? 0 : Math.max(0, now - this.#shownAt);
    const first = this.#shownAt === null;
    this.#shownAt = now;
    const slew = dt * DELAY_SLEW;
    this.#delay += Math.max(-slew, Math.min(slew, this.#target - this.#delay));
    if (this.#resting && !first) return false;
    const t = now - this.#delay;
    const target = this.#chain.at(t);
    const there = first ? this.chaser.follow(target, Number.POSITIVE_INFINITY) : this.chaser.follow(target, dt);
    const segment = this.#chain.find(t);
    const v = velocityAt(segment, t);
    const moving = v.x !== 0 || v.y !== 0 || segment !== this.#chain.last || !there;
    this.#resting = !moving;
    this.#chain.forget(t - 1000);
    return moving;
  }

  /** Out of sight: where they come into sight again is where they are, not where they were seen last. */
  hide(): void {
    this.#shownAt = null;
    this.#resting = false;
  }

  /** Direction of what is being shown, px per ms. */
  velocity(): Point {
    const t = (this.#shownAt ?? 0) - this.#delay;
    return velocityAt(this.#chain.find(t), t);
  }
}
