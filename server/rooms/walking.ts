/** What the server does with people: leads them (the target may be out of view or behind a door), and moves them from place to place. */
import { findPath } from "../../shared/domain/motion/find-path.ts";
import { tileOf, type TilePoint } from "../../shared/domain/motion/path-sweep.ts";
import { type Course, movesAfter } from "../../shared/domain/motion/segment.ts";
import { fail, ok, type Result } from "../../shared/domain/result.ts";
import type { Point } from "../../shared/domain/motion/sweep.ts";
import type { MoveReason, PersonId, WalkTarget } from "../../shared/protocol/messages.ts";
import { groupFor } from "./group.ts";
import { judge, tellAudience } from "./hearing.ts";
import { halt, isFrozen } from "./leading/order.ts";
import { tellMotion } from "./moving.ts";
import type { Person } from "./person.ts";
import type { PlaceRun } from "./place-run.ts";
import type { RunningSpace } from "./running-space.ts";
import { headedFor } from "./spots.ts";

interface Goal {
  run: PlaceRun;
  tile: TilePoint;
  /** Tiles before it where one stops. */
  within: number;
}

/** What is walked to: a group is somebody in it, or a spot, from the start. */
type Target = Exclude<WalkTarget, { kind: "group" }>;

/** @param now room time, ms */
function courseTo(
  person: Person,
  target: Target,
  people: ReadonlyMap<PersonId, Person>,
  runs: ReadonlyMap<string, PlaceRun>,
  now: number,
): Result<Course, "target_gone" | "no_way"> {
  const goal = goalOf(person, target, people, runs, now);
  if (goal === null) return fail("target_gone");
  const here = goal.run === person.run ? goal : doorTo(person.run, goal.run);
  if (here === null) return fail("no_way");
  // The moment at which the server's word begins: see `Mover.force`.
  const at = person.mover.at(Math.max(Math.round(now), person.mover.confirmedTime(Number.POSITIVE_INFINITY)));
  const points = findPath(person.run.grid, at.x, at.y, here.tile, { within: here.within, nearest: true });
  if (points === null) return fail("no_way");
  return ok(points.length === 0 ? { kind: "stop" } : { kind: "path", points });
}

function goalOf(
  person: Person,
  target: Target,
  people: ReadonlyMap<PersonId, Person>,
  runs: ReadonlyMap<string, PlaceRun>,
  now: number,
): Goal | null {
  switch (target.kind) {
    case "person": {
      const other = people.get(target.person);
      if (other === undefined || other === person || person.hidden?.has(other.id) === true) return null;
      const at = headedFor(other, now);
      return { run: other.run, tile: tileOf(at.x, at.y), within: 1 };
    }
    case "area": {
      const run =
        person.run.areas.byId(target.area) !== undefined
          ? person.run
          : [...runs.values()].find((other) => other.areas.byId(target.area) !== undefined);
      if (run === undefined) return null;
      const area = run.areas.byId(target.area);
      // A door is walked into; anywhere else one looks for a free place.
      if (area?.kind === "portal") return { run, tile: middle(area.rect), within: 0 };
      const spot = run.spot(target.area);
      return { run, tile: tileOf(spot.x, spot.y), within: 0 };
    }
    case "point":
      return { run: person.run, tile: tileOf(target.x, target.y), within: 0 };
  }
}

const middle = (rect: { x: number; y: number; w: number; h: number }): TilePoint => tileOf(rect.x + rect.w / 2, rect.y + rect.h / 2);

function doorTo(from: PlaceRun, to: PlaceRun): Goal | null {
  for (const area of from.place.areas)
    if (area.kind === "portal" && area.to.place === to.place.id) return { run: from, tile: middle(area.rect), within: 0 };
  return null;
}

/** Leads someone to a target. @returns the code of a refusal, or null */
export function walkTo(space: RunningSpace, person: Person, wanted: WalkTarget): "target_gone" | "no_way" | "frozen" | null {
  if (isFrozen(space, person)) return "frozen";
  const now = space.now();
  const target = wanted.kind === "group" ? groupFor(space, person, now) : wanted;
  if (target === null) return "target_gone";
  const course = courseTo(person, target, space.people, space.runs, now);
  if (!course.ok) return course.code;
  // (A group is looked for anew behind a door.)
  person.goal = wanted;
  tellMotion(space, person, person.mover.force({ course: course.value }, now), now);
  return null;
}

/** Another is hidden from them: whoever is on the way to that one stops; whoever is on the way to a group goes to those who are left. */
export function partWays(space: RunningSpace, person: Person, other: Person): void {
  const { goal, mover } = person;
  if (goal === null || !(goal.kind === "group" || (goal.kind === "person" && goal.person === other.id))) return;
  const now = space.now();
  if (!movesAfter(mover.current, now)) person.goal = null;
  else if (goal.kind !== "group" || walkTo(space, person, goal) !== null) halt(space, person, now);
}

/** Puts someone elsewhere: another place, another spot. Said aloud by their page. */
export function move(space: RunningSpace, person: Person, run: PlaceRun, to: Point, why: MoveReason, by?: PersonId): void {
  const now = space.now();
  const elsewhere = run !== person.run;
  if (elsewhere) {
    const from = person.run;
    space.leavePlace(person, now);
    person.run = run;
    // Whoever they talked with hears them no more, at once; they themselves are told by the full audience below.
    judge(from, space.people, false);
    const facts = space.stateOf(person);
    if (facts !== undefined) facts.place = run.place.id;
    person.link?.send("place", {
      place: run.place.id,
      chat: space.leading.blocks.linesFor(person, run),
      why,
      ...(by === undefined ? {} : { by }),
    });
    tellMotion(space, person, person.mover.force({ to, grid: run.grid }, now), now);
  } else {
    person.link?.send("moved", by === undefined ? { why } : { why, by });
    tellMotion(space, person, person.mover.force({ to }, now), now);
  }
  person.follow(now);
  if (elsewhere) {
    space.enter(person, run, now);
    person.told.clear();
    tellAudience(person, space.people, true);
  }
  if (why === "gather") space.conversation.whispering.called(person);
  run.stirred = true;
}

/** Whoever has walked into a portal comes out where it leads. */
export function throughDoor(space: RunningSpace, person: Person): void {
  const portal = person.run.areas.portalAt(person.x, person.y);
  if (portal === null) {
    person.portal = null;
    return;
  }
  if (portal.id === person.portal) return;
  const to = space.runs.get(portal.to.place);
  if (to === undefined) return;
  person.portal = portal.id;
  const { goal } = person;
  move(space, person, to, to.spot(portal.to.area), "portal");
  // On to whom or what they were being led to, now that it is in the same place.
  if (goal !== null && goal.kind !== "point" && !(goal.kind === "area" && goal.area === portal.id)) walkTo(space, person, goal);
}
