import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import * as Y from "yjs";
import { afterEach, describe, expect, it } from "vitest";
import { ELEMENTS, MESSAGE_DURABLE, MESSAGE_NOTICE, MESSAGE_STROKE } from "../../../shared/board/board.ts";
import { readSegments, writeSegment } from "../../../shared/board/stroke.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import * as decoding from "lib0/decoding";
import { client, content, rectangle, startBoards, synced, type TestBoards, type TestClient, until } from "./harness.ts";
import type { BoardElement } from "../../../shared/board/element.ts";
import type { MemoryBoardLog } from "../../../server/adapters/memory/board-log.ts";

let server: TestBoards<MemoryBoardLog>;
const clients: TestClient[] = [];
const sockets: WebSocket[] = [];
const come = (user: string, board?: string, params?: Record<string, string>): TestClient => {
  const c = client(server.port, user, board, params);
  clients.push(c);
  return c;
};
/** A bare socket: everything it was sent, and how it ended. */
function bare(user: string | null, path = "/board/house/b1", headers: Record<string, string> = {}) {
  const ws = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, {
    headers: { ...(user === null ? {} : { "x-user": user }), ...headers },
  });
  sockets.push(ws);
  const heard: Uint8Array[] = [];
  ws.on("message", (data: Buffer) => heard.push(new Uint8Array(data)));
  ws.on("error", () => {});
  const closed = new Promise<number>((resolve) => ws.on("close", resolve));
  const opened = new Promise<void>((resolve) => ws.on("open", resolve));
  return { ws, heard, closed, opened };
}
const frame = (type: number, write: (e: encoding.Encoder) => void): Uint8Array => {
  const e = encoding.createEncoder();
  encoding.writeVarUint(e, type);
  write(e);
  return encoding.toUint8Array(e);
};
const sendUpdate = (ws: WebSocket, data: Uint8Array, step = 2): void =>
  ws.send(
    frame(0, (e) => {
      encoding.writeVarUint(e, step);
      encoding.writeVarUint8Array(e, data);
    }),
  );
const answerSync = (ws: WebSocket): void => sendUpdate(ws, Y.encodeStateAsUpdate(new Y.Doc()), 1);
const start = async (): Promise<void> => {
  server = await startBoards();
};

afterEach(async () => {
  for (const c of clients.splice(0)) c.provider.destroy();
  for (const s of sockets.splice(0)) s.terminate();
  await server.stop();
});

