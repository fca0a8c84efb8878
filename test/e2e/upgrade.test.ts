/** An upgrade while somebody is inside: two builds, one after the other, at one address. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser, type TestBrowser } from "../support/browser.ts";
import { guestSession, type InProcessServer, newDataFolder, newSpace, ownerSession, startTestServer } from "../support/server.ts";
import { freePort } from "../support/ports.ts";
import { until } from "../support/until.ts";
import { EXCALIDRAW } from "../support/axe.ts";
import { button, inside, openChat } from "./support/people.ts";

const BUILT = join(import.meta.dirname, "../../dist/client");
const folders: string[] = [];
let chromium: TestBrowser;
let server: InProcessServer;
beforeAll(async () => {
  chromium = await openBrowser();
});
afterAll(async () => {
  await chromium.close();
  await server.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const buildOf = (folder: string): string => (JSON.parse(readFileSync(join(folder, "build.json"), "utf8")) as { build: string }).build;

/** The same page as another build: another stamp, another name for every script, and the scripts of the one before beside them. */
function nextBuild(): string {
  const folder = mkdtempSync(join(tmpdir(), "kartu-build-"));
  folders.push(folder);
  cpSync(BUILT, folder, { recursive: true });
  const assets = join(folder, "assets");
  const scripts = readdirSync(join(BUILT, "assets")).filter((name) => name.endsWith(".js"));
  const [before, after] = [buildOf(folder), "f".repeat(12)];
  const renewed = (text: string): string =>
    scripts.reduce((all, name) => all.replaceAll(name, name.replace(/\.js$/, "-next.js")), text).replaceAll(before, after);
  for (const name of scripts)
    writeFileSync(join(assets, name.replace(/\.js$/, "-next.js")), renewed(readFileSync(join(BUILT, "assets", name), "utf8")));
  for (const name of readdirSync(folder).filter((name) => /^(index\.html|space\.html|build\.json)\.(gz|br)$/.test(name)))
    rmSync(join(folder, name));
  for (const name of ["index.html", "space.html", "build.json"])
    writeFileSync(join(folder, name), renewed(readFileSync(join(folder, name), "utf8")));
  return folder;
}

it("[OP45] [LM71] a page that was open reloads once, is told so, and keeps what was being written, at the board too; the old parts are still there", async () => {
  const dataFolder = await newDataFolder();
  folders.push(dataFolder);
  const port = await freePort();
  server = await startTestServer({ dataFolder, clientFolder: BUILT, port });
  const owner = await ownerSession(server);
  const space = (await newSpace(owner)).id;
  const guest = await guestSession(server, owner, space, { name: "Nika" });
  const visit = await chromium.openPage({ url: `${server.url}/s/${space}`, cookie: guest.cookie });
  // The server is away for a moment: the browser complains of that.
  visit.allow(/console: .*(ERR_CONNECTION|WebSocket|409|Failed to load resource|net::)/);
  const { page } = visit;
  let loads = 0;
  await inside(page);
  page.on("load", () => (loads += 1));
  const box = page.getByRole("textbox", { name: /write to/i });
  await openChat(page);
  await box.fill("ne pozabi na moje besedilo");
  const scripts = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));

  await page.getByRole("group", { name: "Controls" }).getByRole("button", { name: "Board", exact: true }).click();
  await page.locator(EXCALIDRAW).first().waitFor();
  const note = page.getByRole("textbox", { name: "Write a note" });

  await server.close();
  const notes = page.getByRole("region", { name: /^Notes/ });
  await page
    .getByText(/^Offline/)
    .first()
    .waitFor();
  await note.fill("written without a server");
  await button(page, "Write a note").click();
  await notes.getByRole("listitem").getByText("written without a server").waitFor();
  await note.fill("half a thou");
  const next = nextBuild();
  server = await startTestServer({ dataFolder, clientFolder: next, port });
  await page.getByText("The page reloads by itself in a moment").waitFor();
  await page.getByText("Kartu was updated, and you are back").waitFor();
  expect(loads).toBe(1);
  await inside(page);
  await notes.getByRole("listitem").getByText("written without a server").waitFor();
  await page
    .getByText(/^Saved/)
    .first()
    .waitFor();
  await until("the note is there again", async () => (await note.inputValue()) === "half a thou");
  await openChat(page);
  await until("the line is there again", async () => (await box.inputValue()) === "ne pozabi na moje besedilo");
  await until("inside", () => server.kartu.live.present(space) === 1);
  const now = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  expect(now.some((name) => name.endsWith("-next.js"))).toBe(true);
  for (const old of scripts.filter((name) => name.endsWith(".js"))) expect([old, (await fetch(old)).status]).toEqual([old, 200]);

  // A server that never is content, whatever is loaded: the person decides, nothing goes round.
  await server.close();
  writeFileSync(join(next, "build.json"), '{"build":"eeeeeeeeeeee"}');
  server = await startTestServer({ dataFolder, clientFolder: next, port });
  await page.getByText("Reload the page to go on").waitFor();
  expect(loads).toBe(1);
  await page.getByRole("button", { name: "Reload" }).click();
  await until("it has loaded again", () => loads === 2);
  await page.getByText("Reload the page to go on").waitFor();
  expect(loads).toBe(2);
  expect(visit.problems()).toEqual([]);
});
