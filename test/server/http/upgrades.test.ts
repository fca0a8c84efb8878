/** WebSockets on the one port: who is let through, and whose connection ends when. */
import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { CLOSE, PROTOCOL } from "../../../shared/protocol/codes.ts";
import {
  guestSession,
  type InProcessServer,
  newSpace,
  ownerSession,
  type Person,
  startTestServer,
  type Visitor,
  visitor,
} from "../../support/server.ts";

let server: InProcessServer;
let owner: Person;
let space = "";
let boardId = "";
let guest: Person;
beforeAll(async () => {
  server = await startTestServer();
  owner = await ownerSession(server);
  space = (await newSpace(owner)).id;
  const { body } = await owner.call("GET /api/spaces/:space/places", { params: { space } });
  boardId = body.boards[0]?.id ?? "";
});
beforeEach(async () => {
  guest = await guestSession(server, owner, space);
});
afterAll(() => server.close());

const socket = (path: string, headers: Record<string, string>): WebSocket =>
  new WebSocket(`${server.url.replace("http", "ws")}${path}`, { headers });

/** How an attempt ends: "open", or the HTTP status. */
async function attempt(path: string, headers: Record<string, string>): Promise<string | number> {
  const ws = socket(path, headers);
  return new Promise((resolve) => {
    ws.once("open", () => {
      ws.terminate();
      resolve("open");
    });
    ws.once("unexpected-response", (_req, res) => {
      resolve(res.statusCode ?? 0);
      ws.once("error", () => undefined);
      ws.terminate();
    });
    ws.once("error", (error) => resolve(error.message));
  });
}

async function seat(who: Visitor): Promise<string> {
  const { status, body } = await who.call("POST /api/spaces/:space/join", {
    params: { space },
    body: { protocol: PROTOCOL, build: "dev", lang: "en" },
  });
  expect(status).toBe(200);
  const { processId, roomId, sessionId } = body.reservation as { processId: string; roomId: string; sessionId: string };
  return `/${processId}/${roomId}?sessionId=${sessionId}`;
}

/** Sits down; resolves once the room has spoken. */
async function join(who: Visitor): Promise<{ ws: WebSocket; closed: Promise<number> }> {
  const ws = socket(await seat(who), { cookie: who.cookie, origin: server.url });
  const closed = once(ws, "close").then(([code]) => Number(code));
  await once(ws, "message");
  return { ws, closed };
}

async function board(who: Visitor): Promise<{ ws: WebSocket; closed: Promise<number> }> {
  const ws = socket(`/board/${space}/${boardId}`, { cookie: who.cookie, origin: server.url });
  const closed = once(ws, "close").then(([code]) => Number(code));
  await once(ws, "open");
  return { ws, closed };
}

describe("an upgrade", () => {
  it("[AC10] needs the page's own origin, and the session that reserved the seat", async () => {
    const other = await guestSession(server, owner, space);
    expect(await attempt(await seat(guest), { cookie: guest.cookie, origin: "https://evil.example" })).toBe(403);
    expect(await attempt(await seat(guest), { cookie: guest.cookie, origin: "null" })).toBe(403);
    expect(await attempt(await seat(guest), { origin: server.url })).toBe(401);
    expect(await attempt(await seat(guest), { cookie: `kartu=${"B".repeat(43)}`, origin: server.url })).toBe(401);
    // Somebody else's seat: let through the door, refused by the room.
    const ws = socket(await seat(guest), { cookie: other.cookie, origin: server.url });
    const [code] = await once(ws, "close");
    expect(code).toBeGreaterThanOrEqual(4000);
    expect(server.kartu.live.present(space)).toBe(0);
    const { ws: own, closed } = await join(guest);
    expect(server.kartu.live.present(space)).toBe(1);
    own.close(CLOSE.LEFT);
    await closed;
  });

  it("[AC11] to nowhere is refused, and harms nobody", async () => {
    for (const path of ["/", "/api/me", "/x", "/x/y", "/x/y/z?sessionId=1", "/?sessionId=a", "/matchmake/joinOrCreate/space"]) {
      expect([path, await attempt(path, { cookie: guest.cookie, origin: server.url })]).toEqual([path, 404]);
    }
    // A seat that does not exist is Colyseus' to refuse.
    const ws = socket("/abcdefghi/abcdefghi?sessionId=abcdefghi", { cookie: guest.cookie, origin: server.url });
    const [code] = await once(ws, "close");
    expect(code).toBeGreaterThanOrEqual(4000);
    expect((await guest.call("GET /api/me")).status).toBe(200);
  });
});

