/** Boards are for those who are in their space: a real server, real seats, real sockets. */
import { once } from "node:events";
import { afterEach, beforeEach, expect, it } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { BoardLink } from "../../../client/board/link.ts";
import { GRACE_MS } from "../../../server/rooms/running-space.ts";
import { ELEMENTS } from "../../../shared/board/board.ts";
import type { BoardElement } from "../../../shared/board/element.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { guestSession, type InProcessServer, newSpace, ownerSession, type Person, sitIn, startTestServer } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { rectangle, socketOf } from "./harness.ts";

let server: InProcessServer;
let owner: Person;
let guest: Person;
let space = "";
let board = "";
const ends: (() => void)[] = [];
/** Room time that has gone by beside the real one, ms. */
let later = 0;

beforeEach(async () => {
  later = 0;
  server = await startTestServer({ inMemory: true, clock: { now: () => Date.now(), mono: () => performance.now() + later } });
  owner = await ownerSession(server);
  space = (await newSpace(owner)).id;
  board = (await owner.call("GET /api/spaces/:space/places", { params: { space } })).body.boards[0]?.id ?? "";
  guest = await guestSession(server, owner, space);
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await server.close();
});

const sit = async (who: Person): Promise<WebSocket> => {
  const seat = await sitIn(server, who, space);
  ends.push(() => seat.terminate());
  return seat;
};
const present = (who: Person): boolean => server.kartu.live.get(space)?.personOf(who.me.user) !== undefined;

/** A bare socket at the board: the code it is closed with. */
function knock(who: Person): { ws: WebSocket; said: Buffer[]; closed: Promise<number> } {
  const ws = new WebSocket(`${server.url.replace("http", "ws")}/board/${space}/${board}?v=1`, {
    headers: { cookie: who.cookie, origin: server.url },
  });
  ends.push(() => ws.terminate());
  const said: Buffer[] = [];
  ws.on("message", (data: Buffer) => said.push(data));
  return { ws, said, closed: once(ws, "close").then(([code]) => Number(code)) };
}

interface AtBoard {
  elements: Y.Map<BoardElement>;
  provider: WebsocketProvider;
}
/** A stock client, which comes back by itself wherever it is told to. */
function at(who: Person): AtBoard {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`${server.url.replace("http", "ws")}/board`, `${space}/${board}`, doc, {
    WebSocketPolyfill: socketOf(null, { cookie: who.cookie, origin: server.url }),
    disableBc: true,
    maxBackoffTime: 200,
  });
  ends.push(() => provider.destroy());
  return { elements: doc.getMap<BoardElement>(ELEMENTS), provider };
}
/** The page's own connection. */
function link(who: Person): BoardLink {
  const opened = new BoardLink({
    origin: server.url.replace("http", "ws"),
    space,
    board,
    user: who.me.user,
    webSocket: socketOf(null, { cookie: who.cookie, origin: server.url }),
    outbox: async () => ({ kept: "page", put: async () => undefined, clear: async () => undefined, read: async () => [] }),
  });
  ends.push(() => opened.close());
  return opened;
}
const isSaved = (one: BoardLink): boolean => {
  const status = one.status.get();
  return status.state === "open" && status.work === "saved";
};

it("[BD30] a member who is not inside does not come to a board, and does as soon as they are", async () => {
  expect(await knock(guest).closed).toBe(CLOSE.BOARD_NOT_INSIDE);
  // A page that is quicker at the board than at its seat.
  const page = at(guest);
  await once(page.provider as never, "connection-close");
  expect(page.provider.synced).toBe(false);
  await sit(guest);
  await until("the board is open", () => page.provider.synced);
});

it("[BD30] who leaves sees and hears nothing more of a board at once, and what they had sent is kept", async () => {
  await sit(owner);
  const seat = await sit(guest);
  const stays = at(owner);
  const goes = knock(guest);
  const page = link(guest);
  await until("both are there", () => stays.provider.synced && isSaved(page) && goes.said.length > 0);
  await until("they are seen", () => stays.provider.awareness.getStates().size === 1);
  page.setPresence({ user: { id: guest.me.user, name: "" }, pointer: { x: 1, y: 1, tool: "pointer" } });
  await until("their cursor is seen", () => stays.provider.awareness.getStates().size === 2);
  seat.close(CLOSE.LEFT);
  page.elements.set("last", rectangle("last"));
  await until("they have left", () => !present(guest));
  await until("their last edit is confirmed", () => isSaved(page));
  await until("and seen", () => stays.elements.has("last"));
  await until("their cursor is not", () => stays.provider.awareness.getStates().size === 1);
  const before = goes.said.length;
  stays.elements.set("secret", rectangle("secret"));
  expect(await goes.closed).toBe(CLOSE.BOARD_NOT_INSIDE);
  expect(goes.said.slice(before)).toEqual([]);
  expect(page.elements.has("secret")).toBe(false);
});

it("[BD30] a lost connection keeps the board for as long as the person is waited for", async () => {
  const seat = await sit(guest);
  const page = link(guest);
  await until("the board is open", () => isSaved(page));
  seat.terminate();
  await until("they are waited for", () => server.kartu.live.get(space)?.personOf(guest.me.user)?.droppedAt !== null);
  page.elements.set("meanwhile", rectangle("meanwhile"));
  await until("it is saved", () => isSaved(page));
  later += GRACE_MS + 1_000;
  await until("nobody waits any more", () => !present(guest));
  await until("the board is closed", () => page.status.get().state === "offline");
  page.elements.set("later", rectangle("later"));
  await sit(guest);
  await until("back, with all that was drawn", () => isSaved(page));
  const other = at(guest);
  await until("it is there", () => other.elements.has("meanwhile") && other.elements.has("later"));
});

it("[BD10] a role that changes and a ban end what is open at the boards, whether the person is inside or not", async () => {
  const seats = [await sit(owner), await sit(guest)];
  const { user } = guest.me;
  const role = (to: "observer" | "participant") =>
    owner.call("POST /api/spaces/:space/members/:user/role", { params: { space, user }, body: { role: to } });
  const inside = knock(guest);
  await until("the board is open", () => inside.said.length > 0);
  expect((await role("observer")).status).toBe(200);
  expect(await inside.closed).toBe(CLOSE.BOARD_TROUBLE);

  // On the way out: what they had sent is still taken, but not with a right that they have no more.
  const leaving = knock(guest);
  await until("the board is open", () => leaving.said.length > 0);
  seats[1]?.close(CLOSE.LEFT);
  await until("they have left", () => !present(guest));
  expect((await role("participant")).status).toBe(200);
  expect(await leaving.closed).toBe(CLOSE.BOARD_TROUBLE);

  // The space runs no more, and the ban comes from the desk.
  seats[1] = await sit(guest);
  seats[0]?.close(CLOSE.LEFT);
  const last = knock(guest);
  await until("the board is open", () => last.said.length > 0);
  seats[1]?.close(CLOSE.LEFT);
  await until("the space runs no more", () => server.kartu.live.get(space) === undefined);
  const banned = await owner.call("POST /api/spaces/:space/members/:user/ban", { params: { space, user }, body: { on: true } });
  expect(banned.status).toBe(200);
  expect(await last.closed).toBe(CLOSE.BOARD_FORBIDDEN);
  expect(await knock(guest).closed).toBe(CLOSE.BOARD_FORBIDDEN);
});
