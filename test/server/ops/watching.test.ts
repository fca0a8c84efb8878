/** What those who run Kartu see of it: readiness, numbers, the log. */
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { makeLog } from "../../../server/log.ts";
import { Histogram, render } from "../../../server/ops/metrics.ts";
import { mayWatch } from "../../../server/ops/routes.ts";
import { CLOSE, PROTOCOL } from "../../../shared/protocol/codes.ts";
import { guestSession, newSpace, ownerSession, type Person, spawnServer, startTestServer, type TestServer } from "../../support/server.ts";
import { until } from "../../support/until.ts";

const running: TestServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

describe("/readyz", () => {
  it("[OP27] answers 503 while the store refuses to write, and 200 again after", async () => {
    let mono = 0;
    const server = await startTestServer({ inMemory: true, clock: { now: () => 1_000, mono: () => (mono += 10_000) } });
    running.push(server);
    const ready = async () => {
      const response = await fetch(`${server.url}/readyz`);
      return [response.status, await response.json()];
    };
    expect(await ready()).toEqual([200, { ok: true, store: "writable", disk: "unknown", media: "direct" }]);
    const { store } = server.kartu.ports;
    const put = store.putOwnerCode.bind(store);
    store.putOwnerCode = async () => {
      throw new Error("the disk is full");
    };
    expect(await ready()).toEqual([503, { ok: false, store: "refuses", disk: "unknown", media: "direct" }]);
    store.putOwnerCode = put;
    expect((await ready())[0]).toBe(200);
  });

  it("[OP27] a media server that does not answer is told, and keeps nobody out; a full disk is seen coming", async () => {
    const livekit = { url: "ws://127.0.0.1:1", key: "key", secret: "a-secret-of-thirty-two-characters" };
    const server = await startTestServer({ livekit });
    running.push(server);
    const response = await fetch(`${server.url}/readyz`);
    expect([response.status, await response.json()]).toEqual([
      200,
      { ok: true, store: "writable", disk: expect.stringMatching(/^(ok|low)$/), media: "degraded" },
    ]);
  });

  it("asked by many at once, writes to the disk once", async () => {
    const server = await startTestServer({ inMemory: true });
    running.push(server);
    const { store } = server.kartu.ports;
    const put = store.putOwnerCode.bind(store);
    let writes = 0;
    store.putOwnerCode = (...row) => {
      writes += 1;
      return put(...row);
    };
    await Promise.all(Array.from({ length: 50 }, () => fetch(`${server.url}/readyz`)));
    expect(writes).toBeGreaterThan(0);
    expect(writes).toBeLessThan(5);
  });
});

