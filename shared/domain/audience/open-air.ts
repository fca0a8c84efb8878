/** Who is in range of whom in the open. Buckets as wide as the widest range: cost grows with who is near, not with the room. */
import { type Earshot, REACH_IN, REACH_OUT } from "../earshot.ts";
import { HEAR_IN, HEAR_OUT, NEAR, TILE } from "../units.ts";
import { apart, type Candidate, type Hearer } from "./hearer.ts";

/** Above this a pair that was near is no more, px. */
export const NEAR_OUT = NEAR + TILE / 2;

/** Was the pair heard, near, or nothing until now? */
export type Before = "in" | "near" | null;

/** The rule of one pair. @param d2 square of the distance, px^2 */
export function rangeOf(a: Hearer, b: Hearer, d2: number, before: Before, earshot: Earshot): Before {
  const hear = before === "in" ? HEAR_OUT : HEAR_IN;
  const near = before === null ? NEAR : NEAR_OUT;
  if (d2 > near * near && d2 > hear * hear) return null;
  const reach = before === null ? REACH_IN : REACH_OUT;
  if (d2 <= hear * hear) {
    if (earshot.open(a.x, a.y, b.x, b.y, before === "in" ? REACH_OUT : REACH_IN)) return "in";
    // Past a wall there is nothing to prepare for, unless the two were talking a step ago.
    if (before === null) return null;
  }
  return d2 <= near * near && a.hasMic && b.hasMic && earshot.open(a.x, a.y, b.x, b.y, reach) ? "near" : null;
}

const SPAN = 4096;

/** All pairs among `people` (all in the open, all able to hear) that are near or in range. */
export function openPairs(people: readonly Hearer[], before: (a: number, b: number) => Before, earshot: Earshot): Candidate[] {
  const buckets = new Map<number, Hearer[]>();
  for (const person of people) {
    const key = Math.floor(person.x / NEAR_OUT) * SPAN + Math.floor(person.y / NEAR_OUT);
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, [person]);
    else bucket.push(person);
  }
  const out: Candidate[] = [];
  const consider = (p: Hearer, q: Hearer): void => {
    const dx = p.x - q.x;
    const dy = p.y - q.y;
    const d2 = dx * dx + dy * dy;
    if (d2 > NEAR_OUT * NEAR_OUT || !(p.maySpeak || q.maySpeak) || apart(p, q)) return;
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
