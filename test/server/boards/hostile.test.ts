/** Whatever one connection sends, the others draw on. */
import * as encoding from "lib0/encoding";
import fc from "fast-check";
import WebSocket from "ws";
import * as Y from "yjs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkUpdate } from "../../../server/adapters/boards/update-check.ts";
import { ELEMENTS, MAX_FRAME_BYTES, META } from "../../../shared/board/board.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { client, rectangle, startBoards, synced, type TestBoards, type TestClient, until } from "./harness.ts";
import type { MemoryBoardLog } from "../../../server/adapters/memory/board-log.ts";

let server: TestBoards<MemoryBoardLog>;
let ana: TestClient;
let bor: TestClient;
beforeAll(async () => {
  server = await startBoards();
  ana = client(server.port, "ana");
  bor = client(server.port, "bor");
  await synced(ana, bor);
});
afterAll(async () => {
  ana.provider.destroy();
  bor.provider.destroy();
  await server.stop();
});

let drawn = 0;
/** Ana draws, Bor sees it, and neither was thrown out. */
async function othersGoOn(): Promise<void> {
  const id = `check-${drawn++}`;
  ana.elements.set(id, rectangle(id));
  await until(() => bor.elements.has(id), "the others' drawing");
  expect(ana.provider.wsconnected && bor.provider.wsconnected).toBe(true);
}

/** Sends frames as a guest of their own and waits until the server has dealt with them. @returns the close code, null when still open */
async function attack(frames: (Uint8Array | string)[]): Promise<number | null> {
  const ws = new WebSocket(`ws://127.0.0.1:${server.port}/board/house/b1?v=1`, { headers: { "x-user": "cene" } });
  ws.on("error", () => {});
  let code: number | null = null;
  ws.on("close", (c) => {
    code = c;
  });
  await new Promise((resolve) => ws.once("message", resolve));
  for (const frame of frames) if (ws.readyState === WebSocket.OPEN) ws.send(frame);
  let pong = false;
  ws.on("pong", () => {
    pong = true;
  });
  if (ws.readyState === WebSocket.OPEN) ws.ping();
  await until(() => pong || code !== null, "an answer to the attack");
  ws.terminate();
  return code;
}

const sync = (step: number, data: Uint8Array): Uint8Array => {
  const e = encoding.createEncoder();
  encoding.writeVarUint(e, 0);
  encoding.writeVarUint(e, step);
  encoding.writeVarUint8Array(e, data);
  return encoding.toUint8Array(e);
};
const nothing = sync(1, Y.encodeStateAsUpdate(new Y.Doc()));
/** An update that `draw` makes on top of what the board holds. */
function updateOf(draw: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(ana.doc));
  const before = Y.encodeStateVector(doc);
  draw(doc);
  return Y.encodeStateAsUpdate(doc, before);
}
const valid = (): Uint8Array =>
  sync(
    2,
    updateOf((doc) => doc.getMap(ELEMENTS).set("x", rectangle("x"))),
  );

it("[BD16] garbage, truncated and altered frames hurt nobody else", async () => {
  const garbage = fc.uint8Array({ maxLength: 200 });
  const truncated = fc.nat(1_000).map((n) => valid().subarray(0, n % valid().length));
  const altered = fc.tuple(fc.nat(10_000), fc.integer({ min: 1, max: 255 })).map(([at, x]) => {
    const frame = valid().slice();
    const i = at % frame.length;
    frame[i] = (frame[i] ?? 0) ^ x;
    return frame;
  });
  const typed = fc.tuple(fc.constantFrom(0, 1, 2, 3, 4, 100, 101, 102), garbage).map(([type, rest]) => Uint8Array.of(type, ...rest));
  const stroke = garbage.map((rest) => Uint8Array.of(101, 1, 2, 3, 4, ...rest));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(garbage, truncated, altered, typed, stroke), { minLength: 1, maxLength: 5 }), async (frames) => {
      await attack([nothing, ...frames]);
      await othersGoOn();
    }),
    { numRuns: 60 },
  );
  expect(server.errors).toEqual([]);
});

