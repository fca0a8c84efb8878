import fc from "fast-check";
import { expect, it } from "vitest";
import { layPlates, PLATE_STEP, type Plate } from "../../../client/world/plates.ts";

const plate = (id: number, x: number, rank = 3, bottom = 100): Plate => ({ id, x, bottom, width: 80, rank });

it("[UI30] plates of people side by side stand in two rows, and that of oneself over one's head", () => {
  const row = [1, 2, 3, 4].map((id) => plate(id, id * 50));
  expect([...layPlates([...row, plate(9, 250, 0)], new Map())]).toEqual([
    [9, 0],
    [1, 0],
    [2, 1],
    [3, 0],
    [4, 1],
  ]);
});

it("[UI30] no plate lies on another, whoever stands where, and the one who matters most has one", () => {
  const crowd = fc.array(
    fc.record({
      x: fc.integer({ min: 0, max: 600 }),
      bottom: fc.integer({ min: 0, max: 300 }),
      width: fc.integer({ min: 20, max: 176 }),
      rank: fc.integer({ min: 1, max: 9 }),
      last: fc.integer({ min: -1, max: 1 }),
    }),
    { minLength: 1, maxLength: 60 },
  );
  fc.assert(
    fc.property(crowd, (people) => {
      const plates = people.map((one, i) => ({ ...one, id: i + 1, rank: i === 0 ? 0 : one.rank }));
      const before = new Map(plates.filter(({ last }) => last >= 0).map(({ id, last }) => [id, last]));
      const rows = layPlates(plates, before);
      expect(rows.has(1)).toBe(true);
      const shown = plates
        .filter(({ id }) => rows.has(id))
        .map((one) => ({ ...one, bottom: one.bottom - (rows.get(one.id) ?? 0) * PLATE_STEP }));
      for (const [i, a] of shown.entries()) {
        for (const b of shown.slice(i + 1)) {
          const apart = Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.bottom - b.bottom) >= PLATE_STEP;
          expect(apart, JSON.stringify([a, b])).toBe(true);
        }
      }
    }),
  );
});

it("[UI30] a plate that was moved up comes down when there is room for good, and does not flicker at the edge", () => {
  const at = (x: number, before: number) => layPlates([plate(1, 0, 0), plate(2, x)], new Map([[2, before]])).get(2);
  expect([at(82, 0), at(82, 1), at(90, 1)]).toEqual([0, 1, 0]);
});
