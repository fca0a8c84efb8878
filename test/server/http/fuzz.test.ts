/** Whatever is asked, of every route and at every socket, in whatever form: an answer with a code, never a fault of ours, and the server lives. */
import { once } from "node:events";
import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { z } from "zod";
import { makeRoutes, type RouteWorld } from "../../../server/http/routes.ts";
import { BODIES } from "../../../shared/protocol/check/http.ts";
import type { Api } from "../../../shared/protocol/http.ts";
import { guestSession, type InProcessServer, newInvite, newSpace, ownerSession, startTestServer } from "../../support/server.ts";

let server: InProcessServer;
let space = "";
let code = "";
const cookies: string[] = [];
const escaped: unknown[] = [];
const onEscaped = (error: unknown): void => void escaped.push(error);

beforeAll(async () => {
  process.on("unhandledRejection", onEscaped).on("uncaughtException", onEscaped);
  const wide = { burst: 1e9, perSecond: 1e9 };
  const rates = { address: wide, write: wide, join: wide, enter: wide, guess: wide, session: wide };
  // Nothing answers there: its door is open to nonsense all the same.
  const livekit = { url: "ws://127.0.0.1:1", key: "key", secret: "a-secret-of-thirty-two-characters" };
  server = await startTestServer({ inMemory: true, rates, livekit });
  const owner = await ownerSession(server);
  space = (await newSpace(owner)).id;
  code = await newInvite(owner, space);
  cookies.push("", owner.cookie);
  for (const role of ["trainer", "participant"] as const) cookies.push((await guestSession(server, owner, space, { role })).cookie);
});
afterAll(async () => {
  process.off("unhandledRejection", onEscaped).off("uncaughtException", onEscaped);
  await server.close();
  expect(escaped).toEqual([]);
});

const ROUTES = Object.keys(makeRoutes({ ports: {}, features: {} } as unknown as RouteWorld)) as (keyof Api)[];

/** Values that are likely to be taken for something else. */
const odd = fc.constantFrom<unknown>(
  ...[
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    "",
    "__proto__",
    "constructor",
    "\u0000",
    "\ud800",
    "x".repeat(30_000),
    [],
    {},
    [[]],
    "owner",
    "en",
    1,
  ],
);
const value = fc.oneof(odd, fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: "grapheme" }));

