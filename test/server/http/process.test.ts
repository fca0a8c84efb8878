/** The program as users run it: what it says, how it ends, what it keeps. */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { getMessageBytes, Protocol } from "@colyseus/core";
import { WebSocket } from "ws";
import { CLOSE, PROTOCOL } from "../../../shared/protocol/codes.ts";
import {
  guestSession,
  newInvite,
  newSpace,
  ownerSession,
  type SpawnedServer,
  spawnServer,
  type SpawnOptions,
  visitor,
} from "../../support/server.ts";

const OWNER_LINK = fileURLToPath(new URL("../../../server/cli/owner-link.ts", import.meta.url));

const running: SpawnedServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});
const start = async (options?: SpawnOptions): Promise<SpawnedServer> => {
  const server = await spawnServer(options);
  running.push(server);
  return server;
};
const refused = async (options: SpawnOptions): Promise<string> => {
  const error: unknown = await start(options).catch((e: unknown) => e);
  return error instanceof Error ? error.message : "it started";
};
/** One sentence, on a line of its own, and exit code 1. */
const oneSentence = (message: string): string | undefined => /ended with 1 before it listened:\n([^\n]+\.)\n$/.exec(message)?.[1];

const ownerLink = async (server: SpawnedServer): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, [OWNER_LINK], {
    env: { ...process.env, KARTU_DATA: server.dataFolder, PORT: "1" },
  });
  expect(stdout).toMatch(new RegExp(`^This link opens.*:\\n {2}${server.url}/owner#[\\w-]{22}\\n$`));
  return stdout.trim().split("#")[1] ?? "";
};

describe("starting", { timeout: 60_000 }, () => {
  it("[OP8] prints the owner's link until somebody has claimed it", async () => {
    const server = await start();
    expect(server.output()).toContain(`${server.url}/owner#`);
    await ownerSession(server);
    await server.stop();
    await server.restart();
    expect(server.output()).toContain(`Kartu is up: ${server.url}\n`);
    expect(server.output()).not.toContain("#");
  });

  it("[OP9] owner-link prints a new one while the server runs, and while it does not", async () => {
    const server = await start();
    const owner = await ownerSession(server);
    const beside = await visitor(server).call("POST /api/owner/claim", { body: { code: await ownerLink(server) } });
    await server.stop();
    const code = await ownerLink(server);
    await server.restart();
    const after = await visitor(server).call("POST /api/owner/claim", { body: { code } });
    expect([beside.body.user, after.body.user]).toEqual([owner.me.user, owner.me.user]);
  });

  it("[OP10] ends in one sentence when the port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    expect(oneSentence(await refused({ port }))).toMatch(new RegExp(`^Port ${port} is in use`));
    other.close();
  });

  it("[OP10] ends in one sentence when the data folder cannot be written, or is held by another Kartu", async () => {
    const folder = await mkdtemp(join(tmpdir(), "kartu-test-"));
    const dataFolder = join(folder, "taken");
    await writeFile(dataFolder, "a file");
    expect(oneSentence(await refused({ dataFolder }))).toMatch(/^The data folder .* cannot be written \(ENOTDIR\)/);
    await rm(folder, { recursive: true });
    const server = await start();
    expect(oneSentence(await refused({ dataFolder: server.dataFolder }))).toMatch(/^Another Kartu is running on the data folder/);
  });

  it.each([
    [{ KARTU_ICE_URLS: "http://x" }, "KARTU_ICE_URLS must be a list of stun: or turn: addresses, separated by commas."],
    [{ PUBLIC_URL: "kartu.example.org" }, "PUBLIC_URL must be an address such as https://kartu.example.org."],
    [{ KARTU_TLS_CERT: "/nowhere/cert.pem" }, "KARTU_TLS_CERT and KARTU_TLS_KEY belong together: set both or none."],
    [{ KARTU_TLS_CERT: "/nowhere/c.pem", KARTU_TLS_KEY: "/nowhere/k.pem" }, "KARTU_TLS_CERT names /nowhere/c.pem, which cannot be read."],
    [
      { KARTU_TRUST_PROXY: "1", KARTU_TRUSTED_PROXIES: "203.0.113.0/33" },
      "KARTU_TRUSTED_PROXIES must be a list of addresses and ranges such as 203.0.113.0/24, separated by spaces or commas.",
    ],
    [
      { KARTU_TRUSTED_PROXIES: "203.0.113.0/24" },
      "KARTU_TRUSTED_PROXIES names proxies before the one in front of Kartu: set KARTU_TRUST_PROXY=1 with it.",
    ],
    [{ KARTU_TRUST_PROXY: "maybe" }, "KARTU_TRUST_PROXY must be 1 or 0."],
  ])("[OP10] ends in one sentence with %j", async (env, sentence) => {
    expect(oneSentence(await refused({ env }))).toBe(sentence);
  });

  it("with KARTU_DEV=1 opens a seeded space by links that stay the same", async () => {
    const server = await start({ env: { KARTU_DEV: "1" } });
    for (const code of ["dev-owner", "dev-owner"]) {
      const claimed = await visitor(server).call("POST /api/owner/claim", { body: { code } });
      expect(claimed.body.spaces.map(({ id }) => id)).toEqual(["dev"]);
    }
    const guest = await guestSession(server, visitor(server), "dev", { code: "dev-invite" });
    expect(guest.me.spaces).toEqual([{ id: "dev", name: "Dev house", role: "participant" }]);
    await server.stop();
    expect(await refused({ dataFolder: server.dataFolder, env: { KARTU_DEV: "0", KARTU_DEV_OWNER: "let-me-in" } })).toBe("it started");
    expect((await visitor(running[1] ?? server).call("POST /api/owner/claim", { body: { code: "let-me-in" } })).body.code).toBe(
      "owner_link_unknown",
    );
  });
});