it("[BD17] a frame that is too large, text, or nested without end closes its own connection only", async () => {
  expect(await attack([new Uint8Array(MAX_FRAME_BYTES + 1)])).toBe(CLOSE.BOARD_TOO_LARGE);
  expect(await attack([new Uint8Array(5 * MAX_FRAME_BYTES)])).not.toBeNull();
  expect(await attack(["hello"])).toBe(CLOSE.BOARD_BAD_FRAME);
  const nested = updateOf((doc) => {
    let deep: unknown = 1;
    for (let i = 0; i < 3_000; i++) deep = [deep];
    doc.getMap(ELEMENTS).set("deep", { ...rectangle("deep"), customData: deep });
  });
  expect(await attack([nothing, sync(2, nested)])).toBe(CLOSE.BOARD_BAD_FRAME);
  await othersGoOn();
});

it("[BD18] what is no drawing never gets into a board", async () => {
  const draws: Record<string, (doc: Y.Doc) => void> = {
    "another map": (doc) => doc.getMap("votes").set("a", 1),
    "a text": (doc) => doc.getText("text").insert(0, "hello"),
    "a list in place of the map": (doc) => doc.getArray("more").push([1]),
    "a nested type": (doc) => doc.getMap(ELEMENTS).set("n", new Y.Map()),
    "a type behind a known key": (doc) => doc.getMap(ELEMENTS).set("check-0", new Y.Text("x")),
    "no element": (doc) => doc.getMap(ELEMENTS).set("e", { id: "e" }),
    "an element under another id": (doc) => doc.getMap(ELEMENTS).set("e", rectangle("f")),
    "a picture in the document": (doc) =>
      doc.getMap(ELEMENTS).set("e", { ...rectangle("e"), type: "image", fileId: "x", dataURL: "data:image/png;base64,AAAA" }),
    "a field that no element has": (doc) => doc.getMap(ELEMENTS).set("e", { ...rectangle("e"), html: "<script>" }),
    "a script as a link": (doc) => doc.getMap(ELEMENTS).set("e", rectangle("e", { link: "javascript:alert(1)" })),
    "a version out of reach": (doc) => doc.getMap(ELEMENTS).set("check-0", rectangle("check-0", { version: 2 ** 50 })),
    "a number that is none": (doc) => doc.getMap(ELEMENTS).set("e", rectangle("e", { x: Number.NaN })),
    "another schema": (doc) => doc.getMap(META).set("schema", 99),
  };
  await othersGoOn();
  for (const [what, draw] of Object.entries(draws)) {
    expect(await attack([nothing, sync(2, updateOf(draw))]), what).toBe(CLOSE.BOARD_BAD_FRAME);
  }
  // An edit that builds on one the server never got.
  const ahead = new Y.Doc();
  ahead.getMap(ELEMENTS).set("a", rectangle("a"));
  const before = Y.encodeStateVector(ahead);
  ahead.getMap(ELEMENTS).set("b", rectangle("b"));
  expect(await attack([nothing, sync(2, Y.encodeStateAsUpdate(ahead, before))])).toBe(CLOSE.BOARD_BAD_FRAME);
  expect(Object.keys(ana.doc.toJSON()).sort()).toEqual([ELEMENTS, META]);
  await othersGoOn();
});

it("[BD19] every history of honest edits passes the check", () => {
  const step = fc.record({ who: fc.nat(2), id: fc.constantFrom("a", "b", "c", "d"), act: fc.constantFrom("set", "set", "delete", "sync") });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const server = new Y.Doc();
      server.getMap(ELEMENTS);
      server.getMap(META);
      const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
      const versions = new Map<string, number>();
      const sync = (doc: Y.Doc): void => {
        const update = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server));
        expect(checkUpdate(server, update, () => true).fault).toBeNull();
        Y.applyUpdate(server, update);
        expect(server.store.pendingStructs).toBeNull();
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(doc)));
      };
      for (const { who, id, act } of steps) {
        const doc = docs[who] ?? server;
        const version = (versions.get(id) ?? 0) + 1;
        versions.set(id, version);
        if (act === "set") doc.getMap(ELEMENTS).set(id, rectangle(id, { version }));
        else if (act === "delete") doc.getMap(ELEMENTS).delete(id);
        else sync(doc);
      }
      for (const doc of docs) sync(doc);
    }),
    { numRuns: 200 },
  );
});
