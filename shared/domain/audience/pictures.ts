/**
 * Who sees whom, among those who hear each other. A camera's picture appears once both stand still (in a meeting at once), so that walking past
 * shows nobody's face; a shared screen appears at once. What is shown is kept until the conversation ends or nothing is shown any more.
 * Symmetric, like the sound: at most so many others with whom one has pictures, those kept first, then screens, then the nearest.
 */
import { FLOW } from "../media/flow.ts";
import { type Candidate, type Hearer, pairKey } from "./hearer.ts";

/** Without a step for this long one stands still, ms. */
export const STILL_MS = 1_000;

interface Seen {
  readonly a: number;
  readonly b: number;
  shows: number;
}

const either = (c: Candidate, has: (one: Hearer) => boolean | undefined): boolean => has(c.a) === true || has(c.b) === true;

/** What two may show each other now: bits of `FLOW`. @param kept what they showed until now */
function wished(c: Candidate, kept: number): number {
  const standing = c.meeting || (c.a.still === true && c.b.still === true);
  const cam = either(c, (one) => one.cam) && (standing || (kept & FLOW.cam) !== 0);
  return (cam ? FLOW.cam : 0) | (either(c, (one) => one.screen) ? FLOW.screen : 0);
}

/**
 * Sets `shows` of each pair anew.
 * @param pairs those who hear each other, by `pairKey`
 * @param most others with whom one has pictures at most
 * @returns the pairs that changed
 */
export function showPictures<P extends Seen>(candidates: readonly Candidate[], pairs: ReadonlyMap<number, P>, most: number): P[] {
  const wishes: { pair: P; bits: number; d2: number }[] = [];
  for (const c of candidates) {
    const pair = pairs.get(pairKey(c.a.id, c.b.id));
    const bits = pair === undefined ? 0 : wished(c, pair.shows);
    if (pair !== undefined && bits !== 0) wishes.push({ pair, bits, d2: c.d2 });
  }
  const rank = ({ pair, bits }: (typeof wishes)[number]): number => (pair.shows === 0 ? 2 : 0) + ((bits & FLOW.screen) === 0 ? 1 : 0);
  wishes.sort((p, q) => rank(p) - rank(q) || p.d2 - q.d2 || p.pair.a - q.pair.a || p.pair.b - q.pair.b);
  const held = new Map<number, number>();
  const next = new Map<P, number>();
  for (const { pair, bits } of wishes) {
    const [a, b] = [held.get(pair.a) ?? 0, held.get(pair.b) ?? 0];
    if (a >= most || b >= most) continue;
    held.set(pair.a, a + 1).set(pair.b, b + 1);
    next.set(pair, bits);
  }
  const changed: P[] = [];
  for (const pair of pairs.values()) {
    const bits = next.get(pair) ?? 0;
    if (pair.shows === bits) continue;
    pair.shows = bits;
    changed.push(pair);
  }
  return changed;
}
