/** Who is shown, and in which order. Pure. */
import type { PersonId } from "../../../shared/protocol/messages.ts";

/** Pictures of people at once; the rest is sound. */
export const MOST_PICTURES = 12;

/**
 * Nobody jumps while one looks at them: whoever is there stays in their place, newcomers stand behind, the nearest first.
 * @param before the order so far
 * @param far how far away somebody is, any unit; smaller is nearer
 */
export function steady<T>(before: readonly T[], now: ReadonlySet<T>, far: (one: T) => number): T[] {
  const kept = before.filter((one) => now.has(one));
  const known = new Set(kept);
  const come = [...now].filter((one) => !known.has(one)).sort((a, b) => far(a) - far(b));
  return [...kept, ...come];
}

export interface Arranged {
  /** With a picture, at most `MOST_PICTURES`. */
  pictures: PersonId[];
  /** With sound or words alone. */
  chips: PersonId[];
  /** Of the chips: those whose camera is on all the same. */
  unseen: PersonId[];
}

/**
 * @param order everyone in one's conversation
 * @param seen whose picture is there
 * @param films whose camera is on, seen or not
 */
export function arrange(order: readonly PersonId[], seen: ReadonlySet<PersonId>, films: (person: PersonId) => boolean): Arranged {
  const pictures = order.filter((person) => seen.has(person)).slice(0, MOST_PICTURES);
  const shown = new Set(pictures);
  const chips = order.filter((person) => !shown.has(person));
  return { pictures, chips, unseen: chips.filter(films) };
}
