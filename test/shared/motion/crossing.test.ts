import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextBorder, nextRange, restBefore } from "../../../shared/domain/motion/crossing.ts";
import { endOf, positionAt, segmentOf } from "../../../shared/domain/motion/segment.ts";
import { contains } from "../../../shared/domain/place.ts";
import { HEAR_IN, HEAR_OUT } from "../../../shared/domain/units.ts";
import { coursesIn, grids, placeIn } from "./worlds.ts";

const rect = fc.record({
  x: fc.integer({ min: 0, max: 300 }),
  y: fc.integer({ min: 0, max: 300 }),
  w: fc.integer({ min: 8, max: 150 }),
  h: fc.integer({ min: 8, max: 150 }),
});
const segments = grids.chain((grid) =>
  fc
    .tuple(placeIn(grid), coursesIn(grid), placeIn(grid), coursesIn(grid))
    .map(([a, ca, b, cb]) => [segmentOf(grid, 1, 1000, a.x, a.y, ca), segmentOf(grid, 1, 900, b.x, b.y, cb)] as const),
);

describe("predicted crossings", () => {
  it("[MO14] an area's border is told within 2 ms of the first moment at which it matters", () => {
    fc.assert(
      fc.property(
        segments,
        fc.array(rect, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1000, max: 2500 }),
        ([segment], rects, from) => {
          const until = from + 400;
          const inside = (t: number): string => {
            const p = positionAt(segment, t);
            return rects.map((r) => contains(r, p.x, p.y)).join();
          };
          let first: number | null = null;
          for (let t = from + 1; t <= until && first === null; t++) if (inside(t) !== inside(from)) first = t;
          const told = nextBorder(segment, rects, from, until);
          if (first === null) expect(told === null || told > until - 2).toBe(true);
          // A visit that ends within a ms or two may be told or not.
          else if (told === null) expect(inside(first + 2)).toBe(inside(from));
          else expect(Math.abs(told - first)).toBeLessThanOrEqual(2);
        },
      ),
      { numRuns: 500 },
    );
  });

  const rangeIsTold = fc.property(segments, fc.integer({ min: 1000, max: 2500 }), ([a, b], from) => {
    const until = from + 400;
    const distance = (t: number): number => {
      const p = positionAt(a, t);
      const q = positionAt(b, t);
      return Math.hypot(p.x - q.x, p.y - q.y);
    };
    // A crossing that anyone could hear: by more than a hair. Two who come to rest exactly in range touch it for no time.
    let beyondIn = distance(from) > HEAR_IN;
    let withinOut = distance(from) < HEAR_OUT;
    let first: number | null = null;
    for (let t = from + 1; t <= until && first === null; t++) {
      const d = distance(t);
      if ((beyondIn && d < HEAR_IN - 0.05) || (withinOut && d > HEAR_OUT + 0.05)) first = t;
      beyondIn ||= d > HEAR_IN;
      withinOut ||= d < HEAR_OUT;
    }
    const told = nextRange(a, b, from, until);
    if (first !== null) expect(told !== null && told <= first).toBe(true);
    if (told !== null) expect(Math.min(Math.abs(distance(told) - HEAR_IN), Math.abs(distance(told) - HEAR_OUT))).toBeLessThan(0.4);
  });

  it("[MO14] so is the range of someone near", () => {
    fc.assert(rangeIsTold, { numRuns: 500 });
  });

  it("[MO14] a range that is met at the very moment, to within rounding, is told too (seed 1226249675)", () => {
    fc.assert(rangeIsTold, { seed: 1226249675, path: "216", numRuns: 1 });
  });

  it("[MO14] the end of a walk is told, so that all of it is confirmed", () => {
    fc.assert(
      fc.property(segments, ([segment]) => {
        const end = endOf(segment).t;
        const told = restBefore(segment, 1000, 1400);
        if (end > 1000 && end <= 1399) expect(told).toBe(Math.ceil(end));
        if (end > 1400) expect(told).toBeNull();
      }),
    );
  });
});
