import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Chain } from "../../../shared/domain/motion/chain.ts";
import { lineFree, middleOf, pathFree } from "../../../shared/domain/motion/path-sweep.ts";
import { courseOf, endOf, positionAt, rebased, roundPosition, segmentOf, velocityAt } from "../../../shared/domain/motion/segment.ts";
import { boxFree, isSolid, nearestFree } from "../../../shared/domain/motion/sweep.ts";
import type { Grid } from "../../../shared/domain/place.ts";
import { SPEED } from "../../../shared/domain/units.ts";
import { coursesIn, gridAndPlace, gridOfRows, grids, headings, openGrid, placeIn } from "./worlds.ts";

/** Steps: a course, and ms until the next one. */
const walks = gridAndPlace.chain(({ grid, at }) =>
  fc.record({
    grid: fc.constant(grid),
    at: fc.constant(at),
    steps: fc.array(fc.record({ course: coursesIn(grid), ms: fc.integer({ min: 0, max: 2500 }) }), { minLength: 1, maxLength: 12 }),
  }),
);

/** Does a box of this half edge overlap a wall? */
function overlaps(grid: Grid, x: number, y: number, half: number): boolean {
  for (let r = Math.floor((y - half) / 32); r <= Math.ceil((y + half) / 32) - 1; r++) {
    for (let c = Math.floor((x - half) / 32); c <= Math.ceil((x + half) / 32) - 1; c++) if (isSolid(grid, c, r)) return true;
  }
  return false;
}

