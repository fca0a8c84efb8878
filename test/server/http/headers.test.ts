/** What every kind of answer says about itself: who may load it, who may keep it, what it may do. Over every route of the table. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { securityHeaders } from "../../../server/http/headers.ts";
import { makeRoutes, type RouteWorld } from "../../../server/http/routes.ts";
import type { Api } from "../../../shared/protocol/http.ts";
import { type InProcessServer, newDataFolder, ownerSession, startTestServer, type Visitor } from "../../support/server.ts";

let server: InProcessServer;
let owner: Visitor;
let folder = "";
beforeAll(async () => {
  folder = await newDataFolder();
  await mkdir(join(folder, "assets"));
  for (const [name, text] of [
    ["index.html", "<!doctype html><title>Kartu</title>"],
    ["icon.svg", "<svg/>"],
    ["licences.md", "# Licences"],
    ["build.json", '{"build":"b"}'],
    ["assets/main-x1.js", "1"],
  ] as const)
    await writeFile(join(folder, name), text);
  const wide = { burst: 10_000, perSecond: 1_000 };
  server = await startTestServer({ inMemory: true, clientFolder: folder, rates: { address: wide, write: wide, guess: wide } });
  owner = await ownerSession(server);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** The table as the server builds it: the keys are all that is asked of it. */
const ROUTES = Object.keys(makeRoutes({ ports: {}, features: {} } as unknown as RouteWorld)) as (keyof Api)[];

/** Holds of every answer, whatever it is. */
const always = (headers: Headers): Record<string, string | null> =>
  Object.fromEntries(Object.keys(ALWAYS).map((name) => [name, headers.get(name)]));
const ALWAYS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "x-powered-by": null,
};

function expectPage(headers: Headers): void {
  const csp = headers.get("content-security-policy") ?? "";
  const policy = Object.fromEntries(csp.split("; ").map((part) => [part.split(" ")[0], part.split(" ").slice(1).join(" ")]));
  expect(policy).toEqual({
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "media-src": "'self' blob: data:",
    "connect-src": `'self' ws://127.0.0.1:${server.port} wss://127.0.0.1:${server.port}`,
    "worker-src": "'self' blob:",
    "manifest-src": "'self'",
    "frame-src": "'none'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "object-src": "'none'",
  });
  expect(headers.get("permissions-policy")).toBe(
    "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=()",
  );
  expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
}

it.each(ROUTES)("[AC83] %s: the answer is kept nowhere, whoever asks", async (route) => {
  const [method = "GET", pattern = ""] = route.split(" ");
  const path = pattern.replace(/:\w+/g, "x");
  const body = method === "GET" ? {} : { body: "{}", headers: { "content-type": "application/json" } };
  for (const response of [await owner.fetch(path, { method, ...body }), await fetch(`${server.url}${path}`, { method, ...body })]) {
    expect(always(response.headers)).toEqual(ALWAYS);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expectPage(response.headers);
    // What is asked with a cookie is for nobody else: no other origin is ever named.
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  }
});

it.each([
  ["/", "no-cache"],
  ["/join", "no-cache"],
  ["/s/x", "no-cache"],
  ["/icon.svg", "no-cache"],
  ["/licences.md", "no-cache"],
  ["/assets/main-x1.js", "public, max-age=31536000, immutable"],
  ["/nowhere.txt", "no-store"],
  ["/assets/gone-x2.js", "no-store"],
  ["/api/nowhere", "no-store"],
  ["/matchmake/joinOrCreate/space", "no-store"],
  ["/readyz", "no-store"],
  ["/metrics", "no-store"],
  ["/%ff", "no-store"],
])("[AC83] %s: %s", async (path, cache) => {
  const { headers, status } = await fetch(`${server.url}${path}`);
  expect([headers.get("cache-control"), status < 500]).toEqual([cache, true]);
  expect(always(headers)).toEqual(ALWAYS);
  if (path.startsWith("/assets/"))
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'self' blob: data:; script-src 'self'/);
  else expectPage(headers);
});

describe("https", () => {
  const told = (host: string, headers: Record<string, string> = {}, reading = { trustProxy: false, tls: true, publicUrl: null }) => {
    const given: Record<string, string> = {};
    const res = { setHeader: (name: string, value: string) => (given[name] = value) };
    void securityHeaders(reading)({ headers: { host, ...headers }, path: "/" } as never, res as never, () => undefined);
    return given["Strict-Transport-Security"] ?? null;
  };
  it("[AC83] a name on the internet that has https keeps it; this device, its network and plain http are not promised away", () => {
    expect(told("kartu.example.org")).toBe("max-age=15552000");
    expect(told("kartu.example.org:8443")).toBe("max-age=15552000");
    const proxied = { trustProxy: true, tls: false, publicUrl: "https://kartu.example.org" };
    expect(told("kartu.example.org", { "x-forwarded-proto": "https" }, proxied as never)).toBe("max-age=15552000");
    expect(told("kartu.example.org", { "x-forwarded-proto": "http" }, proxied as never)).toBeNull();
    expect([told("localhost:2567"), told("192.168.1.7:2567"), told("trainers-laptop")]).toEqual([null, null, null]);
    expect(told("kartu.example.org", { "x-forwarded-proto": "https" }, { trustProxy: false, tls: false, publicUrl: null })).toBeNull();
  });
});
