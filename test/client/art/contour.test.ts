import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { traceRegions } from "../../../client/art/contour.ts";

/** Twice the area inside the loops: holes count against it. */
const doubled = (loops: ReturnType<typeof traceRegions>): number =>
  loops.reduce(
    (sum, loop) =>
      sum + loop.reduce((s, a, i) => s + a.x * (loop[(i + 1) % loop.length]?.y ?? 0) - (loop[(i + 1) % loop.length]?.x ?? 0) * a.y, 0),
    0,
  );

describe("the outline of a region", () => {
  it("encloses exactly its cells, whatever they are: islands, holes, cells that touch at a corner", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 48, maxLength: 48 }), (cells) => {
        const loops = traceRegions(8, 6, (x, y) => cells[y * 8 + x] === true);
        expect(doubled(loops)).toBe(cells.filter(Boolean).length * 2);
        for (const loop of loops)
          for (const [i, a] of loop.entries()) {
            const b = loop[(i + 1) % loop.length];
            expect(a.x === b?.x || a.y === b?.y).toBe(true);
          }
      }),
    );
  });
});