describe("ending", { timeout: 60_000 }, () => {
  it("[ST2] SIGTERM: those inside are told that it comes back, and it is gone in 2 s", async () => {
    const server = await start();
    const owner = await ownerSession(server);
    const space = (await newSpace(owner)).id;
    const guest = await guestSession(server, owner, space);
    const { boards } = (await guest.call("GET /api/spaces/:space/places", { params: { space } })).body;
    const body = { protocol: PROTOCOL, build: "dev", lang: "en" };
    const joined = await guest.call("POST /api/spaces/:space/join", { params: { space }, body });
    const { processId, roomId, sessionId } = joined.body.reservation as { processId: string; roomId: string; sessionId: string };
    const headers = { cookie: guest.cookie, origin: server.url };
    const room = new WebSocket(`${server.url.replace("http", "ws")}/${processId}/${roomId}?sessionId=${sessionId}`, { headers });
    await once(room, "message");
    const drawing = new WebSocket(`${server.url.replace("http", "ws")}/board/${space}/${boards[0]?.id}`, { headers });
    await once(drawing, "message");
    const codes = Promise.all([room, drawing].map(async (ws) => Number((await once(ws, "close"))[0])));
    const { code, ms } = await server.stop();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(2_000);
    expect(await codes).toEqual([CLOSE.RESTART, CLOSE.RESTART]);
  });

  it("[ST1] kill -9: spaces, invites and sessions that were answered for are there again", async () => {
    const server = await start();
    const owner = await ownerSession(server);
    for (let round = 0; round < 3; round++) {
      const space = (await newSpace(owner, `Round ${round}`)).id;
      const guest = await guestSession(server, owner, space, { name: `Guest ${round}` });
      await server.kill9();
      await server.restart();
      expect((await guest.call("GET /api/me")).body).toMatchObject({ name: `Guest ${round}`, spaces: [{ id: space }] });
      expect((await owner.call("GET /api/me")).body.spaces).toHaveLength(round + 1);
    }
  });

  it("[AC9] leaves no code, token, name, line or address in its log, however much it tells, in a whole session and in what goes wrong", async () => {
    const livekit = {
      LIVEKIT_URL: "ws://127.0.0.1:1",
      LIVEKIT_API_KEY: "api-key-1",
      LIVEKIT_API_SECRET: "media-secret-of-thirty-two-letters",
    };
    const server = await start({ env: { KARTU_LOG: "debug", KARTU_METRICS_TOKEN: "metrics-token-1234", ...livekit } });
    const ownerCode = await server.ownerCode();
    const owner = await ownerSession(server);
    const space = (await newSpace(owner, "Skrivnost")).id;
    const invite = await newInvite(owner, space);
    const guest = await guestSession(server, owner, space, { name: "Zvezdana", code: invite });
    const token = guest.cookie.split("=")[1] ?? "";
    const json = { "content-type": "application/json" };
    const post = (path: string, body: string) => guest.fetch(path, { method: "POST", body, headers: json });
    // Where codes and tokens do not belong: in queries, paths, bodies that are none, headers.
    for (const path of [
      `/api/nowhere?code=${ownerCode}`,
      `/join?code=${invite}`,
      `/s/${space}?token=${token}`,
      `/${invite}`,
      `/api/me/${token}`,
      `/%ff${invite}`,
    ])
      await guest.fetch(path, { headers: { authorization: `Bearer ${token}`, "x-forwarded-for": "203.0.113.77" } });
    await post("/api/spaces", `{"name":"${invite}`);
    await post("/api/invites/peek", `{"code":"${"x".repeat(120)}","name":"Zvezdana"}`);
    await post("/api/owner/claim", `{"code":"${ownerCode}"}`);
    await guest.fetch(`/metrics?token=metrics-token-1234`, { headers: { authorization: "Bearer metrics-token-1234" } });
    // A room, the board, the sound's pipe: with what is right and with nonsense.
    const body = { protocol: PROTOCOL, build: "dev", lang: "en" };
    const joined = await guest.call("POST /api/spaces/:space/join", { params: { space }, body });
    const seat = joined.body.reservation as Record<string, string>;
    const headers = { cookie: guest.cookie, origin: server.url };
    const { boards } = (await guest.call("GET /api/spaces/:space/places", { params: { space } })).body;
    const open = (path: string): Promise<WebSocket> => {
      const ws = new WebSocket(`${server.url.replace("http", "ws")}${path}`, { headers });
      ws.on("error", () => undefined);
      return new Promise((resolve) => {
        ws.once("message", () => resolve(ws));
        ws.once("close", () => resolve(ws));
        ws.once("unexpected-response", () => resolve(ws));
      });
    };
    const room = await open(`/${seat["processId"]}/${seat["roomId"]}?sessionId=${seat["sessionId"]}&token=${token}`);
    const board = await open(`/board/${space}/${boards[0]?.id}?v=1&token=${token}`);
    room.send(Uint8Array.of(Protocol.JOIN_ROOM));
    room.send(getMessageBytes.raw(Protocol.ROOM_DATA, "chat", { draft: "d", text: "zaupno besedilo" }));
    await once(room, "message");
    room.send(Buffer.concat([getMessageBytes.raw(Protocol.ROOM_DATA, "chat", undefined), Buffer.from("zaupno besedilo")]));
    await once(room, "close");
    board.send("zaupno besedilo");
    await once(board, "close");
    await open(`/livekit/rtc/v1?access_token=${token}&join_request=${invite}`);
    await open(`/board/${space}/${token}`);
    const members = (await owner.call("GET /api/spaces/:space/members", { params: { space } })).body.members;
    await owner.call("POST /api/spaces/:space/members/:user/ban", { params: { space, user: guest.me.user }, body: { on: true } });
    await server.stop();

    const log = server
      .output()
      .split("\n")
      .filter((line) => line.startsWith("{"));
    expect(
      log.some((line) => line.includes('"route":"/api/invites/enter"')),
      "it did tell",
    ).toBe(true);
    expect(members.map(({ name }) => name)).toContain("Zvezdana");
    const secrets = [
      ownerCode,
      invite,
      token,
      owner.cookie.split("=")[1] ?? "",
      "Zvezdana",
      "Skrivnost",
      "zaupno",
      "metrics-token",
      "media-secret",
    ];
    for (const secret of [...secrets, seat["sessionId"] ?? "", "127.0.0.1:", "203.0.113.77", "sessionId=", "access_token"]) {
      expect(secret.length).toBeGreaterThan(4);
      expect([secret, log.filter((line) => line.includes(secret))]).toEqual([secret, []]);
    }
  });
});