describe("drawing together", () => {
  it("[BD1] a stock y-websocket client sees what another drew", async () => {
    await start();
    const [a, b] = [come("ana"), come("bor")];
    await synced(a, b);
    a.elements.set("one", rectangle("one"));
    await until(() => b.elements.has("one"), "the element at the other");
    expect(content(a)).toBe(content(b));
  });

  it("[BD2] two offline edits merge identically everywhere", async () => {
    await start();
    const [a, b] = [come("ana"), come("bor")];
    await synced(a, b);
    a.elements.set("note", rectangle("note"));
    await until(() => b.elements.has("note"), "the note");
    a.provider.disconnect();
    b.provider.disconnect();
    a.elements.set("note", rectangle("note", { version: 2, x: 1 }));
    a.elements.set("from-a", rectangle("from-a"));
    b.elements.set("note", rectangle("note", { version: 2, x: 2 }));
    b.elements.set("from-b", rectangle("from-b"));
    a.provider.connect();
    b.provider.connect();
    const c = come("cene");
    await until(() => [a, b, c].every((x) => x.elements.size === 3) && content(a) === content(b) && content(b) === content(c), "one state");
    expect([1, 2]).toContain(a.elements.get("note")?.x);
  });

  it("[BD3] nothing is relayed before it is on the disk, and a client that asks is told when", async () => {
    await start();
    const log = server.log;
    const order: string[] = [];
    const append = log.append.bind(log);
    log.append = async (rows) => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      const seqs = await append(rows);
      order.push("committed");
      return seqs;
    };
    const [a, b] = [come("ana", "b1", { v: "1" }), come("bor")];
    let durable = 0;
    a.provider.messageHandlers[MESSAGE_DURABLE] = (_e, decoder) => {
      durable = decoding.readVarUint(decoder);
      order.push("told");
    };
    await synced(a, b);
    await until(() => durable === 1, "the answer to the sync request counted");
    order.length = 0;
    b.elements.observe(() => order.push("seen"));
    a.elements.set("one", rectangle("one"));
    await until(() => durable === 2 && order.includes("seen"), "saved and seen");
    expect(order[0]).toBe("committed");
    // Another who joins while a commit is under way gets nothing that is not on the disk either.
    const c = come("cene");
    order.length = 0;
    c.elements.observe(() => order.push("seen"));
    a.elements.set("two", rectangle("two"));
    await until(() => c.elements.has("two"), "the newcomer sees it");
    expect(order.indexOf("committed")).toBeLessThan(order.indexOf("seen"));
  });

  it("[BD4] when the disk refuses, people read it, nobody sees what is not saved, and nothing is lost", async () => {
    await start();
    const [a, b] = [come("ana", "b1", { v: "1" }), come("bor")];
    const notices: string[] = [];
    a.provider.messageHandlers[MESSAGE_NOTICE] = (_e, decoder) => {
      notices.push(decoding.readVarString(decoder));
    };
    a.provider.messageHandlers[MESSAGE_DURABLE] = () => {};
    await synced(a, b);
    server.log.failing = true;
    a.elements.set("one", rectangle("one"));
    await until(() => notices.includes("not_saved"), "told");
    expect(b.elements.has("one")).toBe(false);
    a.elements.set("two", rectangle("two"));
    server.log.failing = false;
    await until(() => b.elements.size === 2, "both arrive after all");
    expect(notices).toEqual(["not_saved", "saved"]);
  });

  it("[BD5] a board that everyone has left comes back from the log", async () => {
    await start();
    const a = come("ana");
    await synced(a);
    for (let i = 0; i < 50; i++) a.elements.set(`e${i}`, rectangle(`e${i}`));
    const b = come("bor");
    await until(() => b.elements.size === 50, "all there");
    a.provider.destroy();
    b.provider.destroy();
    await until(() => server.boards.open === 0, "put away");
    const stored = await server.log.load("house/b1");
    expect(stored.updates).toHaveLength(0);
    expect(stored.snapshot).not.toBeNull();
    const c = come("cene");
    await until(() => c.elements.size === 50, "back");
  });

  it("[BD6] a stroke in progress reaches others that understand it, and is never stored", async () => {
    await start();
    const a = bare("ana", "/board/house/b1?v=1");
    const b = bare("bor", "/board/house/b1?v=1");
    const stock = bare("cene");
    await Promise.all([a.opened, b.opened, stock.opened]);
    await until(() => a.heard.length > 0 && b.heard.length > 0, "in");
    const stroke = frame(MESSAGE_STROKE, (e) =>
      writeSegment(e, { stroke: 7, head: { id: "s1", colour: "#ff0000", width: 2, x: 1.5, y: -3 }, steps: [1, 2, -3.5, 0.125] }),
    );
    a.ws.send(stroke);
    await until(() => b.heard.some((m) => m[0] === MESSAGE_STROKE), "the stroke");
    const got = b.heard.find((m) => m[0] === MESSAGE_STROKE) ?? new Uint8Array();
    expect(readSegments(decoding.createDecoder(got.subarray(1)), 1)).toEqual([
      { stroke: 7, head: { id: "s1", colour: "#ff0000", width: 2, x: 1.5, y: -3 }, steps: [1, 2, -3.5, 0.125] },
    ]);
    expect(stock.heard.some((m) => m[0] === MESSAGE_STROKE)).toBe(false);
    expect((await server.log.load("house/b1")).updates.every((u) => !Buffer.from(u).includes("s1"))).toBe(true);
  });
});