describe("a session that is forgotten", () => {
  it("[AC3] ends every connection that came by it, and no other", async () => {
    const bystander = await guestSession(server, owner, space);
    const [room, drawing, other] = [await join(guest), await board(guest), await join(bystander)];
    const { cookie } = guest;
    await guest.call("POST /api/forget", { body: {} });
    expect(await room.closed).toBe(CLOSE.SESSION_ENDED);
    expect(await drawing.closed).toBe(CLOSE.BOARD_NO_SESSION);
    expect(other.ws.readyState).toBe(WebSocket.OPEN);
    expect(await attempt(`/board/${space}/x`, { cookie, origin: server.url })).toBe("open");
    expect((await (await guest.fetch("/api/me", { headers: { cookie } })).json()) as unknown).toEqual({ code: "no_session" });
    other.ws.close(CLOSE.LEFT);
    await other.closed;
  });
});

describe("a session that is ended from another device", () => {
  it("[AC91] is out of room and board at once, and opens neither again; the device that ended it goes on", async () => {
    const trainer = await guestSession(server, owner, space, { role: "trainer", name: "Tina" });
    await trainer.call("POST /api/account/password", { body: { login: "tina", password: "tri zelene žabe" } });
    const lost = visitor(server);
    await lost.call("POST /api/login/password", { body: { login: "tina", password: "tri zelene žabe" } });
    const [room, drawing] = [await join(lost), await board(lost)];
    const { cookie } = lost;
    const kept = await seat(lost);
    const list = (await trainer.call("GET /api/account")).body.sessions;
    const session = list.find(({ here }) => !here)?.id ?? "";
    expect((await trainer.call("POST /api/account/sessions/:session/end", { params: { session }, body: {} })).status).toBe(200);
    expect(await room.closed).toBe(CLOSE.SESSION_ENDED);
    expect(await drawing.closed).toBe(CLOSE.BOARD_NO_SESSION);
    expect(await attempt(kept, { cookie, origin: server.url })).toBe(401);
    expect(await (await board(visitor(server, cookie))).closed).toBe(CLOSE.BOARD_NO_SESSION);
    const own = [await join(trainer), await board(trainer)];
    expect(own.map(({ ws }) => ws.readyState)).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
    for (const { ws } of own) ws.close(CLOSE.LEFT);
    await Promise.all(own.map(({ closed }) => closed));
  });
});

describe("someone who is put out", () => {
  it("[AC3] is off the boards too, and does not come back in by any way until it is over", async () => {
    const { live } = server.kartu;
    const [room, drawing] = [await join(guest), await board(guest)];
    const trainer = await guestSession(server, owner, space, { role: "trainer" });
    const other = await join(trainer);
    const running = live.get(space);
    const people = [...(running?.people.values() ?? [])];
    const { eject } = await import("../../../server/commands/space/eject.ts");
    const [by, target] = [trainer, guest].map(({ me }) => people.find((person) => person.user === me.user));
    if (running === undefined || by === undefined || target === undefined) throw new Error("nobody is inside");
    expect(await eject(running, by, target.id)).toBeNull();
    expect(await room.closed).toBe(CLOSE.EJECTED);
    expect(await drawing.closed).toBe(CLOSE.BOARD_FORBIDDEN);
    const again = await guest.call("POST /api/spaces/:space/join", {
      params: { space },
      body: { protocol: PROTOCOL, build: "dev", lang: "en" },
    });
    expect([again.status, again.body.code]).toEqual([403, "ejected"]);
    expect(await (await board(guest)).closed).toBe(CLOSE.BOARD_FORBIDDEN);
    other.ws.close(CLOSE.LEFT);
    await other.closed;
  });
});
