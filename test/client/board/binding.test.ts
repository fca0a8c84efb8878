import fc from "fast-check";
import * as Y from "yjs";
import { describe, expect, it } from "vitest";
import { Binding } from "../../../client/board/binding.ts";
import { checkUpdate } from "../../../server/adapters/boards/update-check.ts";
import { ELEMENTS, META } from "../../../shared/board/board.ts";
import type { BoardElement } from "../../../shared/board/element.ts";
import { rectangle } from "../../server/boards/harness.ts";
import { FakeFrames, FakeScene } from "./fake-scene.ts";

/** Pages at one board through a relay that may keep each page's mail back. */
function pages(count: number, random: () => number) {
  const server = new Y.Doc();
  server.getMap(ELEMENTS);
  server.getMap(META);
  const all = Array.from({ length: count }, (_, i) => {
    const doc = new Y.Doc();
    doc.clientID = i + 1;
    const scene = new FakeScene();
    const frames = new FakeFrames();
    const binding = new Binding(doc.getMap<BoardElement>(ELEMENTS), scene, frames, random, () => {});
    // The engine hints at each change of the drawing, and at nothing else.
    scene.onChange = () => binding.changed();
    return { doc, scene, frames, binding };
  });
  type Page = (typeof all)[number];
  /** Both ways, as after a reconnect. */
  const sync = (page: Page): void => {
    const up = Y.encodeStateAsUpdate(page.doc, Y.encodeStateVector(server));
    expect(checkUpdate(server, up, () => true).fault).toBeNull();
    Y.applyUpdate(server, up);
    Y.applyUpdate(page.doc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(page.doc)));
  };
  const settle = (): number => {
    let calm = 0;
    for (let round = 1; round <= 30; round++) {
      const before = JSON.stringify(server.getMap(ELEMENTS).toJSON());
      for (const page of all) {
        page.frames.run();
        sync(page);
      }
      calm = before === JSON.stringify(server.getMap(ELEMENTS).toJSON()) ? calm + 1 : 0;
      // Two rounds in which nobody wrote: what the last one wrote has been drawn by all.
      if (calm === 2) return round;
    }
    throw new Error("the pages never come to rest");
  };
  return { all, sync, settle, server };
}

/** What one sees. */
const look = (scene: FakeScene): string =>
  JSON.stringify([...scene.map.values()].filter((e) => !e.isDeleted).sort((a, b) => (a.id < b.id ? -1 : 1)));

