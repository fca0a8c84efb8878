/** What another has seen is there after `kill -9`. */
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { expect, it } from "vitest";
import { ELEMENTS } from "../../shared/board/board.ts";
import type { BoardElement } from "../../shared/board/element.ts";
import { guestSession, newSpace, ownerSession, sitIn, spawnServer } from "../support/server.ts";
import { rectangle, until } from "./boards/harness.ts";

const ROUNDS = 10;
/** Edits that the watcher must have seen in a round before the server is killed in the middle of the drawing. */
const SEEN = 30;

function open(port: number, cookie: string, room: string) {
  const Socket = class extends WebSocket {
    constructor(url: string | URL) {
      super(url, { headers: { cookie, origin: `http://127.0.0.1:${port}` } });
    }
  } as unknown as typeof globalThis.WebSocket;
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/board`, room, doc, {
    WebSocketPolyfill: Socket,
    disableBc: true,
    maxBackoffTime: 100,
  });
  return { doc, provider, elements: doc.getMap<BoardElement>(ELEMENTS) };
}

it("[BD25] ten times killed while people draw: every edit that the other had seen is there", { timeout: 120_000 }, async () => {
  const server = await spawnServer();
  try {
    const owner = await ownerSession(server);
    const space = await newSpace(owner);
    const [ana, bor] = [
      await guestSession(server, owner, space.id, { name: "Ana" }),
      await guestSession(server, owner, space.id, { name: "Bor" }),
    ];
    const { boards } = (await owner.call("GET /api/spaces/:space/places", { params: { space: space.id } })).body;
    const room = `${space.id}/${boards[0]?.id ?? "no board"}`;
    const sit = (): Promise<unknown> => Promise.all([ana, bor].map((who) => sitIn(server, who, space.id)));
    const seen = new Map<string, number>();
    let drawn = 0;
    for (let round = 0; round < ROUNDS; round++) {
      await sit();
      const [a, b] = [open(server.port, ana.cookie, room), open(server.port, bor.cookie, room)];
      await until(() => a.provider.synced && b.provider.synced, "both at the board", 30_000);
      let here = 0;
      b.elements.observe((event) => {
        for (const id of event.keysChanged) {
          const x = b.elements.get(id)?.x;
          if (x !== undefined) seen.set(id, x);
          here += 1;
        }
      });
      const pen = setInterval(() => {
        drawn += 1;
        const id = `e${drawn % 40}`;
        a.elements.set(id, rectangle(id, { x: drawn, version: drawn }));
      }, 3);
      await until(() => here >= SEEN, "drawing is seen", 30_000);
      await server.kill9();
      clearInterval(pen);
      a.provider.destroy();
      b.provider.destroy();
      await server.restart();
      // A third page that knows nothing: what it gets, it gets from the disk.
      await sit();
      const c = open(server.port, bor.cookie, room);
      await until(() => c.provider.synced, "back", 30_000);
      const lost = [...seen].filter(([id, x]) => (c.elements.get(id)?.x ?? -1) < x);
      expect(lost, `round ${round}`).toEqual([]);
      c.provider.destroy();
    }
    expect(seen.size).toBe(40);
  } finally {
    await server.close();
  }
});
