import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clampZoom,
  follow,
  keepInside,
  leastZoom,
  MAX_HALF_VIEW,
  MAX_ZOOM,
  toScreen,
  toWorld,
  usualZoom,
  type View,
} from "../../../client/world/view.ts";

const screens = fc.record({ width: fc.integer({ min: 200, max: 3000 }), height: fc.integer({ min: 200, max: 2000 }) });
const map = { width: 1440, height: 1008 };

describe("the view of the world", () => {
  it("[MP6] however one zooms, half the view fits into a cell of what the server sends", () => {
    fc.assert(
      fc.property(screens, fc.double({ min: 0.01, max: 50, noNaN: true }), ({ width, height }, zoom) => {
        const z = clampZoom(zoom, width, height);
        // A screen so large that even the greatest zoom shows more keeps the least zoom that does not.
        fc.pre(leastZoom(width, height) <= MAX_ZOOM);
        expect(width / 2 / z).toBeLessThanOrEqual(MAX_HALF_VIEW + 0.001);
        expect(height / 2 / z).toBeLessThanOrEqual(MAX_HALF_VIEW + 0.001);
      }),
    );
  });

  it("[MP6] the usual zoom shows about 10 tiles across a phone and 19 across a laptop", () => {
    expect(390 / usualZoom(390, 844) / 48).toBeCloseTo(9.7, 0);
    expect(1280 / usualZoom(1280, 720) / 48).toBeCloseTo(19.3, 0);
  });

  it("a point on the screen and back is the same point", () => {
    fc.assert(
      fc.property(screens, fc.double({ min: 0.6, max: 2.6, noNaN: true }), fc.integer({ min: 0, max: 2000 }), (screen, zoom, at) => {
        const view: View = { ...screen, zoom, x: 700, y: 300 };
        const world = toWorld(view, at, at / 2);
        const back = toScreen(view, world.x, world.y);
        expect(back.x).toBeCloseTo(at, 6);
        expect(back.y).toBeCloseTo(at / 2, 6);
      }),
    );
  });

  it("following ends, holds its target in view, and reduced motion snaps at once", () => {
    const view: View = { x: 300, y: 300, zoom: 1.4, width: 800, height: 500 };
    const target = { x: 900, y: 600 };
    let frames = 0;
    while (follow(view, target, map, 16) && frames < 600) frames++;
    expect(frames).toBeLessThan(300);
    expect(Math.abs(view.x - target.x)).toBeLessThan(view.width / view.zoom / 2);
    const snapped: View = { ...view, x: 0, y: 0 };
    follow(snapped, { x: 700, y: 500 }, map, Number.POSITIVE_INFINITY);
    expect(snapped).toMatchObject({ x: 700, y: 500 });
  });

  it("a map smaller than the view stands in its middle", () => {
    const view: View = { x: 0, y: 0, zoom: 0.6, width: 2000, height: 1400 };
    keepInside(view, map);
    expect(view).toMatchObject({ x: 720, y: 504 });
  });
});
