/** Every WebSocket of the one port, tried by everyone: who comes in, and how who does not is told. Printed. */
import { Protocol } from "@colyseus/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import { hashSecret } from "../../../server/commands/secrets.ts";
import { SESSION_IDLE } from "../../../server/commands/sessions.ts";
import { CLOSE, PROTOCOL } from "../../../shared/protocol/codes.ts";
import { guestSession, type InProcessServer, newSpace, ownerSession, type Person, sitIn, startTestServer } from "../../support/server.ts";

const DOORS = ["space", "lobby", "board"] as const;
type Door = (typeof DOORS)[number];

let server: InProcessServer;
let owner: Person;
let space = "";
let board = "";
const table: string[] = [];
beforeAll(async () => {
  server = await startTestServer();
  owner = await ownerSession(server);
  space = (await newSpace(owner)).id;
  board = (await owner.call("GET /api/spaces/:space/places", { params: { space } })).body.boards[0]?.id ?? "";
});
afterAll(async () => {
  console.log(`Who may open what socket (200: inside; other numbers: refused by HTTP status or close code):\n${table.join("\n")}`);
  await server.close();
});

/** Somebody who may go through this door, and the address that is theirs. */
async function comer(door: Door): Promise<{ who: Person; path: string }> {
  const who = await guestSession(server, owner, space);
  if (door === "board") {
    await sitIn(server, who, space);
    return { who, path: `/board/${space}/${board}` };
  }
  if (door === "lobby") await server.kartu.ports.store.setWaiting(space, who.me.user, true);
  const answer =
    door === "space"
      ? await who.call("POST /api/spaces/:space/join", { params: { space }, body: { protocol: PROTOCOL, build: "dev", lang: "en" } })
      : await who.call("POST /api/spaces/:space/lobby", { params: { space }, body: {} });
  const seat = answer.body.reservation as Record<string, string>;
  return { who, path: `/${seat["processId"]}/${seat["roomId"]}?sessionId=${seat["sessionId"]}` };
}

/** 200 when something is said from inside, else the HTTP status or the close code of the refusal. */
async function attempt(path: string, cookie: string, origin: string | null = server.url): Promise<{ came: number; ws: WebSocket }> {
  const headers = { ...(cookie === "" ? {} : { cookie }), ...(origin === null ? {} : { origin }) };
  const ws = new WebSocket(`${server.url.replace("http", "ws")}${path}`, { headers });
  const came = await new Promise<number>((resolve) => {
    ws.on("error", () => undefined);
    // A room says why it refuses before it closes: that is not being inside.
    ws.on("message", (data: Buffer) => (path.startsWith("/board/") || data[0] === Protocol.JOIN_ROOM ? resolve(200) : undefined));
    ws.once("close", resolve);
    ws.once("unexpected-response", (_req, res) => resolve(res.statusCode ?? 0));
  });
  return { came, ws };
}

const name = (who: Person): string => who.cookie.split("=")[0] ?? "";
const NO_SESSION = { space: 401, lobby: 401, board: CLOSE.BOARD_NO_SESSION };
const FOREIGN = { space: 403, lobby: 403, board: CLOSE.BOARD_FORBIDDEN };
/** Let through by their session, and then shown that this seat is not theirs. */
const NOT_THEIRS: Asker["meets"] = { space: "closed", lobby: "closed", board: CLOSE.BOARD_FORBIDDEN };

interface Asker {
  as(who: Person): Promise<{ cookie: string; origin?: string | null }>;
  meets: Record<Door, number | "closed">;
}
/** Cookie and origin of each who asks; what they meet. */
const WHO: Record<string, Asker> = {
  "who it belongs to": { as: async (who) => ({ cookie: who.cookie }), meets: { space: 200, lobby: 200, board: 200 } },
  // No browser: nothing of anybody else's is brought along by it.
  "without an origin": { as: async (who) => ({ cookie: who.cookie, origin: null }), meets: { space: 200, lobby: 200, board: 200 } },
  "no session": { as: async () => ({ cookie: "" }), meets: NO_SESSION },
  "made up": { as: async (who) => ({ cookie: `${name(who)}=${"B".repeat(43)}` }), meets: NO_SESSION },
  "another Kartu's": { as: async (who) => ({ cookie: `kartu-1=${who.cookie.split("=")[1]}` }), meets: NO_SESSION },
  forgotten: {
    as: async (who) => {
      const { cookie } = who;
      await who.call("POST /api/forget", { body: {} });
      return { cookie };
    },
    meets: NO_SESSION,
  },
  expired: {
    as: async (who) => {
      await server.kartu.ports.store.touchSession(hashSecret(who.cookie.split("=")[1] ?? ""), Date.now() - SESSION_IDLE - 1);
      return { cookie: who.cookie };
    },
    meets: NO_SESSION,
  },
  "a foreign page": { as: async (who) => ({ cookie: who.cookie, origin: "https://evil.example" }), meets: FOREIGN },
  "a page without origin": { as: async (who) => ({ cookie: who.cookie, origin: "null" }), meets: FOREIGN },
  "a stranger to the space": {
    as: async () => ({ cookie: (await guestSession(server, owner, (await newSpace(owner, "Other")).id)).cookie }),
    meets: NOT_THEIRS,
  },
};

it.each(Object.keys(WHO))("[AC82] %s", async (label) => {
  const { as, meets } = WHO[label] as Asker;
  const met: Record<string, number | string> = {};
  for (const door of DOORS) {
    const { who, path } = await comer(door);
    const { cookie, origin } = await as(who);
    const { came, ws } = await attempt(path, cookie, origin);
    met[door] = meets[door] === "closed" && came >= 4_000 ? "closed" : came;
    ws.terminate();
  }
  table.push(`${label.padEnd(26)}${DOORS.map((door) => `${door} ${met[door]}`.padEnd(16)).join("")}`);
  expect(met).toEqual(meets);
});

it("[AC82] a seat that was taken once is nobody's any more, not even its own", async () => {
  for (const door of ["space", "lobby"] as const) {
    const { who, path } = await comer(door);
    const first = await attempt(path, who.cookie);
    expect([door, first.came]).toEqual([door, 200]);
    const again = await attempt(path, who.cookie);
    expect(again.came, door).toBeGreaterThanOrEqual(4_000);
    expect(first.ws.readyState, `${door}: whoever sits there goes on`).toBe(WebSocket.OPEN);
    first.ws.terminate();
  }
});
