/** Where "take me to the group" leads: the page sees only those in view, and of nobody in what area they are. */
import type { Speech } from "../../shared/domain/areas.ts";
import type { Point } from "../../shared/domain/motion/sweep.ts";
import { TILE } from "../../shared/domain/units.ts";
import type { WalkTarget } from "../../shared/protocol/messages.ts";
import type { Person } from "./person.ts";
import type { PlaceRun } from "./place-run.ts";
import type { RunningSpace } from "./running-space.ts";
import { headedFor, spotsAround } from "./spots.ts";

type Somewhere = Exclude<WalkTarget, { kind: "group" }>;

interface Standing {
  person: Person;
  at: Point;
  speech: Speech;
}

const squared = (a: Point, b: Point): number => (a.x - b.x) ** 2 + (a.y - b.y) ** 2;

/** Those one could talk to: outside quiet areas, in a meeting area only where there is a seat (two at one device are two). */
function within(run: PlaceRun, me: Person, now: number): Standing[] {
  const seated = new Map<string, number>();
  const standing = [...run.people].map((person) => {
    const at = headedFor(person, now);
    const speech = run.areas.speechAt(at.x, at.y);
    if (speech.kind === "meeting") seated.set(speech.area, (seated.get(speech.area) ?? 0) + person.heads);
    return { person, at, speech };
  });
  return standing.filter(({ person, speech }) => {
    if (person === me || person.link === null || me.hidden?.has(person.id) === true) return false;
    return speech.kind === "open" || (speech.kind === "meeting" && (seated.get(speech.area) ?? 0) < speech.capacity);
  });
}

/** A free spot beside somebody from which one talks with them: who stops a step too early is still in the bay. */
function beside({ at, speech }: Standing, run: PlaceRun, others: readonly Standing[]): Point {
  for (const spot of spotsAround(run, at)) {
    const there = run.areas.speechAt(spot.x, spot.y);
    const together = speech.kind === "meeting" ? there.kind === "meeting" && there.area === speech.area : there.kind === speech.kind;
    if (together && others.every((other) => squared(other.at, spot) > (0.8 * TILE) ** 2)) return spot;
  }
  return at;
}

/** A little beyond the bay: where the first of a group can be heard, and the others come to. */
function openFloor(run: PlaceRun, from: Point): Point | null {
  const open = (x: number, y: number): boolean => run.areas.speechAt(x, y).kind === "open";
  for (const spot of spotsAround(run, from))
    if ([-TILE, 0, TILE].every((dx) => [-TILE, 0, TILE].every((dy) => open(spot.x + dx, spot.y + dy)))) return spot;
  return null;
}

/** Beside whoever is nearest of those in the same place; else to somebody in another one; else, where all are still in the bay, out of it. */
export function groupFor(space: RunningSpace, me: Person, now: number): Somewhere | null {
  const here = me.mover.at(now);
  const group = within(me.run, me, now);
  const near = group.toSorted((a, b) => squared(a.at, here) - squared(b.at, here))[0];
  if (near !== undefined) return { kind: "point", ...beside(near, me.run, group) };
  const there = [...space.runs.values()].flatMap((run) => (run === me.run ? [] : within(run, me, now)))[0];
  if (there !== undefined) return { kind: "person", person: there.person.id };
  const floor = openFloor(me.run, here);
  return floor && { kind: "point", ...floor };
}