/** Bodies that have the right keys and anything behind them, as its schema says them; and any other. */
function bodyOf(route: keyof Api): fc.Arbitrary<unknown> {
  // A body of several forms has no keys of its own: then it is anything.
  const schema = BODIES[route as keyof typeof BODIES] as z.ZodObject | undefined;
  const keys = Object.keys(schema?.shape ?? {});
  const right = {
    code,
    name: "Ana",
    role: "participant",
    days: 1,
    uses: null,
    lang: "en",
    appearance: "",
    asMe: false,
    on: false,
    user: "x",
  };
  const near = fc.record(
    Object.fromEntries(keys.map((key) => [key, fc.oneof(fc.constant((right as Record<string, unknown>)[key]), value)])),
  );
  return fc.oneof({ weight: 3, arbitrary: near }, { weight: 1, arbitrary: value });
}
const segment = fc.oneof(
  fc.constantFrom("..", "%2e%2e%2f", "%00", "%ff", "%", "", "x".repeat(5_000), "'", "__proto__", "a%2fb"),
  fc.string({ unit: "grapheme", maxLength: 40 }).map(encodeURIComponentSafe),
);
function encodeURIComponentSafe(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
const header = fc.record(
  {
    "content-type": fc.constantFrom("application/json", "application/json; charset=utf-7", "text/plain", "multipart/form-data", "x", ""),
    accept: fc.constantFrom("*/*", "text/html", "application/xml;q=x"),
    "accept-encoding": fc.constantFrom("gzip", "br;q=9", "*;q=0", "identity;q=0"),
    range: fc.constantFrom("bytes=0-", "bytes=9-1", "x"),
    "if-none-match": fc.constant("*"),
    "x-forwarded-for": fc.constantFrom("1.1.1.1", "'; drop", "::1"),
    "x-http-method-override": fc.constant("DELETE"),
    cookie: fc.constantFrom("kartu=", ";;;", `kartu=${"A".repeat(5_000)}`, "kartu=%00; kartu=\u00e9"),
  },
  { requiredKeys: [] },
);

it.each(ROUTES)("[AC84] %s", async (route) => {
  const [own = "GET", pattern = ""] = route.split(" ");
  const asked = fc.record({
    method: fc.oneof(
      { weight: 4, arbitrary: fc.constant(own) },
      fc.constantFrom("GET", "POST", "PATCH", "PUT", "DELETE", "OPTIONS", "HEAD"),
    ),
    ids: fc.array(fc.oneof({ weight: 2, arbitrary: fc.constant(space) }, segment), { minLength: 3, maxLength: 3 }),
    query: fc.constantFrom("", "?", "?x=1&x[]=2&__proto__=3", `?${"a".repeat(3_000)}`),
    body: bodyOf(route),
    headers: header,
    // Whoever forgets their session has none for the next question.
    cookie: route === "POST /api/forget" ? fc.constant("") : fc.constantFrom(...cookies),
  });
  await fc.assert(
    fc.asyncProperty(asked, async ({ method, ids, query, body, headers, cookie }) => {
      const left = [...ids];
      const path = pattern.replace(/:\w+/g, () => left.shift() ?? "x") + query;
      const given = { origin: server.url, "content-type": "application/json", ...(cookie === "" ? {} : { cookie }), ...headers };
      const carries = method !== "GET" && method !== "HEAD";
      const response = await fetch(`${server.url}${path}`, {
        method,
        headers: given,
        redirect: "manual",
        ...(carries ? { body: JSON.stringify(body) ?? "undefined" } : {}),
      });
      const text = await response.text();
      expect(response.status, text).toBeLessThan(500);
      if (response.status >= 400 && method !== "HEAD")
        expect(JSON.parse(text)).toEqual(expect.objectContaining({ code: expect.stringMatching(/^[a-z_]+$/) }));
      // No refusal repeats what was sent.
      if (response.status >= 400) expect(text.length).toBeLessThan(400);
    }),
    { numRuns: 40 },
  );
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});

/** Says something on a bare socket; the first line of the answer, or "" when it was only closed. */
async function said(bytes: string): Promise<string> {
  const socket = connect(server.port, "127.0.0.1");
  socket.on("error", () => undefined);
  let answer = "";
  socket.on("data", (data: Buffer) => {
    answer += data.toString("latin1");
    // Open sockets stay open: the first word is all that is asked.
    socket.end();
  });
  socket.setTimeout(200, () => socket.destroy());
  socket.write(bytes, "latin1");
  await once(socket, "close");
  return answer.split("\r\n")[0] ?? "";
}

const ADDRESSES = [
  ...["//", "///", "/", "*", "http://[", "//[", "/\\", "/%", "/%ff", "/board/", "/board/a", "/board//b", "/board/a/b?v=%ff", "/board/../x"],
  ...["/livekit", "/livekit/rtc", "/livekit/rtc/v1", "/livekit/rtc/v1?access_token=x", "/livekit/rtc/v1?join_request=%%%"],
  ...["/a/b?sessionId=", "/a/b?sessionId=c", "/abcdefghi/abcdefghi?sessionId=a&sessionId=b", "/a/b?sessionId=%00", `/${"a".repeat(9_000)}`],
];

it("[AC84] upgrades to anything, in any form, end in a status or a close, and the server lives", async () => {
  const asked = fc.record({
    address: fc.oneof(
      fc.constantFrom(...ADDRESSES),
      fc.string({ unit: "binary-ascii", maxLength: 60 }).map((text) => `/${text.replace(/[\s\0]/g, "")}`),
    ),
    version: fc.constantFrom("13", "8", "0", "x", ""),
    key: fc.constantFrom("dGhlIHNhbXBsZSBub25jZQ==", "short", ""),
    upgrade: fc.constantFrom("websocket", "WebSocket", "h2c", "websocket, x"),
    origin: fc.constantFrom("", "null", "http://evil.example", "self"),
    cookie: fc.constantFrom(...cookies),
    rest: fc.oneof(fc.constant(""), fc.string({ unit: "binary", maxLength: 40 })),
    method: fc.constantFrom("GET", "POST", "OPTIONS"),
  });
  await fc.assert(
    fc.asyncProperty(asked, async ({ address, version, key, upgrade, origin, cookie, rest, method }) => {
      const lines = [
        `${method} ${address} HTTP/1.1`,
        `Host: 127.0.0.1:${server.port}`,
        "Connection: Upgrade",
        `Upgrade: ${upgrade}`,
        `Sec-WebSocket-Version: ${version}`,
        `Sec-WebSocket-Key: ${key}`,
        ...(origin === "" ? [] : [`Origin: ${origin === "self" ? server.url : origin}`]),
        ...(cookie === "" ? [] : [`Cookie: ${cookie}`]),
      ];
      expect(await said(`${lines.join("\r\n")}\r\n\r\n${rest}`)).toMatch(/^$|^HTTP\/1\.1 (101|[34]\d\d|503) /);
    }),
    {
      numRuns: 80,
      examples: ADDRESSES.map((address) => [
        {
          address,
          version: "13",
          key: "dGhlIHNhbXBsZSBub25jZQ==",
          upgrade: "websocket",
          origin: "",
          cookie: cookies[1] ?? "",
          rest: "",
          method: "GET",
        },
      ]),
    },
  );
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect(escaped).toEqual([]);
});
