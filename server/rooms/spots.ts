/** Where people stand, and where they could. */
import { endOf } from "../../shared/domain/motion/segment.ts";
import { boxFree, type Point } from "../../shared/domain/motion/sweep.ts";
import { TILE } from "../../shared/domain/units.ts";
import type { Person } from "./person.ts";
import type { PlaceRun } from "./place-run.ts";

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

/** Where somebody will stand: those who are being led, at the end of their way; those who walk by themselves may turn at any moment. */
export const headedFor = (person: Person, now: number): Point =>
  person.goal === null ? person.mover.at(now) : endOf(person.mover.current);
