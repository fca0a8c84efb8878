/** Everyone to one spot: around whoever calls, or into an area. Those who lead stay where they are needed. */
import { can } from "../../../shared/domain/permissions.ts";
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import { boxFree, type Point } from "../../../shared/domain/motion/sweep.ts";
import { TILE } from "../../../shared/domain/units.ts";
import type { LeadingUp } from "../../../shared/protocol/leading.ts";
import { logged } from "../../commands/space/log.ts";
import type { Person } from "../person.ts";
import type { PlaceRun } from "../place-run.ts";
import type { RunningSpace } from "../running-space.ts";
import { move } from "../walking.ts";

/** Free tiles around a point that feet could reach from it, nearest first: never behind a wall, never in a doorway. */
export function* spotsAround(run: PlaceRun, at: Point): Generator<Point> {
  const { width, height } = run.grid;
  const start = Math.floor(at.y / TILE) * width + Math.floor(at.x / TILE);
  const seen = new Set([start]);
  let ring = [start];
  while (ring.length > 0) {
    const next: number[] = [];
    for (const tile of ring) {
      const [column, row] = [tile % width, Math.floor(tile / width)];
      const spot = { x: (column + 0.5) * TILE, y: (row + 0.5) * TILE };
      if (tile !== start && boxFree(run.grid, spot.x, spot.y) && run.areas.portalAt(spot.x, spot.y) === null) yield spot;
      for (const [dx, dy] of [
        [0, 1],
        [1, 0],
        [0, -1],
        [-1, 0],
      ] as const) {
        const [x, y] = [column + dx, row + dy];
        const beside = y * width + x;
        if (x < 0 || y < 0 || x >= width || y >= height || seen.has(beside) || run.grid.solid[beside] !== 0) continue;
        seen.add(beside);
        next.push(beside);
      }
    }
    ring = next;
  }
}

/** Errors: `forbidden`; `target_gone`: there is no such area. */
export function gather(space: RunningSpace, by: Person, { area }: LeadingUp["gather"]): { code: ErrorCode } | null {
  if (!can(by.role, "people.gather")) return { code: "forbidden" };
  const run = area === null ? by.run : [...space.runs.values()].find((one) => one.areas.byId(area) !== undefined);
  if (run === undefined) return { code: "target_gone" };
  const now = space.now();
  const people = [...space.people.values()].filter((person) => person !== by && !can(person.role, "lead.hold"));
  const spots = area === null ? spotsAround(run, by.mover.at(now)) : null;
  for (const person of people) {
    // More people than tiles: the rest goes where there is most room.
    const spot = spots?.next().value ?? run.spot(area ?? undefined);
    person.goal = null;
    move(space, person, run, spot, "gather", by.id);
    // Who is away just now reads it when they come back.
    if (person.link === null) person.movedBy = "gather";
  }
  logged(space, by, "gather", "", { people: people.length });
  return null;
}
