import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { megabytesAnHour } from "../../../../client/ui/pictures/cost.ts";
import { gridOf, pageOf } from "../../../../client/ui/pictures/grid.ts";
import { arrange, MOST_PICTURES, steady } from "../../../../client/ui/pictures/order.ts";
import { panBy, WHOLE, zoomAt } from "../../../../client/ui/pictures/zoom.ts";

describe("the order of pictures", () => {
  it("[ME131] newcomers stand behind, the nearest first; nobody else moves when somebody comes, goes or walks about", () => {
    const far = (one: number): number => ({ 1: 90, 2: 30, 3: 60, 4: 1 })[one] ?? 0;
    const first = steady([], new Set([1, 2, 3]), far);
    expect(first).toEqual([2, 3, 1]);
    expect(steady(first, new Set([1, 2, 3, 4]), far)).toEqual([2, 3, 1, 4]);
    expect(steady(first, new Set([1, 2]), far)).toEqual([2, 1]);
    expect(steady(first, new Set([1, 2, 3]), (one) => -far(one))).toEqual(first);
  });

  it("[ME131] for any comings and goings, those who stay keep their order", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(40)), fc.uniqueArray(fc.nat(40)), fc.func(fc.nat(99)), (before, now, far) => {
        const after = steady(before, new Set(now), far);
        expect(new Set(after)).toEqual(new Set(now));
        expect(after.filter((one) => before.includes(one))).toEqual(before.filter((one) => now.includes(one)));
      }),
    );
  });

  it("[ME132] at most twelve pictures; the rest is sound, and whose camera is on unseen is known", () => {
    const order = Array.from({ length: 15 }, (_, i) => i + 1);
    const { pictures, chips, unseen } = arrange(order, new Set(order.slice(1)), (person) => person !== 1);
    expect(pictures).toEqual(order.slice(1, 1 + MOST_PICTURES));
    expect(chips).toEqual([1, 14, 15]);
    expect(unseen).toEqual([14, 15]);
  });
});

describe("the grid", () => {
  it("fills a desk and a phone", () => {
    expect(gridOf(4, 1000, 560, 10)).toMatchObject({ columns: 2 });
    expect(gridOf(2, 370, 600, 10)).toMatchObject({ columns: 1 });
    expect(gridOf(6, 370, 600, 10)).toMatchObject({ columns: 2 });
  });

  it("[ME133] never leaves its page, whatever its size", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 160, max: 3000 }),
        fc.integer({ min: 120, max: 2000 }),
        (n, width, height) => {
          const grid = gridOf(n, width, height, 10);
          expect(grid.columns * grid.width + (grid.columns - 1) * 10).toBeLessThanOrEqual(width);
          const rows = Math.ceil(n / grid.columns);
          expect(rows * grid.height + (rows - 1) * 10).toBeLessThanOrEqual(height);
        },
      ),
    );
  });

  it("[ME133] pages: who leaves may take the last page along", () => {
    const all = Array.from({ length: 13 }, (_, i) => i);
    expect(pageOf(all, 2, 6)).toEqual({ shown: [12], page: 2, pages: 3 });
    expect(pageOf(all.slice(0, 12), 2, 6)).toEqual({ shown: all.slice(6, 12), page: 1, pages: 2 });
    expect(pageOf([], 0, 6)).toEqual({ shown: [], page: 0, pages: 1 });
  });
});

describe("looking closer", () => {
  const box = { width: 400, height: 300 };

  it("keeps what is under the finger, and the picture's edge outside", () => {
    const near = zoomAt(WHOLE, 2, { x: 100, y: 50 }, box);
    expect(near).toEqual({ scale: 2, x: -100, y: -50 });
    expect(panBy(near, 5_000, -5_000, box)).toEqual({ scale: 2, x: 200, y: -150 });
    expect(zoomAt(near, 0.01, { x: 0, y: 0 }, box)).toEqual(WHOLE);
  });
});

it("[ME134] what a mode costs follows from what is sent: less for the saver, least for sound", () => {
  expect(megabytesAnHour("full")).toBe(560);
  expect(megabytesAnHour("saver")).toBe(180);
  expect(megabytesAnHour("sound")).toBe(22);
});
