/** What else ends between two at the moment in which one is hidden from the other, and not with the next tick. */
import { tellAudience } from "../hearing.ts";
import type { Person } from "../person.ts";
import type { RunningSpace } from "../running-space.ts";
import { partWays } from "../walking.ts";

/** For whom it changed, of whom, and whether they are hidden now. */
export type Change = readonly [Person, Person, boolean];

/** Before their pages are told whom they are not to show: from then on no list of theirs names them. */
export function part(space: RunningSpace, changed: readonly Change[]): void {
  if (changed.length === 0) return;
  for (const [one, other, hides] of changed) if (hides) partWays(space, one, other);
  space.conversation.seenAnew(changed.every(([, , hides]) => !hides));
}

/** Once nobody near hears whom they should not: no stage, no megaphone and no full hall is told of the other any more. */
export function partHalls(space: RunningSpace, people: Iterable<Person>): void {
  space.addressing.tick(space.now(), false);
  for (const one of people) tellAudience(one, space.people, false);
}