describe("the drawing and the document", () => {
  it("[BD20] 20 of 20 concurrent edits of one note end the same everywhere", () => {
    let same = 0;
    for (let round = 0; round < 20; round++) {
      const { all, settle } = pages(2, () => 0.5);
      const [a, b] = all;
      if (a === undefined || b === undefined) throw new Error("two pages");
      a.scene.draw(rectangle("note"));
      settle();
      // Both at the same version; nonces and client ids disagree about the winner in half of the rounds.
      a.scene.change("note", { x: 1_000 + round }, round % 2 === 0 ? 5 : 9);
      b.scene.change("note", { x: 2_000 + round }, 7);
      settle();
      if (
        look(a.scene) === look(b.scene) &&
        JSON.stringify(a.doc.getMap(ELEMENTS).toJSON()) === JSON.stringify(b.doc.getMap(ELEMENTS).toJSON())
      )
        same += 1;
      expect(a.scene.map.get("note")?.x).toBe(round % 2 === 0 ? 1_000 + round : 2_000 + round);
      expect(a.doc.getMap<BoardElement>(ELEMENTS).get("note")?.x).toBe(a.scene.map.get("note")?.x);
    }
    expect(same).toBe(20);
  });

  it("[BD21] whatever three people do, in whatever order it travels, all end with one drawing", () => {
    const step = fc.record({
      who: fc.nat(2),
      id: fc.constantFrom("a", "b", "c"),
      act: fc.constantFrom("draw", "move", "move", "erase", "type", "stop", "sync", "frame", "flush"),
      n: fc.nat(1_000),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.nat(), (steps, seed) => {
        let state = seed;
        const { all, sync, settle } = pages(3, () => {
          state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
          return state / 2 ** 32;
        });
        for (const { who, id, act, n } of steps) {
          const page = all[who];
          if (page === undefined) continue;
          const { scene } = page;
          if (act === "draw" && !scene.map.has(id)) scene.draw(rectangle(id, { x: n, versionNonce: n }));
          else if (act === "move") scene.change(id, { x: n }, n);
          else if (act === "erase") scene.change(id, { isDeleted: true }, n);
          else if (act === "type" && scene.map.has(id)) {
            scene.editing = id;
            scene.change(id, { y: n }, n);
          } else if (act === "stop") scene.editing = null;
          else if (act === "sync") sync(page);
          else if (act === "frame") page.frames.run();
          else if (act === "flush") page.binding.flush();
        }
        // Two who type into one note at the same time are at rest too: no copies chase each other.
        settle();
        for (const page of all) page.scene.editing = null;
        for (const page of all) page.binding.flush();
        settle();
        const [first, ...rest] = all;
        for (const page of rest) expect(look(page.scene)).toBe(first === undefined ? "" : look(first.scene));
        for (const page of all) {
          const doc = page.doc.getMap<BoardElement>(ELEMENTS);
          for (const [id, e] of page.scene.map) {
            if (doc.has(id)) expect(doc.get(id)).toEqual(e);
            else expect(e.isDeleted).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("[BD22] what one is typing is not taken away by another's change, and is there for all in the end", () => {
    const { all, settle } = pages(2, () => 0.5);
    const [a, b] = all;
    if (a === undefined || b === undefined) throw new Error("two pages");
    a.scene.draw(rectangle("note"));
    settle();
    a.scene.editing = "note";
    a.scene.change("note", { y: 1 }, 3);
    for (let i = 0; i < 5; i++) b.scene.change("note", { x: i }, 4);
    settle();
    expect(a.scene.map.get("note")?.y).toBe(1);
    a.scene.change("note", { y: 2 }, 3);
    settle();
    a.scene.editing = null;
    settle();
    expect(a.scene.map.get("note")?.y).toBe(2);
    expect(look(b.scene)).toBe(look(a.scene));
  });

  it("[BD23] a stroke is written once, when it is finished; a shape drawn to nothing goes for all", () => {
    const { all, settle } = pages(2, () => 0.5);
    const [a, b] = all;
    if (a === undefined || b === undefined) throw new Error("two pages");
    let updates = 0;
    a.doc.on("update", () => updates++);
    a.scene.unfinished = "line";
    a.scene.draw(rectangle("line"));
    for (let i = 0; i < 20; i++) {
      a.scene.change("line", { width: i + 1 }, i);
      a.binding.flush();
    }
    expect(updates).toBe(0);
    a.scene.unfinished = null;
    a.scene.onChange();
    settle();
    expect(updates).toBe(1);
    expect(b.scene.map.has("line")).toBe(true);
    // Excalidraw takes a shape of no size out of the drawing without marking it.
    a.scene.drop("line");
    settle();
    expect(b.scene.map.get("line")?.isDeleted).toBe(true);
  });

  it("[BD24] a picture or an embedded page is taken out of the drawing instead of into the document", () => {
    const { all, settle } = pages(1, () => 0.5);
    const [a] = all;
    if (a === undefined) throw new Error("a page");
    a.scene.draw({ ...rectangle("pic"), type: "image", fileId: "f" });
    a.scene.draw({
      ...rectangle("big"),
      type: "freedraw",
      points: Array.from({ length: 20_000 }, () => [0.1, 0.2]),
      pressures: [],
      simulatePressure: true,
    });
    settle();
    expect(a.scene.refused.sort()).toEqual(["big", "pic"]);
    expect(a.doc.getMap(ELEMENTS).size).toBe(0);
  });
});
