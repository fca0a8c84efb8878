/** Who is in range of whom in the open. Buckets as wide as the widest range: cost grows with who is near, not with the room. */
import { type Earshot, REACH_IN, REACH_MOST, REACH_OUT } from "../earshot.ts";
import { HEAR_IN, HEAR_OUT, NEAR, NEAR_AHEAD_MS, SPEED, TILE } from "../units.ts";
import { apart, type Candidate, type Hearer } from "./hearer.ts";

/** Above this a pair that was near is no more, px, unless they walk towards each other. */
export const NEAR_OUT = 7 * TILE;
/** Nobody further away comes into hearing within NEAR_AHEAD_MS, px. */
const FURTHEST = HEAR_IN + 2 * SPEED * NEAR_AHEAD_MS;
/** How much longer than the straight way the way round may be for a connection to be worth while, tiles. */
const DETOUR_IN = 1;
const DETOUR_OUT = 3;

/** Was the pair heard, near, or nothing until now? */
export type Before = "in" | "near" | null;

/** The rule of one pair. @param d2 square of the distance, px^2 */
export function rangeOf(a: Hearer, b: Hearer, d2: number, before: Before, earshot: Earshot): Before {
  const hear = before === "in" ? HEAR_OUT : HEAR_IN;
  const near = before === null ? NEAR : NEAR_OUT;
  if (d2 > near * near && d2 > hear * hear && !approach(a, b, d2)) return null;
  if (d2 <= hear * hear) {
    if (earshot.open(a.x, a.y, b.x, b.y, before === "in" ? REACH_OUT : REACH_IN)) return "in";
    // Past a wall there is nothing to prepare for, unless the two were talking a step ago.
    if (before === null) return null;
  }
  if (!a.hasMic || !b.hasMic) return null;
  const straight = Math.sqrt(d2) / TILE;
  return earshot.open(a.x, a.y, b.x, b.y, Math.min(REACH_MOST, straight + (before === null ? DETOUR_IN : DETOUR_OUT))) ? "near" : null;
}

/** Going on as they do, do they come within hearing in NEAR_AHEAD_MS? */
function approach(a: Hearer, b: Hearer, d2: number): boolean {
  const vx = (b.vx ?? 0) - (a.vx ?? 0);
  const vy = (b.vy ?? 0) - (a.vy ?? 0);
  const vv = vx * vx + vy * vy;
  const xv = (b.x - a.x) * vx + (b.y - a.y) * vy;
  if (xv >= 0) return false;
  const root = xv * xv - vv * (d2 - HEAR_IN * HEAR_IN);
  return root >= 0 && (-xv - Math.sqrt(root)) / vv <= NEAR_AHEAD_MS;
}

const SPAN = 4096;

/** All pairs among `people` (all in the open, all able to hear) that are near or in range. */
export function openPairs(people: readonly Hearer[], before: (a: number, b: number) => Before, earshot: Earshot): Candidate[] {
  const buckets = new Map<number, Hearer[]>();
  for (const person of people) {
    const key = Math.floor(person.x / FURTHEST) * SPAN + Math.floor(person.y / FURTHEST);
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, [person]);
    else bucket.push(person);
  }
  const out: Candidate[] = [];
  const consider = (p: Hearer, q: Hearer): void => {
    const dx = p.x - q.x;
    const dy = p.y - q.y;
    const d2 = dx * dx + dy * dy;
    if (d2 > FURTHEST * FURTHEST || !(p.maySpeak || q.maySpeak) || apart(p, q)) return;
    const [a, b] = p.id < q.id ? [p, q] : [q, p];
    const range = rangeOf(a, b, d2, before(a.id, b.id), earshot);
    if (range !== null) out.push({ a, b, d2, inRange: range === "in", meeting: false });
  };
  for (const [key, bucket] of buckets) {
    for (const [i, p] of bucket.entries()) for (let j = i + 1; j < bucket.length; j++) consider(p, bucket[j] as Hearer);
    // Half of the neighbours: the other half looks back at this one.
    for (const step of [1, SPAN - 1, SPAN, SPAN + 1]) {
      const other = buckets.get(key + step);
      if (other !== undefined) for (const p of bucket) for (const q of other) consider(p, q);
    }
  }
  return out;
}
