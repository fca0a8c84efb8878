/** Being led: the server finds the way, because the target may be out of view or behind a door. */
import { findPath } from "../../shared/domain/motion/find-path.ts";
import { tileOf, type TilePoint } from "../../shared/domain/motion/path-sweep.ts";
import type { Course } from "../../shared/domain/motion/segment.ts";
import { fail, ok, type Result } from "../../shared/domain/result.ts";
import type { PersonId, WalkTarget } from "../../shared/protocol/messages.ts";
import type { Person } from "./person.ts";
import type { PlaceRun } from "./place-run.ts";

interface Goal {
  run: PlaceRun;
  tile: TilePoint;
  /** Tiles before it where one stops. */
  within: number;
}

/** @param now room time, ms */
export function courseTo(
  person: Person,
  target: WalkTarget,
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

function goalOf(person: Person, target: WalkTarget, people: ReadonlyMap<PersonId, Person>, runs: ReadonlyMap<string, PlaceRun>, now: number): Goal | null {
  switch (target.kind) {
    case "person": {
      const other = people.get(target.person);
      if (other === undefined || other === person) return null;
      const at = other.mover.at(now);
      return { run: other.run, tile: tileOf(at.x, at.y), within: 1 };
    }
    case "area": {
      const run = person.run.areas.byId(target.area) !== undefined ? person.run : [...runs.values()].find((other) => other.areas.byId(target.area) !== undefined);
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
  for (const area of from.place.areas) if (area.kind === "portal" && area.to.place === to.place.id) return { run: from, tile: middle(area.rect), within: 0 };
  return null;
}
