/**
 * When will it matter that the server knows where I am? At the border of an area, and where someone comes into or leaves range. A mark is
 * sent then; without it the server would hear of it with the next keep-alive, up to 400 ms later.
 * Answers are whole ms of room time at which the crossing has just happened.
 */
import { type Rect, contains } from "../place.ts";
import { HEAR_IN, HEAR_OUT } from "../units.ts";
import { type Segment, endOf, positionAt, velocityAt } from "./segment.ts";
import { type Leg, extend } from "./sweep.ts";

/** The first moment in (from, until] at which the walk is inside other rectangles than at `from`; null when there is none. */
export function nextBorder(segment: Segment, rects: readonly Rect[], from: number, until: number): number | null {
  const origin = positionAt(segment, from);
  let first: number | null = null;
  for (const rect of rects) {
    const inside = contains(rect, origin.x, origin.y);
    const t = nextChange(segment, rect, inside, from, first ?? until);
    if (t !== null) first = t;
  }
  return first;
}

function nextChange(segment: Segment, rect: Rect, inside: boolean, from: number, until: number): number | null {
  let first: number | null = null;
  const consider = (t: number): void => {
    // Half-open rectangles: at the line itself one may still be outside; a ms later not.
    for (const ms of [Math.ceil(t), Math.ceil(t) + 1]) {
      if (ms <= from || ms > until || (first !== null && ms >= first)) continue;
      const p = positionAt(segment, ms);
      if (contains(rect, p.x, p.y) !== inside) {
        first = ms;
        return;
      }
    }
  };
  for (const { leg, start, end } of legsWithin(segment, from, until)) {
    for (const x of [rect.x, rect.x + rect.w]) if (leg.vx !== 0) considerWithin(start + (x - leg.x) / leg.vx, start, end, consider);
    for (const y of [rect.y, rect.y + rect.h]) if (leg.vy !== 0) considerWithin(start + (y - leg.y) / leg.vy, start, end, consider);
    if (first !== null) break;
  }
  return first;
}

function considerWithin(t: number, start: number, end: number, consider: (t: number) => void): void {
  if (t >= start - 1 && t <= end + 1) consider(t);
}

function legsWithin(segment: Segment, from: number, until: number): { leg: Leg; start: number; end: number }[] {
  extend(segment.track, until - segment.start);
  const { legs } = segment.track;
  const out: { leg: Leg; start: number; end: number }[] = [];
  for (const [i, leg] of legs.entries()) {
    const next = legs[i + 1];
    const start = segment.start + leg.at;
    const end = next === undefined ? Number.POSITIVE_INFINITY : segment.start + next.at;
    if (end >= from && start <= until) out.push({ leg, start, end });
  }
  return out;
}

/** The first moment in (from, until] at which the two come within HEAR_IN, or get further apart than HEAR_OUT; null when there is none. */
export function nextRange(a: Segment, b: Segment, from: number, until: number): number | null {
  const cuts = [from, until];
  for (const segment of [a, b]) {
    if (segment.start > from && segment.start < until) cuts.push(segment.start);
    for (const { start } of legsWithin(segment, from, until)) if (start > from && start < until) cuts.push(start);
  }
  cuts.sort((p, q) => p - q);
  for (let i = 0; i + 1 < cuts.length; i++) {
    const t0 = cuts[i] as number;
    const t1 = cuts[i + 1] as number;
    const hit = rangeWithin(a, b, t0, t1);
    if (hit !== null) {
      const ms = Math.max(Math.ceil(hit), Math.floor(from) + 1);
      return ms <= until ? ms : null;
    }
  }
  return null;
}

/** ms that the root of a distance may be off by rounding. */
const ROUNDING = 1e-6;

/** Uniform relative motion within (t0, t1]: where a falling distance meets HEAR_IN or a rising one HEAR_OUT. */
function rangeWithin(a: Segment, b: Segment, t0: number, t1: number): number | null {
  if (t1 <= t0) return null;
  // Velocities in the middle of the interval: at its ends another leg may begin.
  const middle = (t0 + t1) / 2;
  const va = velocityAt(a, middle);
  const vb = velocityAt(b, middle);
  const pa = positionAt(a, t0);
  const pb = positionAt(b, t0);
  const x = pa.x - pb.x;
  const y = pa.y - pb.y;
  const vx = va.x - vb.x;
  const vy = va.y - vb.y;
  const vv = vx * vx + vy * vy;
  if (vv === 0) return null;
  const xv = x * vx + y * vy;
  const xx = x * x + y * y;
  const root = (radius: number, sign: number): number | null => {
    const d = xv * xv - vv * (xx - radius * radius);
    if (d < 0) return null;
    const t = (-xv + sign * Math.sqrt(d)) / vv;
    // A border that is met at t0 itself, to within rounding, is still ahead: nobody has been told of it.
    return t > -ROUNDING && t <= t1 - t0 ? t0 + Math.max(0, t) : null;
  };
  const come = root(HEAR_IN, -1);
  const go = root(HEAR_OUT, 1);
  return come === null ? go : go === null ? come : Math.min(come, go);
}

/** When the walk comes to rest, in whole ms; null when it does not before `until`. A last mark then confirms the end. */
export function restBefore(segment: Segment, from: number, until: number): number | null {
  const v = velocityAt(segment, until);
  if (v.x !== 0 || v.y !== 0) return null;
  const t = Math.ceil(endOf(segment).t);
  return t > from && t <= until ? t : null;
}
