/** The whole journey by keyboard alone, with the canvas off: what someone does who sees nothing of it. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser, type TestBrowser, type Visit } from "../support/browser.ts";
import { newInvite, newSpace, ownerSession, type SpawnedServer, spawnServer } from "../support/server.ts";
import { isFocused, press, tabTo } from "./support/keys.ts";
import { button, chatLine, goTo, heardBy, inside, joinBy, openChat, turnMicrophoneOn } from "./support/people.ts";
import { PATIENCE } from "./support/patience.ts";

let server: SpawnedServer;
let chromium: TestBrowser;
let jan: Visit;
let ana: Visit;
/** The engine of the map: asked for by nobody here. */
const engines: string[] = [];

beforeAll(async () => {
  server = await spawnServer();
  const owner = await ownerSession(server);
  const space = await newSpace(owner, "Mladinski center Kranj");
  const invite = `${server.url}/join#${await newInvite(owner, space.id)}`;
  chromium = await openBrowser();
  jan = await joinBy(chromium, invite, "Jan");
  await goTo(jan.page, "Meeting corner");
  await turnMicrophoneOn(jan.page);
  ana = await chromium.openPage({ before: () => localStorage.setItem("kartu.view", "list") });
  ana.page.on("request", (request) => {
    if (/\/(mount|phaser)-/.test(request.url())) engines.push(request.url());
  });
  await ana.page.goto(invite);
});

afterAll(async () => {
  await chromium?.close();
  await server?.close();
});

/** The answer to a key, as the live region says it. */
async function answer(page: Page, key: string): Promise<string> {
  await page.keyboard.press(key);
  return page.getByTestId("live").innerText();
}

it("[UI18] joins, and is told who is near", async () => {
  const { page } = ana;
  await tabTo(page, page.getByRole("textbox", { name: "Your nickname" }));
  await page.keyboard.type("Ana");
  await page.keyboard.press("Enter");
  await inside(page);
  await expect.poll(() => answer(page, "n"), PATIENCE).toBe("Nobody is near you.");
  await expect.poll(() => answer(page, "l"), PATIENCE).toMatch(/House and Arrival bay/);
});

it("[UI18] goes to a person and to an area, talks, and asks who hears", async () => {
  const { page } = ana;
  await press(page, button(page, /^(Walk|Go) to Jan$/).first());
  await expect.poll(() => answer(page, "n"), PATIENCE).toMatch(/Near you: Jan, \d steps?\./);
  await press(page, button(page, "Go to: Meeting corner"));
  await press(page, button(page, /Turn the microphone on/));
  await heardBy(page, /Jan/);
  await expect.poll(() => answer(page, "h"), PATIENCE).toBe("Hears you: Jan.");
});

it("[UI18] writes in the chat", async () => {
  const { page } = ana;
  await page.keyboard.press("c");
  const box = page.getByRole("textbox", { name: /write to/i });
  await expect.poll(() => isFocused(box), PATIENCE).toBe(true);
  await page.keyboard.type("Hello, now and here");
  await page.keyboard.press("Enter");
  await openChat(jan.page);
  await chatLine(jan.page, "Hello, now and here").waitFor(PATIENCE);
});

it("[UI18] [UI15] opens a board, writes a note and closes it; the focus comes back", async () => {
  const { page } = ana;
  const open = button(page, "Open board: Workshop board");
  await press(page, open);
  await expect.poll(() => isFocused(page.getByRole("heading", { name: "Workshop board", level: 2 })), PATIENCE).toBe(true);
  await tabTo(page, page.getByRole("textbox", { name: "Write a note" }));
  await page.keyboard.type("A bench by the river");
  await press(page, button(page, "Write a note"));
  await page.getByRole("listitem").getByText("A bench by the river").first().waitFor(PATIENCE);
  await press(page, button(page, "Close the board"));
  await expect.poll(() => isFocused(open), PATIENCE).toBe(true);
});

it("[UI18] [UI11] leaves; the map's engine was never loaded", async () => {
  const { page } = ana;
  await press(page, page.getByRole("group", { name: "Controls" }).getByRole("button", { name: "Leave" }));
  await press(page, page.getByRole("dialog").getByRole("button", { name: "Leave" }));
  await page.getByRole("heading", { name: "See you!" }).waitFor(PATIENCE);
  expect(engines).toEqual([]);
});
