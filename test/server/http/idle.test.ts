/** Sockets that are held open and say nothing, little, or never read: those inside notice nothing, and the sockets go. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { WebSocket } from "ws";
import { PROTOCOL } from "../../../shared/protocol/codes.ts";
import {
  guestSession,
  type InProcessServer,
  newDataFolder,
  newInvite,
  newSpace,
  ownerSession,
  startTestServer,
} from "../../support/server.ts";
import { until } from "../../support/until.ts";

let server: InProcessServer;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server.close();
});

interface Held {
  kind: string;
  gone: () => boolean;
  socket: Socket;
}

async function open(kind: string, first = ""): Promise<Held> {
  const socket = connect(server.port, "127.0.0.1");
  sockets.push(socket);
  let gone = false;
  socket.on("close", () => (gone = true));
  socket.on("error", () => undefined);
  await once(socket, "connect");
  if (first !== "") socket.write(first);
  return { kind, gone: () => gone, socket };
}

it("[OP41] 500 that say nothing, half a word, or never read: those inside and a class that comes go on, and all are gone in time", async () => {
  const folder = await newDataFolder();
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "build.json"), '{"build":"b"}');
  await writeFile(join(folder, "assets/large-x1.bin"), randomBytes(16_000_000));
  const bounds = { headersMs: 1_500, requestMs: 2_500, lookMs: 100, stillMs: 1_200, silent: 200 };
  server = await startTestServer({ inMemory: true, clientFolder: folder, bounds });
  const owner = await ownerSession(server);
  const space = (await newSpace(owner)).id;
  const code = await newInvite(owner, space);
  const guest = await guestSession(server, owner, space, { code });
  const body = { protocol: PROTOCOL, build: "dev", lang: "en" };
  const seat = (await guest.call("POST /api/spaces/:space/join", { params: { space }, body })).body.reservation as Record<string, string>;
  const inside = new WebSocket(
    `${server.url.replace("http", "ws")}/${seat["processId"]}/${seat["roomId"]}?sessionId=${seat["sessionId"]}`,
    {
      headers: { cookie: guest.cookie, origin: server.url },
    },
  );
  await once(inside, "message");

  const post = "POST /api/spaces HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
  const kinds: [string, string][] = [
    ["silent", ""],
    ["half a head", "GET / HTTP/1.1\r\nHost: a\r\nX-A: "],
    ["half a body", post],
    ["half an upgrade", "GET /board/a/b HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"],
    ["never reads", "GET /assets/large-x1.bin HTTP/1.1\r\nHost: a\r\n\r\n"],
  ];
  const held: Held[] = [];
  for (let n = 0; n < 500; n++) {
    const [kind, first] = kinds[n % kinds.length] ?? ["", ""];
    const one = await open(kind, first);
    // Only who hears that it is over knows that it is: the reader that never reads looks at nothing but the end.
    if (kind === "never reads") one.socket.pause();
    else one.socket.resume();
    held.push(one);
  }
  const opened = performance.now();
  const drip = setInterval(
    () => held.forEach(({ kind, socket }) => kind.startsWith("half") && !socket.destroyed && socket.write("x")),
    150,
  );
  const took: number[] = [];
  for (let n = 0; n < 10; n++) {
    const from = performance.now();
    await guestSession(server, owner, space, { code, name: `Pupil ${n}` });
    const pong = once(inside, "pong");
    inside.ping();
    await pong;
    took.push(performance.now() - from);
  }
  // (One may have met a moment in which this machine did something else.)
  expect(took.toSorted((a, b) => a - b).at(-2)).toBeLessThan(1_500);
  const left = () => held.filter(({ kind, gone }) => kind !== "never reads" && !gone()).map(({ kind }) => kind);
  await until("whoever says too little is gone", () => left().length === 0);
  clearInterval(drip);
  // Node looks at what it has written once more before it gives up.
  await until("longer was nothing read than is allowed", () => performance.now() > opened + 2 * bounds.stillMs + 1_500);
  const readers = held.filter(({ kind }) => kind === "never reads");
  for (const { socket } of readers) socket.resume();
  await until("whoever reads nothing is gone", () => readers.every(({ gone }) => gone()));
  expect(Math.max(...readers.map(({ socket }) => socket.bytesRead)), "what had been on its way, and no more").toBeLessThan(16_000_000);
  expect(inside.readyState).toBe(WebSocket.OPEN);
  inside.terminate();
  await rm(folder, { recursive: true, force: true });
});

it("[OP41] of an address so many may be silent: the oldest goes, who speaks stays", async () => {
  server = await startTestServer({ inMemory: true, bounds: { silent: 20 } });
  const speaking = await open("speaks", "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
  await once(speaking.socket, "data");
  const silent: Held[] = [];
  for (let n = 0; n < 30; n++) silent.push(await open("silent"));
  await until("ten are gone", () => silent.filter(({ gone }) => gone()).length === 10);
  expect(silent.map(({ gone }) => gone())).toEqual([...Array(10).fill(true), ...Array(20).fill(false)]);
  speaking.socket.write("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
  const [answer] = await once(speaking.socket, "data");
  expect(String(answer)).toMatch(/^HTTP\/1.1 200/);
});
