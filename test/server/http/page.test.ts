import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PROTOCOL } from "../../../shared/protocol/codes.ts";
import { type InProcessServer, newDataFolder, newSpace, ownerSession, startTestServer } from "../../support/server.ts";

const SCRIPT = "console.log('a script that is long enough');\n".repeat(100);
let server: InProcessServer;
let folder = "";
beforeAll(async () => {
  folder = await newDataFolder();
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), "<!doctype html><title>Kartu</title>");
  await writeFile(join(folder, "icon.svg"), "<svg/>");
  await writeFile(join(folder, ".secret"), "no");
  await writeFile(join(folder, "build.json"), '{"build":"abc123"}');
  await writeFile(join(folder, "assets/main-x1.js"), SCRIPT);
  await writeFile(join(folder, "assets/main-x1.js.gz"), gzipSync(SCRIPT));
  await writeFile(join(folder, "assets/main-x1.js.br"), brotliCompressSync(SCRIPT));
  server = await startTestServer({ inMemory: true, clientFolder: folder });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${server.url}${path}`, { headers });
  const { headers: h } = response;
  return {
    status: response.status,
    type: h.get("content-type"),
    encoding: h.get("content-encoding"),
    cache: h.get("cache-control"),
    text: await response.text(),
  };
};

it.each(["/", "/owner", "/join", "/s/abc", "/s/abc/anything", "/desk", "/desk/abc", "/desk/abc/invites"])(
  "%s is the page, asked for anew each time",
  async (path) => {
    expect(await get(path)).toMatchObject({
      status: 200,
      type: "text/html; charset=utf-8",
      cache: "no-cache",
      text: expect.stringContaining("<title>Kartu"),
    });
  },
);

it.each(["/nowhere", "/s", "/index.php", "/assets/gone-x2.js", "/.secret", "/assets/..%2f..%2fpackage.json", "/assets/../../package.json"])(
  "%s is not there",
  async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, text: '{"code":"not_found"}' });
  },
);

it.each(["/nowhere", "/s", "/index.php", "/a/b/"])("[DK6] a browser at %s gets the page that says so, with 404", async (path) => {
  const answer = await get(path, { accept: "text/html,application/xhtml+xml,*/*;q=0.8" });
  expect(answer).toMatchObject({ status: 404, type: "text/html; charset=utf-8", cache: "no-cache" });
  expect(answer.text).toContain("<title>Kartu");
});

it("a part of an old build that is gone is no page, whoever asks", async () => {
  expect(await get("/assets/gone-x2.js", { accept: "text/html,*/*" })).toMatchObject({ status: 404, text: '{"code":"not_found"}' });
  expect(await get("/api/nothing", { accept: "text/html" })).toMatchObject({ status: 404, text: '{"code":"not_found"}' });
});

it.each([
  ["br, gzip", "br"],
  ["gzip", "gzip"],
  ["identity", null],
])("a script for a browser that takes %s", async (accepts, encoding) => {
  const answer = await get("/assets/main-x1.js", { "accept-encoding": accepts });
  expect(answer).toEqual({
    status: 200,
    type: "text/javascript; charset=utf-8",
    encoding,
    cache: "public, max-age=31536000, immutable",
    text: SCRIPT,
  });
});

it("a space's places travel compressed, short answers as they are", async () => {
  const owner = await ownerSession(server);
  const { id } = await newSpace(owner);
  const places = await owner.fetch(`/api/spaces/${id}/places`);
  expect([places.headers.get("content-encoding"), places.headers.get("content-type")]).toEqual(["gzip", "application/json; charset=utf-8"]);
  expect(((await places.json()) as { places: unknown[] }).places.length).toBeGreaterThan(1);
  expect(
    (await owner.fetch(`/api/spaces/${id}/places`, { headers: { "accept-encoding": "identity" } })).headers.get("content-encoding"),
  ).toBeNull();
  expect((await owner.fetch("/api/me")).headers.get("content-encoding")).toBeNull();
});

it("/healthz names the build; a page of another build may not join, and reads why", async () => {
  expect(JSON.parse((await get("/healthz")).text)).toEqual({ ok: true, build: "abc123" });
  const owner = await ownerSession(server);
  const space = (await newSpace(owner)).id;
  const join = async (protocol: number, build: string) =>
    (await owner.call("POST /api/spaces/:space/join", { params: { space }, body: { protocol, build, lang: "en" } })).body.code ?? "ok";
  expect([
    await join(PROTOCOL, "old"),
    await join(PROTOCOL + 1, "abc123"),
    await join(PROTOCOL, "abc123"),
    await join(PROTOCOL, "dev"),
  ]).toEqual(["build_mismatch", "protocol_mismatch", "ok", "ok"]);
});

it("[OP6] a space gets the page that lists what it needs at once, where the build wrote one", async () => {
  await writeFile(join(folder, "space.html"), "<!doctype html><title>Kartu: a space</title>");
  expect((await get("/s/abc")).text).toContain("a space");
  expect((await get("/join")).text).not.toContain("a space");
  await rm(join(folder, "space.html"));
  expect((await get("/s/abc")).text).toContain("<title>Kartu</title>");
});
