/** The first load, counted as a guest's browser sees it. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type TestBrowser } from "../support/browser.ts";
import { newInvite, newSpace, ownerSession, spawnServer, type SpawnedServer } from "../support/server.ts";

const BUILT = join(import.meta.dirname, "../../dist/client");
/** PERFORMANCE.md: script of the join page, bytes of gzip. */
const JOIN_SCRIPT = 100 * 1024;

let server: SpawnedServer;
let chromium: TestBrowser;

beforeAll(async () => {
  if (!existsSync(join(BUILT, "build.json")))
    throw new Error("The page is not built: run the tests by `npm test`, or `npm run build` first.");
  [server, chromium] = await Promise.all([spawnServer(), openBrowser()]);
});

afterAll(async () => {
  await chromium.close();
  await server.close();
});

/** Bytes of gzip, as a server without brotli would send it. */
function gzipped(url: string): number {
  const file = join(BUILT, new URL(url).pathname);
  return statSync(existsSync(`${file}.gz`) ? `${file}.gz` : file).size;
}

describe("the first load", () => {
  it("[OP6] of the join page is under 100 KB of script, all from here, and not the engine, the boards or the SDK", async () => {
    const owner = await ownerSession(server);
    const space = await newSpace(owner);
    const code = await newInvite(owner, space.id);
    const visit = await chromium.openPage();
    const scripts: string[] = [];
    visit.page.on("response", (response) => {
      if (response.request().resourceType() === "script") scripts.push(response.url());
    });
    await visit.page.goto(`${server.url}/join#${code}`, { waitUntil: "networkidle" });
    await visit.page.getByRole("textbox").first().waitFor();
    const sizes = scripts.map((url) => [new URL(url).pathname, gzipped(url)] as const);
    const total = sizes.reduce((sum, [, size]) => sum + size, 0);
    expect(sizes.length).toBeGreaterThan(0);
    expect(total, JSON.stringify(sizes)).toBeLessThan(JOIN_SCRIPT);
    expect(scripts.filter((url) => /phaser|excalidraw|colyseus/i.test(url))).toEqual([]);
  });
});
