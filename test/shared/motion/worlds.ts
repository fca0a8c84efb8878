/** Arbitraries of motion: grids with walls, free places, courses. */
import fc from "fast-check";
import { type Course, courseOf } from "../../../shared/domain/motion/segment.ts";
import type { Heading } from "../../../shared/domain/motion/heading.ts";
import { type Point, boxFree, isSolid } from "../../../shared/domain/motion/sweep.ts";
import type { Grid } from "../../../shared/domain/place.ts";
import { TILE } from "../../../shared/domain/units.ts";

/** Rows of a map: "#" is solid. */
export function gridOfRows(rows: readonly string[]): Grid {
  const width = rows[0]?.length ?? 0;
  return { width, height: rows.length, solid: Uint8Array.from(rows.join(""), (c) => (c === "#" ? 1 : 0)) };
}

export const openGrid = (width: number, height: number): Grid => ({ width, height, solid: new Uint8Array(width * height) });

/** Grids of up to 12 x 12 tiles, a quarter of them walls, with at least one free tile. */
export const grids: fc.Arbitrary<Grid> = fc
  .tuple(fc.integer({ min: 3, max: 12 }), fc.integer({ min: 3, max: 12 }), fc.double({ min: 0, max: 0.45, noNaN: true }))
  .chain(([width, height, density]) =>
    fc
      .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: width * height, maxLength: width * height })
      .map((chances) => ({ width, height, solid: Uint8Array.from(chances, (c) => (c < density ? 1 : 0)) })),
  )
  .filter((grid) => grid.solid.includes(0));

/** A free place on the wire's grid, often touching walls and tile lines. */
export const placeIn = (grid: Grid): fc.Arbitrary<Point> => {
  const free: Point[] = [];
  for (let r = 0; r < grid.height; r++)
    for (let c = 0; c < grid.width; c++) if (!isSolid(grid, c, r)) free.push({ x: c * TILE, y: r * TILE });
  const offset = fc.oneof(
    fc.constantFrom(10, 16, 22),
    fc.integer({ min: 0, max: 255 }).map((eighths) => eighths / 8),
  );
  return fc
    .tuple(fc.constantFrom(...free), offset, offset)
    .map(([tile, x, y]) => ({ x: tile.x + x, y: tile.y + y }))
    .map((p) => (boxFree(grid, p.x, p.y) ? p : { x: Math.floor(p.x / TILE) * TILE + 16, y: Math.floor(p.y / TILE) * TILE + 16 }));
};

export const headings: fc.Arbitrary<Heading> = fc.integer({ min: 1, max: 8 }).map((h) => h as Heading);

export const pathsIn = (grid: Grid): fc.Arbitrary<Course> =>
  fc
    .array(fc.record({ column: fc.integer({ min: 0, max: grid.width }), row: fc.integer({ min: 0, max: grid.height }) }), {
      minLength: 1,
      maxLength: 6,
    })
    .map((points) => ({ kind: "path", points }));

export const coursesIn = (grid: Grid): fc.Arbitrary<Course> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant(courseOf(0)) },
    { weight: 4, arbitrary: headings.map(courseOf) },
    { weight: 2, arbitrary: pathsIn(grid) },
  );

export const gridAndPlace: fc.Arbitrary<{ grid: Grid; at: Point }> = grids.chain((grid) => placeIn(grid).map((at) => ({ grid, at })));

/** Small seeded generator for loops that are not fast-check's. @returns numbers in [0, 1) */
export function mulberry(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