describe("/metrics", () => {
  const request = (address: string, headers: Record<string, string> = {}) =>
    ({ headers, socket: { remoteAddress: address } }) as unknown as IncomingMessage;
  const plain = { trustProxy: false, tls: false, publicUrl: null };
  const proxied = { ...plain, trustProxy: true };
  const token = "0123456789abcdef";
  it.each([
    ["this host", plain, null, request("127.0.0.1"), true],
    ["this host, by IPv6", plain, null, request("::ffff:127.0.0.1"), true],
    ["the own network", plain, null, request("192.168.1.7"), true],
    ["the internet", plain, null, request("203.0.113.9"), false],
    ["a proxy that nobody told of", plain, null, request("127.0.0.1", { "x-forwarded-for": "10.0.0.1" }), false],
    ["the internet, by the trusted proxy", proxied, null, request("172.18.0.3", { "x-forwarded-for": "10.1.1.1, 203.0.113.9" }), false],
    ["the own network, by the trusted proxy", proxied, null, request("172.18.0.3", { "x-forwarded-for": "192.168.1.7" }), false],
    ["nobody (the socket is gone)", plain, null, request(""), false],
    ["the token, from the internet", plain, token, request("203.0.113.9", { authorization: `Bearer ${token}` }), true],
    ["another token", plain, token, request("127.0.0.1", { authorization: `Bearer ${token}0` }), false],
    ["no token where there is one", plain, token, request("127.0.0.1"), false],
  ])("[OP28] asked by %s", (_who, reading, given, req, may) => {
    expect(mayWatch(req, reading, given)).toBe(may);
  });

  it("[OP28] is not there for those who may not see it", async () => {
    const server = await startTestServer({ inMemory: true, metricsToken: token });
    running.push(server);
    const refused = await fetch(`${server.url}/metrics`);
    expect([refused.status, await refused.text()]).toEqual([404, '{"code":"not_found"}']);
    const taken = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
    expect([taken.status, taken.headers.get("content-type")]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
  });

  it("a histogram counts each value in its bucket and all above", () => {
    const took = new Histogram([0.01, 0.1]);
    for (const seconds of [-1, 0.01, 0.05, 7]) took.observe(seconds);
    const text = render([took.family("t", "how long")]);
    expect(text).toBe(
      '# HELP t how long\n# TYPE t histogram\nt_bucket{le="0.01"} 2\nt_bucket{le="0.1"} 3\nt_bucket{le="+Inf"} 4\nt_sum 7.06\nt_count 4\n',
    );
  });
});

describe("the log", () => {
  it("[AC9] has no codes, cookies, tokens or headers in it, at whatever depth somebody logs them", () => {
    const lines: string[] = [];
    const log = makeLog({ logLevel: "debug" }, { write: (text: string) => void lines.push(text) });
    const hidden = "do-not-tell";
    const error = Object.assign(new Error("refused"), { code: hidden, headers: { cookie: hidden } });
    log.info({ code: hidden, token: hidden, cookie: hidden, req: { url: hidden, headers: { cookie: hidden } }, password: hidden }, "a");
    log.warn({ invite: { code: hidden, hash: hidden }, request: { headers: { a: hidden }, query: hidden, url: hidden } }, "b");
    log.error({ err: error, turn: { user: { credential: hidden, secret: hidden } } }, "c");
    expect(lines).toHaveLength(3);
    expect(lines.join("")).not.toContain(hidden);
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(["a", "b", "c"]);
  });

  it("[OP29] what hostile clients do to the sockets of rooms is counted, and writes nothing to the terminal", {
    timeout: 60_000,
  }, async () => {
    const server = await spawnServer({ env: { KARTU_LOG: "info" } });
    running.push(server);
    const owner = await ownerSession(server);
    const space = (await newSpace(owner)).id;
    const guest = await guestSession(server, owner, space);
    const headers = { cookie: guest.cookie, origin: server.url };
    const ws = (path: string): WebSocket => {
      const socket = new WebSocket(server.url.replace("http", "ws") + path, { headers });
      socket.on("error", () => undefined);
      return socket;
    };
    const before = server.output();

    for (let n = 0; n < 30; n++) {
      const socket = ws(`/nowhere/nothing?sessionId=guess${n}`);
      await once(socket, "close");
    }
    const inside = await seatOf(guest, space);
    for (let n = 0; n < 5; n++) {
      const socket = ws(await seatOf(guest, space));
      await once(socket, "message");
      socket.send(Buffer.alloc(200_000, "secret words"));
      await once(socket, "close");
    }
    const last = ws(inside);
    await once(last, "message");
    last.send(Uint8Array.of(99, 1, 2));
    expect((await once(last, "close"))[0]).toBe(CLOSE.ABUSE);

    const metrics = async () => (await fetch(`${server.url}/metrics`)).text();
    const value = (text: string, sample: string): number =>
      Number(new RegExp(`^${sample.replace(/[{}]/g, "\\$&")} (\\S+)$`, "m").exec(text)?.[1] ?? 0);
    const text = await until("everything is counted", async () => {
      const now = await metrics();
      return value(now, 'kartu_messages_rejected_total{why="bad_frame"}') >= 1 && now;
    });
    expect(value(text, 'kartu_connections_refused_total{why="frame_too_large"}')).toBeGreaterThanOrEqual(5);
    expect(value(text, "kartu_rooms")).toBe(1);
    expect(value(text, "kartu_loop_lag_seconds_count")).toBeGreaterThan(0);
    expect(text).toMatch(/^kartu_board_append_seconds_count \d+$/m);
    expect(text).toMatch(/^kartu_boards_unsaved_updates 0$/m);
    expect(text).toMatch(/^kartu_people \d+$/m);
    for (const secret of [space, guest.me.user, guest.me.name, "127.0.0.1"]) expect(text).not.toContain(secret);
    expect(server.output().slice(before.length)).toBe("");
  });
});

async function seatOf(guest: Person, space: string): Promise<string> {
  const body = { protocol: PROTOCOL, build: "dev", lang: "en" };
  const joined = await guest.call("POST /api/spaces/:space/join", { params: { space }, body });
  const { processId, roomId, sessionId } = joined.body.reservation as { processId: string; roomId: string; sessionId: string };
  return `/${processId}/${roomId}?sessionId=${sessionId}`;
}
