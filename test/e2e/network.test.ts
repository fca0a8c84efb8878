/** Bad networks, as people have them: a tunnel of twelve seconds, two who work offline, an address without https. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { cookieName } from "../../server/http/session.ts";
import { openBrowser, type TestBrowser, type Visit } from "../support/browser.ts";
import { guestSession, type InProcessServer, newInvite, newSpace, ownerSession, type Person, startTestServer } from "../support/server.ts";
import { type Line, openLine } from "../support/tcp-proxy.ts";
import { watch } from "../support/until.ts";
import { button, chatLine, goTo, inside, joinBy, openBoard, openChat, turnMicrophoneOn } from "./support/people.ts";
import { PATIENCE } from "./support/patience.ts";

/** How long the network is gone, and how soon after it one is back, ms. */
const TUNNEL_MS = 12_000;
const BACK_MS = 3_000;
/** What a page without a network may complain about; the last one is a font of the drawing that did not come. */
const NETWORK = /WebSocket|ERR_|Failed to load resource|Failed to fetch|network error/i;

let server: InProcessServer;
let chromium: TestBrowser;
let owner: Person;
let space: string;
let code: string;
const lines: Line[] = [];

/** Someone whose way to the server can be cut. */
async function overLine(name: string): Promise<{ visit: Visit; line: Line }> {
  const line = await openLine(server.port);
  lines.push(line);
  const guest = await guestSession(server, owner, space, { name, code });
  // The line has a port of its own, and so has the session's cookie.
  const cookie = `${cookieName(new URL(line.url).host, false)}=${guest.cookie.split("=", 2)[1]}`;
  const visit = await chromium.openPage({ url: `${line.url}/s/${space}`, cookie, allow: [NETWORK] });
  await inside(visit.page);
  return { visit, line };
}

beforeAll(async () => {
  server = await startTestServer({ inMemory: true });
  owner = await ownerSession(server);
  space = (await newSpace(owner)).id;
  code = await newInvite(owner, space);
  chromium = await openBrowser({ hosts: ["kartu.test"] });
});

afterAll(async () => {
  await chromium?.close();
  for (const line of lines) await line.close();
  await server?.close();
});

it("[SP24] twelve seconds without a network: back within three, in the same place, and what was typed meanwhile arrives", async () => {
  const { visit, line } = await overLine("Nika");
  const { page } = visit;
  await goTo(page, "Front door, to the garden");
  await page.getByText("Garden").first().waitFor(PATIENCE);
  await openChat(page);
  await page.evaluate(() => Object.assign(window, { stayed: true }));
  line.freeze();
  const cut = performance.now();
  await page.getByText("The connection is gone.").first().waitFor(PATIENCE);
  await page.getByRole("textbox", { name: /write to/i }).fill("I am in a tunnel");
  await page.keyboard.press("Enter");
  await page.getByText("waiting to be sent").waitFor(PATIENCE);
  await watch(cut + TUNNEL_MS - performance.now());
  line.mend();
  await page.getByText("waiting to be sent").waitFor({ state: "detached", timeout: BACK_MS });
  await chatLine(page, "I am in a tunnel").waitFor(PATIENCE);
  await page.getByText("Garden").first().waitFor(PATIENCE);
  expect(await page.evaluate(() => "stayed" in window)).toBe(true);
  expect(await page.getByText("The connection is gone.").count()).toBe(0);
});

it("[BD2] two who write on a board without a network see both notes when it is back", async () => {
  const people = [await overLine("Ana"), await overLine("Bor")];
  for (const { visit } of people) {
    await openBoard(visit.page, "Workshop board");
    await visit.page
      .getByText(/^Saved/)
      .first()
      .waitFor(PATIENCE);
  }
  for (const { line } of people) line.cut();
  for (const [i, { visit }] of people.entries()) {
    await visit.page
      .getByText(/Offline/)
      .first()
      .waitFor(PATIENCE);
    await visit.page.getByRole("textbox", { name: "Write a note" }).fill(`Offline note ${i}`);
    await button(visit.page, "Write a note").click();
  }
  for (const { line } of people) line.mend();
  const lists = [];
  for (const { visit } of people) {
    for (const i of [0, 1]) await visit.page.getByRole("listitem").getByText(`Offline note ${i}`).first().waitFor(PATIENCE);
    await visit.page
      .getByText(/^Saved/)
      .first()
      .waitFor(PATIENCE);
    lists.push((await visit.page.getByTestId("board").getByRole("listitem").allInnerTexts()).map((text) => text.trim()));
  }
  expect(lists[0]).toEqual(lists[1]);
});

it("[UI9] at an address without https the page says before the nickname that there is no microphone; everything else works", async () => {
  const visit = await chromium.openPage({ url: `http://kartu.test:${server.port}/join#${code}` });
  const { page } = visit;
  await page
    .getByText(/no microphone|without a microphone|microphone/i)
    .first()
    .waitFor(PATIENCE);
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await visit.close();
  const other = await joinBy(chromium, `http://kartu.test:${server.port}/join#${code}`, "Rasa");
  await turnMicrophoneOn(other.page);
  await other.page.getByText(/https/).first().waitFor(PATIENCE);
  await openChat(other.page);
  await other.page.getByRole("textbox", { name: /write to/i }).fill("I can write");
  await other.page.keyboard.press("Enter");
  await chatLine(other.page, "I can write").waitFor(PATIENCE);
});
