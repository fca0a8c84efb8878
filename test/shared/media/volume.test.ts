import fc from "fast-check";
import { expect, it } from "vitest";
import { volumeAt } from "../../../shared/domain/media/volume.ts";
import { HEAR_IN, HEAR_OUT, TILE } from "../../../shared/domain/units.ts";

it("[ME12] full where avatars touch, softer with every step, still words at the edge", () => {
  expect(volumeAt(0, "open")).toBe(1);
  expect(volumeAt(TILE, "open")).toBe(1);
  expect(volumeAt(HEAR_IN, "open")).toBeGreaterThan(0.2);
  expect(volumeAt(HEAR_OUT, "open")).toBeCloseTo(0.1);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 500, noNaN: true }), fc.double({ min: 0, max: 500, noNaN: true }), (a, b) => {
      if (a <= b) expect(volumeAt(a, "open")).toBeGreaterThanOrEqual(volumeAt(b, "open"));
    }),
  );
});

it("[ME12] a meeting area is one conversation whatever the distance; a quiet area is silent", () => {
  expect(volumeAt(40 * TILE, "meeting")).toBe(1);
  expect(volumeAt(null, "meeting")).toBe(1);
  expect(volumeAt(0, "quiet")).toBe(0);
});
