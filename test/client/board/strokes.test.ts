import fc from "fast-check";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { expect, it } from "vitest";
import { HeardStrokes, StrokeSender } from "../../../client/board/strokes.ts";
import { MAX_STROKE_SEGMENTS, readSegments, writeSegment } from "../../../shared/board/stroke.ts";

it("[BD26] others see the line where it is drawn, to an eighth of a px, however long it is", () => {
  const place = fc.double({ min: -3_000, max: 3_000, noNaN: true });
  const move = fc.tuple(fc.double({ min: -80, max: 80, noNaN: true }), fc.double({ min: -80, max: 80, noNaN: true }));
  fc.assert(
    fc.property(place, place, fc.array(fc.array(move, { maxLength: 90 }), { minLength: 1, maxLength: 20 }), (x, y, flushes) => {
      const sender = new StrokeSender(() => 0.25);
      const heard = new HeardStrokes();
      const points: [number, number][] = [[0, 0]];
      let [px, py] = [0, 0];
      for (const moves of flushes) {
        for (const [dx, dy] of moves) points.push([(px += dx), (py += dy)]);
        const segments = sender.segments({ id: "s", x, y, points, colour: "#ff0000", width: 2 });
        expect(segments.length).toBeLessThanOrEqual(MAX_STROKE_SEGMENTS);
        for (const segment of segments) {
          const encoder = encoding.createEncoder();
          writeSegment(encoder, segment);
          heard.take(readSegments(decoding.createDecoder(encoding.toUint8Array(encoder)), 1), 0, () => false);
        }
      }
      const [line] = heard.strokes.values();
      expect(line?.points.length).toBe(points.length * 2);
      expect(Math.abs((line?.points.at(-2) ?? 0) - (x + px))).toBeLessThan(0.13);
      expect(Math.abs((line?.points.at(-1) ?? 0) - (y + py))).toBeLessThan(0.13);
      // Gone as soon as the element is there.
      expect(heard.prune(0, (id) => id === "s")).toBe(false);
    }),
  );
});
