import fc from "fast-check";
import { expect, it } from "vitest";
import { boxesOf, freeSpot, notesOf } from "../../../client/board/notes.ts";
import { rectangle } from "../../server/boards/harness.ts";

it("[BD28] the list holds what is written, once each, in the order in which it was put up", () => {
  const text = (id: string, words: string, containerId: string | null, index: string) => ({
    ...rectangle(id, { index, type: "text" }),
    originalText: words,
    text: words,
    containerId,
  });
  const notes = notesOf([
    text("t2", "second", "p2", "a3"),
    rectangle("p2", { index: "a2" }),
    rectangle("p1", { index: "a0" }),
    text("t1", "first", "p1", "a1"),
    text("t3", "free", null, "a5"),
    { ...text("t4", "gone", null, "a4"), isDeleted: true },
    text("t5", "  ", null, "a6"),
    text("t6", "on a paper that is gone", "p9", "a7"),
  ]);
  expect(notes).toEqual([
    { id: "t1", paper: "p1", text: "first" },
    { id: "t2", paper: "p2", text: "second" },
    { id: "t3", paper: null, text: "free" },
    { id: "t6", paper: null, text: "on a paper that is gone" },
  ]);
});

it("[BD28] a new note never lies on what is there", () => {
  const number = fc.integer({ min: -900, max: 900 });
  const box = fc.record({ x: number, y: number, width: fc.integer({ min: 1, max: 600 }), height: fc.integer({ min: 1, max: 600 }) });
  fc.assert(
    fc.property(fc.array(box, { maxLength: 30 }), number, number, (boxes, x, y) => {
      const at = freeSpot(boxes, 210, 150, { x, y });
      for (const b of boxes) expect(at.x + 210 <= b.x || b.x + b.width <= at.x || at.y + 150 <= b.y || b.y + b.height <= at.y).toBe(true);
    }),
  );
  // Drawn from right to left, a shape has a negative width.
  expect(boxesOf([rectangle("r", { x: 10, width: -10, y: 5, height: 5 })])).toEqual([{ x: 0, y: 5, width: 10, height: 5 }]);
});