describe("who may do what", () => {
  it("[BD7] without a session, from another site, as a stranger, to an unknown board: refused by name", async () => {
    await start();
    expect(await bare(null).closed).toBe(CLOSE.BOARD_NO_SESSION);
    expect(await bare("ana", "/board/house/b1", { origin: "https://elsewhere.example" }).closed).toBe(CLOSE.BOARD_FORBIDDEN);
    expect(await bare("stranger").closed).toBe(CLOSE.BOARD_FORBIDDEN);
    expect(await bare("ana", "/board/house/nothing").closed).toBe(CLOSE.BOARD_UNKNOWN);
    expect(await bare("ana", "/board/house/../x").closed).toBe(CLOSE.BOARD_UNKNOWN);
    // y-websocket stops instead of trying for ever.
    const nobody = client(server.port, null);
    clients.push(nobody);
    const end = await new Promise<{ code: number }>((resolve) => nobody.provider.on("closed", resolve));
    expect(end.code).toBe(CLOSE.BOARD_NO_SESSION);
  });

  it("[BD8] an observer sees everything and changes nothing", async () => {
    await start();
    const [a, eva] = [come("ana"), come("eva")];
    await synced(a, eva);
    eva.elements.set("mine", rectangle("mine"));
    a.elements.set("ours", rectangle("ours"));
    await until(() => eva.elements.has("ours"), "the observer sees");
    const late = come("bor");
    await until(() => late.elements.has("ours"), "a newcomer sees");
    expect(late.elements.has("mine")).toBe(false);
    expect(a.elements.has("mine")).toBe(false);
  });

  it("[BD9] a cursor carries the name that the server knows, and nobody speaks for another", async () => {
    await start();
    const [a, b] = [come("ana"), come("bor")];
    await synced(a, b);
    a.provider.awareness.setLocalState({ user: { id: "tina", name: "Tina" }, pointer: { x: 1, y: 2 } });
    await until(() => b.provider.awareness.getStates().get(a.doc.clientID)?.["user"] !== undefined, "the cursor");
    expect(b.provider.awareness.getStates().get(a.doc.clientID)).toMatchObject({
      user: { id: "ana", name: "ANA" },
      pointer: { x: 1, y: 2 },
    });
    const forger = bare("cene");
    await forger.opened;
    const forged = frame(1, (e) => {
      const body = encoding.createEncoder();
      encoding.writeVarUint(body, 1);
      encoding.writeVarUint(body, a.doc.clientID);
      encoding.writeVarUint(body, 1_000);
      encoding.writeVarString(body, JSON.stringify({ user: { name: "forged" } }));
      encoding.writeVarUint8Array(e, encoding.toUint8Array(body));
    });
    forger.ws.send(forged);
    a.provider.awareness.setLocalStateField("pointer", { x: 9, y: 9 });
    await until(() => b.provider.awareness.getStates().get(a.doc.clientID)?.["pointer"]?.x === 9, "the true one goes on");
    expect(b.provider.awareness.getStates().get(a.doc.clientID)?.["user"].name).toBe("ANA");
    a.provider.destroy();
    await until(() => !b.provider.awareness.getStates().has(a.doc.clientID), "gone with its connection");
  });

  it("[LM82] a blocked pair has no cursors of each other, from the block on and until it is undone; the third sees both", async () => {
    let blocked = true;
    const pair = (user: string): string | null => (user === "ana" ? "bor" : user === "bor" ? "ana" : null);
    server = await startBoards(undefined, {
      unseen: (_space, user) => {
        const other = pair(user);
        return blocked && other !== null ? new Set([other]) : null;
      },
    });
    const [a, b, c] = [come("ana"), come("bor"), come("cene")];
    await synced(a, b, c);
    const point = (of: TestClient, x: number): void => of.provider.awareness.setLocalState({ user: {}, pointer: { x, y: 0 } });
    const seen = (at: TestClient, of: TestClient): unknown => at.provider.awareness.getStates().get(of.doc.clientID)?.["pointer"]?.x;
    point(a, 1);
    point(b, 1);
    await until(() => seen(c, a) === 1 && seen(c, b) === 1, "the third sees both");
    expect([seen(a, b), seen(b, a)]).toEqual([undefined, undefined]);
    const late = come("bor");
    await synced(late);
    await until(() => seen(late, c) !== undefined || seen(late, b) === 1, "whoever comes later is told who is there");
    expect(seen(late, a)).toBeUndefined();
    blocked = false;
    await until(() => seen(a, b) === 1 && seen(b, a) === 1, "it was undone: nobody has to move for it");
    point(a, 2);
    point(a, 3);
    await until(() => seen(b, a) === 3, "and moves are seen");
    blocked = true;
    await until(() => seen(a, b) === undefined && seen(b, a) === undefined, "blocked again: gone, though nobody moves");
    expect(seen(c, a)).toBe(3);
  });

  it("[LM83] what was written on a board is told to the house by its writer, as it stands after some moments; drawing is not", async () => {
    const wrote: string[] = [];
    server = await startBoards(undefined, { wrote: (space, user, text) => wrote.push(`${space} ${user} ${text}`) });
    const [a, b] = [come("ana"), come("bor")];
    await synced(a, b);
    const words = (id: string, text: string, version = 1): BoardElement =>
      rectangle(id, {
        type: "text",
        version,
        fontSize: 20,
        fontFamily: 5,
        text,
        textAlign: "left",
        verticalAlign: "top",
        containerId: null,
        originalText: text,
        autoResize: true,
        lineHeight: 1.25,
      });
    a.elements.set("box", rectangle("box"));
    a.elements.set("one", words("one", "a fi"));
    a.elements.set("one", words("one", "a first", 2));
    await until(() => b.elements.get("one")?.version === 2, "it is at the other");
    b.elements.set("two", words("two", "a second"));
    await until(() => wrote.includes("house ana a first") && wrote.includes("house bor a second"), "both were told");
    // What was being written when it was read is told, too; the box is not.
    expect(wrote.filter((one) => !one.endsWith("a fi")).length).toBe(2);
  });

  it("[BD10] a person who is put out, or whose session ends, is cut off at once", async () => {
    await start();
    const a = bare("ana");
    const b = bare("bor");
    await Promise.all([a.opened, b.opened]);
    await until(() => a.heard.length > 0 && b.heard.length > 0, "in");
    delete server.roles["ana"];
    server.boards.cut({ user: "ana", space: "house" }, CLOSE.BOARD_FORBIDDEN);
    expect(await a.closed).toBe(CLOSE.BOARD_FORBIDDEN);
    expect(await bare("ana").closed).toBe(CLOSE.BOARD_FORBIDDEN);
    server.boards.cut({ session: "session-bor" });
    expect(await b.closed).toBe(CLOSE.BOARD_NO_SESSION);
  });

  it("[BD11] nobody can edit under another's client id, so as to swallow that person's edits", async () => {
    await start();
    const [a, b] = [come("ana"), come("bor")];
    await synced(a, b);
    a.elements.set("first", rectangle("first"));
    await until(() => b.elements.has("first"), "first");
    const forger = bare("cene");
    await forger.opened;
    answerSync(forger.ws);
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(a.doc));
    const before = Y.encodeStateVector(forged);
    forged.clientID = a.doc.clientID;
    forged.getMap(ELEMENTS).set("forged", rectangle("forged"));
    sendUpdate(forger.ws, Y.encodeStateAsUpdate(forged, before));
    expect(await forger.closed).toBe(CLOSE.BOARD_BAD_FRAME);
    a.elements.set("second", rectangle("second"));
    await until(() => b.elements.has("second"), "the edit at that very clock");
    expect(b.elements.has("forged")).toBe(false);
  });
});

describe("a server that stops", () => {
  it("[BD12] saves what is left, and clients come back by themselves", async () => {
    await start();
    const a = bare("ana");
    await a.opened;
    await until(() => a.heard.length > 0, "in");
    answerSync(a.ws);
    const doc = new Y.Doc();
    doc.getMap(ELEMENTS).set("last", rectangle("last"));
    sendUpdate(a.ws, Y.encodeStateAsUpdate(doc));
    await until(() => server.boards.open === 1, "open");
    // Ask until the edit is in memory: the answer to a sync request comes behind it.
    const heard = a.heard.length;
    sendUpdate(a.ws, Y.encodeStateVector(new Y.Doc()), 0);
    await until(() => a.heard.length > heard, "taken");
    expect(await server.boards.close()).toBe(true);
    expect(await a.closed).toBe(CLOSE.RESTART);
    const back = new Y.Doc();
    for (const update of (await server.log.load("house/b1")).updates) Y.applyUpdate(back, update);
    expect(back.getMap(ELEMENTS).has("last")).toBe(true);
  });
});