describe("sweep", () => {
  it("[MO1] nobody is ever in a wall, before or after rounding, and nobody is faster than 5 tiles a second", () => {
    fc.assert(
      fc.property(
        walks,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }),
        ({ grid, at, steps }, moments) => {
          const chain = new Chain(grid, at.x, at.y, 0);
          let t = 0;
          for (const [i, step] of steps.entries()) {
            const segment = chain.derive(i + 1, t, step.course);
            expect(boxFree(grid, segment.x, segment.y)).toBe(true);
            let before = { t, x: segment.x, y: segment.y };
            for (const fraction of moments.toSorted((a, b) => a - b)) {
              const now = t + fraction * step.ms;
              const p = positionAt(segment, now);
              // Exactly free on a heading; on a path's slanting line a float may be off by a hair, which rounding takes away.
              if (segment.course.kind !== "path") expect(boxFree(grid, p.x, p.y)).toBe(true);
              expect(boxFree(grid, roundPosition(p.x), roundPosition(p.y))).toBe(true);
              const v = velocityAt(segment, now);
              expect(Math.hypot(v.x, v.y)).toBeLessThanOrEqual(SPEED * (1 + 1e-12));
              expect(Math.hypot(p.x - before.x, p.y - before.y)).toBeLessThanOrEqual(SPEED * (now - before.t) + 1e-9);
              before = { t: now, ...p };
            }
            t += step.ms;
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it("[MO1] not even in the last instant before an event, where floats end", () => {
    fc.assert(
      fc.property(gridAndPlace, headings, ({ grid, at }, heading) => {
        const segment = segmentOf(grid, 1, 0, at.x, at.y, courseOf(heading));
        endOf(segment);
        for (const leg of segment.track.legs) {
          expect(boxFree(grid, leg.x, leg.y)).toBe(true);
          for (let ulps = 0; ulps <= 4; ulps++) {
            const p = positionAt(segment, leg.at * (1 - ulps * Number.EPSILON));
            expect(boxFree(grid, p.x, p.y)).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("[MO2] at an exact corner one slides along x", () => {
    const grid = gridOfRows(["....", "....", "..#.", "...."]);
    // South-east, the box's corner meeting the tile's corner.
    const segment = segmentOf(grid, 1, 0, 54 - 8, 54 - 8, courseOf(2));
    const p = positionAt(segment, 200);
    expect(p.y).toBe(54);
    expect(p.x).toBeGreaterThan(54);
    // The mirror image.
    const west = segmentOf(gridOfRows(["....", ".#..", "....", "...."]), 1, 0, 74 + 8, 74 + 8, courseOf(6));
    expect(positionAt(west, 200).y).toBe(74);
    expect(positionAt(west, 200).x).toBeLessThan(74);
  });

  it("[MO2] a diagonal slides along a wall at its own share of the speed and goes on behind it", () => {
    const grid = gridOfRows([".......", "###....", ".......", "......."]);
    const segment = segmentOf(grid, 1, 0, 16, 16, courseOf(2));
    expect(segment.track.legs.length).toBeGreaterThan(0);
    const along = positionAt(segment, 300);
    expect(along.y).toBe(22);
    expect(along.x).toBeCloseTo(16 + 300 * SPEED * Math.SQRT1_2, 9);
    const end = endOf(segment);
    expect(end).toMatchObject({ x: 7 * 32 - 10, y: 4 * 32 - 10 });
  });

  it("[MO3] splitting a walk moves its end by less than 0.2 px", () => {
    fc.assert(
      fc.property(
        gridAndPlace,
        headings,
        fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 1 }),
        fc.integer({ min: 0, max: 6000 }),
        ({ grid, at }, heading, cuts, until) => {
          const whole = segmentOf(grid, 1, 0, at.x, at.y, courseOf(heading));
          const chain = new Chain(grid, at.x, at.y, 0);
          chain.derive(1, 0, courseOf(heading));
          for (const cut of cuts) chain.derive(2, cut, courseOf(heading));
          const a = positionAt(whole, until);
          const b = chain.at(until);
          expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeLessThan(0.2);
        },
      ),
      { numRuns: 600 },
    );
  });

  it("[MO3] the walk does not depend on when or how often it is asked for", () => {
    fc.assert(
      fc.property(
        gridAndPlace,
        headings,
        fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 10 }),
        ({ grid, at }, heading, asked) => {
          const a = segmentOf(grid, 1, 7, at.x, at.y, courseOf(heading));
          const b = segmentOf(grid, 1, 7, at.x, at.y, courseOf(heading));
          for (const t of asked) positionAt(a, t);
          endOf(b);
          for (const t of [...asked, 777, 4000]) expect(positionAt(a, t)).toEqual(positionAt(b, t));
          // Nor on how old the room is: legs count from the segment's own start.
          const late = segmentOf(grid, 1, 7 + 2 ** 32, at.x, at.y, courseOf(heading));
          for (const t of asked) expect(positionAt(late, t + 2 ** 32)).toEqual(positionAt(a, t));
        },
      ),
    );
  });

  it("ends within the bounds of the largest map", () => {
    const grid = openGrid(255, 255);
    const segment = segmentOf(grid, 1, 0, 16, 16, courseOf(2));
    expect(endOf(segment)).toMatchObject({ x: 255 * 32 - 10, y: 255 * 32 - 10 });
    expect(segment.track.legs.length).toBe(2);
  });

  it("finds the nearest free tile for someone in a wall", () => {
    expect(nearestFree(gridOfRows(["###", "#.#", "##."]), 16, 16)).toEqual({ x: 48, y: 48 });
    expect(nearestFree(gridOfRows(["##", "##"]), 16, 16)).toBeNull();
  });
});

describe("path sweep", () => {
  it("[MO5] agrees with a walk sampled every quarter px, but for grazes", () => {
    const cases = grids.chain((grid) =>
      fc.record({
        grid: fc.constant(grid),
        a: placeIn(grid),
        to: fc.record({ column: fc.integer({ min: 0, max: grid.width - 1 }), row: fc.integer({ min: 0, max: grid.height - 1 }) }),
      }),
    );
    fc.assert(
      fc.property(cases, ({ grid, a, to }) => {
        const b = middleOf(to);
        const free = lineFree(grid, a.x, a.y, b.x, b.y);
        const n = Math.max(1, Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) * 4));
        const meets = (half: number): boolean => {
          for (let i = 0; i <= n; i++) if (overlaps(grid, a.x + ((b.x - a.x) * i) / n, a.y + ((b.y - a.y) * i) / n, half)) return true;
          return false;
        };
        // A hair less than the body, so that floats see no grazes; 1/4 px more, so that samples miss no clipped corner.
        if (free) expect(meets(10 - 1e-6)).toBe(false);
        else expect(meets(10.25)).toBe(true);
        if (!boxFree(grid, b.x, b.y)) expect(free).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("[MO5] sees a corner clipped by less than a sample would", () => {
    // From (16,16) to the middle of (8,3): the wall's grown corner lies on, just inside or just outside the line.
    const grid = gridOfRows([".........", ".........", ".........", "........."]);
    const from = { x: 16, y: 16 };
    const to = middleOf({ column: 8, row: 3 });
    expect(lineFree(grid, from.x, from.y, to.x, to.y)).toBe(true);
    // Grazing: straight along a wall, touching it, is free; 1/8 px nearer is not.
    const wall = gridOfRows([".....", "..#..", "....."]);
    expect(lineFree(wall, 16, 22, 144, 22)).toBe(true);
    expect(lineFree(wall, 16, 22.125, 144, 22.125)).toBe(false);
    // Exactly over the grown corner (54, 22) on the diagonal: free; 1/8 px lower: not.
    expect(lineFree(wall, 54 - 6, 22 - 6 + 12, 54 + 6, 22 - 6)).toBe(true);
    expect(lineFree(wall, 54 - 6, 22 - 6 + 12.125, 54 + 6, 22 - 6 + 0.125)).toBe(false);
  });

  it("[MO5] refuses a path that leads over a wall, out of the map, or on without end", () => {
    const grid = gridOfRows(["...", ".#.", "..."]);
    expect(pathFree(grid, [{ column: 2, row: 0 }], 16, 16)).toBe(true);
    expect(pathFree(grid, [{ column: 2, row: 2 }], 16, 16)).toBe(false);
    expect(pathFree(grid, [{ column: 200, row: 0 }], 16, 16)).toBe(false);
    const big = openGrid(255, 255);
    const there = Array.from({ length: 60 }, (_, i) => ({ column: i % 2 === 0 ? 250 : 1, row: 1 }));
    expect(pathFree(big, there, 16, 16)).toBe(false);
  });

  it("a path told from later on is the same path", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ column: fc.integer({ min: 0, max: 19 }), row: fc.integer({ min: 0, max: 19 }) }), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.integer({ min: 0, max: 20_000 }),
        (points, t) => {
          const grid = openGrid(20, 20);
          const whole = segmentOf(grid, 1, 0, 16, 16, { kind: "path", points });
          const later = rebased(grid, whole, t);
          const end = endOf(whole);
          expect(endOf(later)).toMatchObject({ x: end.x, y: end.y });
          for (const dt of [0, 500, 5000]) {
            const a = positionAt(whole, t + dt);
            const b = positionAt(later, t + dt);
            expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeLessThan(0.3);
          }
        },
      ),
    );
  });
});
