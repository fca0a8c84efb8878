import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPath } from "../../../shared/domain/motion/find-path.ts";
import { pathFree } from "../../../shared/domain/motion/path-sweep.ts";
import { endOf, segmentOf } from "../../../shared/domain/motion/segment.ts";
import { type Point, isSolid } from "../../../shared/domain/motion/sweep.ts";
import type { Grid } from "../../../shared/domain/place.ts";
import { gridOfRows, grids, openGrid, placeIn } from "./worlds.ts";

const cases = grids.chain((grid) =>
  fc.record({
    grid: fc.constant(grid),
    at: placeIn(grid),
    goal: fc.record({ column: fc.integer({ min: 0, max: grid.width - 1 }), row: fc.integer({ min: 0, max: grid.height - 1 }) }),
  }),
);

/** Tiles that can be reached in steps along the axes: corners are not cut, so diagonals add none. */
function reachable(grid: Grid, at: Point): Set<number> {
  const start = Math.floor(at.y / 32) * grid.width + Math.floor(at.x / 32);
  const seen = new Set([start]);
  for (const node of seen) {
    const c = node % grid.width;
    const r = Math.floor(node / grid.width);
    for (const [dc, dr] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const)
      if (!isSolid(grid, c + dc, r + dr)) seen.add((r + dr) * grid.width + c + dc);
  }
  return seen;
}

describe("path-finding", () => {
  it("[MO13] finds a way exactly where there is one, and the server takes every way that was found", () => {
    fc.assert(
      fc.property(cases, ({ grid, at, goal }) => {
        const path = findPath(grid, at.x, at.y, goal);
        expect(path !== null).toBe(reachable(grid, at).has(goal.row * grid.width + goal.column));
        if (path === null) return;
        expect(pathFree(grid, path, at.x, at.y)).toBe(true);
        expect(endOf(segmentOf(grid, 1, 0, at.x, at.y, { kind: "path", points: path }))).toMatchObject({
          x: goal.column * 32 + 16,
          y: goal.row * 32 + 16,
        });
      }),
      { numRuns: 400 },
    );
  });

  it("[MO13] where there is no way it leads to the nearest place that can be reached", () => {
    fc.assert(
      fc.property(cases, ({ grid, at, goal }) => {
        const path = findPath(grid, at.x, at.y, goal, { nearest: true });
        expect(path).not.toBeNull();
        expect(pathFree(grid, path ?? [], at.x, at.y)).toBe(true);
      }),
    );
    const walled = gridOfRows(["......", "...###", "...#.#", "...###"]);
    expect(findPath(walled, 16, 16, { column: 4, row: 2 })).toBeNull();
    expect(findPath(walled, 16, 16, { column: 4, row: 2 }, { nearest: true })?.at(-1)).toEqual({ column: 2, row: 2 });
  });

  it("[MO13] a straight way is one point, a way round a corner few; beside the goal is enough when asked", () => {
    expect(findPath(openGrid(30, 30), 20, 25, { column: 25, row: 7 })).toEqual([{ column: 25, row: 7 }]);
    const wall = gridOfRows(["..#..", "..#..", "..#..", "....."]);
    expect(findPath(wall, 16, 16, { column: 4, row: 0 })?.length).toBeLessThanOrEqual(3);
    const last = findPath(openGrid(30, 30), 16, 16, { column: 9, row: 0 }, { within: 1 })?.at(-1);
    expect(last?.column).toBe(8);
    expect(findPath(openGrid(5, 5), 16, 16, { column: 0, row: 0 })).toEqual([]);
  });

  it("[MO13] its work is bounded", () => {
    expect(findPath(openGrid(255, 255), 16, 16, { column: 254, row: 254 }, { budget: 10 })).toBeNull();
    // A maze of the largest size, walked from end to end: cut to what one path may hold, and still true.
    const rows = Array.from({ length: 255 }, (_, r) =>
      r % 2 === 0 ? ".".repeat(255) : r % 4 === 1 ? `${"#".repeat(254)}.` : `.${"#".repeat(254)}`,
    );
    const maze = gridOfRows(rows);
    const path = findPath(maze, 16, 16, { column: 254, row: 254 });
    expect(path?.length).toBeLessThanOrEqual(64);
    expect(path?.length).toBeGreaterThan(5);
  });
});
