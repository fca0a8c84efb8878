/** An upgrade with Docker: the image of the new build has nothing of the old one, and pages that are open still ask for it. */
import { mkdir, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { newDataFolder, startTestServer } from "../../support/server.ts";

const DAY = 86_400_000;
const SCRIPT = "console.log('a script that is long enough');\n".repeat(100);
let home = "";
beforeEach(async () => {
  home = await newDataFolder();
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function image(build: string): Promise<string> {
  const folder = join(home, build);
  await mkdir(join(folder, "assets"), { recursive: true });
  await writeFile(join(folder, "index.html"), `<title>${build}</title>`);
  await writeFile(join(folder, "build.json"), JSON.stringify({ build }));
  await writeFile(join(folder, `assets/main-${build}.js`), `${SCRIPT}// ${build}`);
  await writeFile(join(folder, `assets/main-${build}.js.gz`), gzipSync(`${SCRIPT}// ${build}`));
  return folder;
}
const data = (): string => join(home, "data");

/** One life of a server of this build; the image is gone afterwards. */
async function life(build: string, ask: string[], keepParts = true): Promise<unknown[]> {
  await mkdir(data(), { recursive: true });
  const clientFolder = await image(build);
  const server = await startTestServer({ dataFolder: data(), clientFolder, keepParts });
  const answers: unknown[] = [];
  for (const name of ask) {
    const answer = await fetch(`${server.url}/assets/main-${name}.js`);
    const text = await answer.text();
    answers.push(answer.ok && text.endsWith(`// ${name}`) ? answer.headers.get("cache-control") : answer.status);
  }
  await server.close();
  await rm(clientFolder, { recursive: true });
  return answers;
}
const FOREVER = "public, max-age=31536000, immutable";

it("[OP5] what a page of the build before asks for is there for a day after the upgrade, also over a restart, and then goes", async () => {
  expect(await life("one", ["one", "two"])).toEqual([FOREVER, 404]);
  // It ran for long before the upgrade came: the day counts from that.
  const long = new Date(Date.now() - 30 * DAY);
  await utimes(join(data(), "parts/one"), long, long);
  expect(await life("two", ["two", "one"])).toEqual([FOREVER, FOREVER]);
  expect(await life("two", ["one"])).toEqual([FOREVER]);
  expect(await life("three", ["one", "two", "three"])).toEqual([FOREVER, FOREVER, FOREVER]);
  const yesterday = new Date(Date.now() - DAY - 60_000);
  await utimes(join(data(), "parts/one/replaced"), yesterday, yesterday);
  expect(await life("three", ["one", "two"])).toEqual([404, FOREVER]);
  // Back to a build of before: it is the one in use again, and has no end.
  expect(await life("two", ["two", "three"])).toEqual([FOREVER, FOREVER]);
  expect(await readdir(join(data(), "parts/two"))).toEqual(["assets"]);
});

it("[OP5] a copy that was not finished is made anew, and a folder that cannot be written keeps nobody out", async () => {
  await mkdir(join(data(), "parts/one.new/assets"), { recursive: true });
  expect(await life("one", ["one"])).toEqual([FOREVER]);
  expect(await readdir(join(data(), "parts"))).toEqual(["one"]);
  await rm(join(data(), "parts"), { recursive: true });
  await writeFile(join(data(), "parts"), "a file where the folder would be");
  expect(await life("two", ["two"])).toEqual([FOREVER]);
});

it("without the image's word nothing is copied: a build that is made in place keeps its own", async () => {
  await life("one", [], false);
  expect(await readdir(data())).not.toContain("parts");
});
