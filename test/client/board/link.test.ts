import { afterEach, beforeEach, expect, it } from "vitest";
import { BoardLink } from "../../../client/board/link.ts";
import type { Outbox } from "../../../client/board/outbox.ts";
import type { MemoryBoardLog } from "../../../server/adapters/memory/board-log.ts";
import { client, rectangle, socketOf, startBoards, synced, type TestBoards, until } from "../../server/boards/harness.ts";

let server: TestBoards<MemoryBoardLog>;
const links: BoardLink[] = [];
/** What the browser keeps, by owner and page. */
const kept = new Map<string, Uint8Array>();

const outbox = async (owner: string, page: number): Promise<Outbox> => {
  const found = new Set<string>();
  const own = `${owner}:${page}`;
  return {
    kept: "device",
    put: async (update) => void kept.set(own, update),
    clear: async () => [own, ...found].forEach((key) => kept.delete(key)),
    read: async () =>
      [...kept]
        .filter(([key]) => key.startsWith(`${owner}:`))
        .map(([key, update]) => {
          found.add(key);
          return update;
        }),
  };
};
function open(user = "ana", port = server.port): BoardLink {
  const link = new BoardLink({ origin: `ws://127.0.0.1:${port}`, space: "house", board: "b1", user, webSocket: socketOf(user), outbox });
  links.push(link);
  return link;
}
const saved = (link: BoardLink): boolean => {
  const status = link.status.get();
  return status.state === "open" && status.work === "saved";
};

beforeEach(async () => {
  server = await startBoards();
  kept.clear();
});
afterEach(async () => {
  for (const link of links.splice(0)) link.close();
  await server.stop();
});

it("[BD3] the page says saved when the disk has it, not before", async () => {
  const link = open();
  expect(link.status.get()).toEqual({ state: "opening" });
  await until(() => saved(link), "open and saved");
  const seen: string[] = [];
  link.status.listen((s) => seen.push(s.state === "open" ? s.work : s.state));
  server.log.failing = true;
  link.elements.set("one", rectangle("one"));
  await until(() => seen.includes("refused"), "the disk refuses");
  expect(seen).not.toContain("saved");
  server.log.failing = false;
  await until(() => saved(link), "saved after all");
  expect((await server.log.load("house/b1")).updates.some((u) => Buffer.from(u).includes("one"))).toBe(true);
});

it("[BD27] work made offline outlives the page, arrives when the next one opens, and is not kept after", async () => {
  const first = open();
  await until(() => saved(first), "open");
  first.elements.set("before", rectangle("before"));
  await until(() => saved(first), "saved");
  expect(kept.size).toBe(0);
  // The network goes; the person draws on and closes the page.
  first.provider.disconnect();
  first.elements.set("offline", rectangle("offline"));
  first.elements.set("before", rectangle("before", { version: 2, x: 77 }));
  await until(() => first.status.get().state === "offline", "offline");
  expect(first.status.get()).toEqual({ state: "offline", unsaved: true, kept: "device" });
  first.close();
  expect(kept.size).toBe(1);
  // Somebody else at the same computer does not send it.
  const other = open("bor");
  await until(() => saved(other), "another person");
  expect(other.elements.has("offline")).toBe(false);
  const second = open();
  await until(() => other.elements.get("offline") !== undefined && other.elements.get("before")?.x === 77, "it arrives");
  await until(() => saved(second) && kept.size === 0, "nothing is left behind");
});

it("[BD27] what was drawn offline may be larger than a frame", async () => {
  const link = open();
  await until(() => saved(link), "open");
  link.provider.disconnect();
  const points = Array.from({ length: 5_000 }, (_, i) => [i / 3, i / 7]);
  const stroke = { type: "freedraw", points, pressures: [], simulatePressure: true, lastCommittedPoint: null };
  for (let i = 0; i < 25; i++) link.elements.set(`s${i}`, rectangle(`s${i}`, stroke));
  link.elements.set("s0", rectangle("s0", { version: 2, isDeleted: true }));
  await until(() => link.status.get().state === "offline", "offline");
  link.close();
  expect([...kept.values()][0]?.length).toBeGreaterThan(1_500_000);
  const next = open();
  await until(() => saved(next) && next.elements.size === 25 && kept.size === 0, "sent in pieces", 30_000);
  // Offline in an open page: the answer to the server's question is cut too.
  next.provider.disconnect();
  for (let i = 30; i < 55; i++) next.elements.set(`s${i}`, rectangle(`s${i}`, stroke));
  next.provider.connect();
  const b = client(server.port, "bor");
  await until(() => b.elements.size === 50 && saved(next), "all there", 30_000);
  expect(b.elements.get("s0")?.isDeleted).toBe(true);
  b.provider.destroy();
});

it("[BD10] a page that is put out reads so and does not come back", async () => {
  const link = open();
  await until(() => saved(link), "open");
  server.boards.cut({ user: "ana" }, 4403);
  await until(() => link.status.get().state === "ended", "ended");
  expect(link.status.get()).toEqual({ state: "ended", why: "forbidden" });
});

it("[BD9] a page speaks for itself alone: what it hears of others it does not send on", async () => {
  const [link, b] = [open(), client(server.port, "bor")];
  await synced(b);
  await until(() => saved(link), "open");
  let sent = 0;
  const send = link.provider.ws?.send.bind(link.provider.ws);
  if (link.provider.ws === null || send === undefined) throw new Error("connected");
  link.provider.ws.send = (data: Parameters<WebSocket["send"]>[0]) => {
    sent += 1;
    send(data);
  };
  for (let i = 0; i < 10; i++) b.provider.awareness.setLocalStateField("pointer", { x: i, y: i });
  await until(() => link.provider.awareness.getStates().get(b.doc.clientID)?.["pointer"]?.x === 9, "heard");
  expect(sent).toBe(0);
  b.provider.destroy();
});
