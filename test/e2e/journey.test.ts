/** The first journey, as people go it: a trainer opens a space, two meet in it and talk, one walks away, they draw; the server dies and comes back. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser, type TestBrowser, type Visit } from "../support/browser.ts";
import { type SpawnedServer, spawnServer } from "../support/server.ts";
import { hearsSound, packetsDuring, toneWav } from "../support/sound.ts";
import {
  becomeOwner,
  button,
  chatLine,
  goTo,
  heardBy,
  inside,
  joinBy,
  openBoard,
  openChat,
  say,
  turnMicrophoneOn,
} from "./support/people.ts";
import { PATIENCE } from "./support/patience.ts";

let server: SpawnedServer;
let chromium: TestBrowser;
let trainer: Visit;
let nika: Visit;
let jan: Visit;
let invite: string;

beforeAll(async () => {
  server = await spawnServer();
  chromium = await openBrowser({ microphone: { wav: toneWav() } });
});

afterAll(async () => {
  await chromium?.close();
  await server?.close();
});

it("[UI8] the owner's link leads to a space and an invite, which says whom its address reaches", async () => {
  trainer = await chromium.openPage({ url: `${server.url}/owner#${await server.ownerCode()}` });
  invite = await becomeOwner(trainer, "Mladinski center Kranj");
  expect(new URL(invite).hash.length).toBeGreaterThan(20);
  expect(await trainer.page.getByText("Only this computer can open this link").isVisible()).toBe(true);
  expect(await trainer.page.getByRole("img", { name: /QR/ }).count()).toBe(0);
  await trainer.page.keyboard.press("Escape");
  await inside(trainer.page);
});

it("[UI3] a nickname that is none gets a sentence, and nothing typed is lost", async () => {
  nika = await chromium.openPage({ url: invite, mobile: true });
  const name = nika.page.getByRole("textbox", { name: "Your nickname" });
  await name.fill("   ");
  await button(nika.page, "Join with sound").click();
  await nika.page
    .getByRole("alert")
    .or(nika.page.getByText(/nickname/i))
    .first()
    .waitFor(PATIENCE);
  await name.fill("Nika");
  await nika.shot("join-phone");
  await button(nika.page, "Join with sound").click();
  await inside(nika.page);
  jan = await joinBy(chromium, invite, "Jan");
});

it("[ME6] [UI10] two in a meeting area hear each other, and see who hears them", async () => {
  for (const { page } of [nika, jan]) {
    await goTo(page, "Meeting corner");
    await turnMicrophoneOn(page);
  }
  await heardBy(nika.page, /Jan/);
  await heardBy(jan.page, /Nika/);
  expect((await hearsSound(nika.page)).energy).toBeGreaterThan(0);
  expect((await hearsSound(jan.page)).energy).toBeGreaterThan(0);
  await jan.shot("room-desktop");
  await nika.shot("room-phone");
});

it("[SP20] a line of the chat is read by those in the same place", async () => {
  await say(jan.page, "Who starts our map?");
  await openChat(nika.page);
  await chatLine(nika.page, "Who starts our map?").waitFor(PATIENCE);
});

it("[ME6] who walks away is heard no more", async () => {
  await goTo(jan.page, "Arrival bay");
  await heardBy(nika.page, /nobody/i);
  await expect.poll(() => packetsDuring(nika.page, 500), PATIENCE).toBe(0);
  expect(await packetsDuring(jan.page, 1_000)).toBe(0);
});

it("[BD1] both write on a board, and each reads that the work is kept", async () => {
  for (const { page } of [jan, nika]) await openBoard(page, "Workshop board");
  await nika.page.getByRole("group", { name: "What to show" }).getByRole("button", { name: "Notes" }).click();
  for (const [{ page }, text] of [
    [jan, "A bench by the river"],
    [nika, "Music in the park"],
  ] as const) {
    await page.getByRole("textbox", { name: "Write a note" }).fill(text);
    await button(page, "Write a note").click();
  }
  for (const { page } of [jan, nika]) {
    for (const text of ["A bench by the river", "Music in the park"])
      await page.getByRole("listitem").getByText(text).first().waitFor(PATIENCE);
    await page
      .getByText(/^Saved/)
      .first()
      .waitFor(PATIENCE);
  }
  await jan.shot("board-desktop");
  await nika.shot("board-phone");
});

it("[SP22] after a kill -9 of the server both are back where they stood, without a reload, and everything is there", async () => {
  for (const { page } of [jan, nika]) {
    await button(page, "Close the board").click();
    await page.evaluate(() => Object.assign(window, { stayed: true }));
  }
  for (const visit of [jan, nika, trainer]) visit.allow(/WebSocket|ERR_|Failed to load resource/);
  await server.kill9();
  await jan.page
    .getByText(/reconnect|connection|come back/i)
    .first()
    .waitFor(PATIENCE);
  await server.restart();
  await goTo(jan.page, "Meeting corner");
  await heardBy(nika.page, /nobody|Jan/i);
  await openChat(jan.page);
  await chatLine(jan.page, "Who starts our map?").waitFor(PATIENCE);
  expect(await jan.page.evaluate(() => "stayed" in window)).toBe(true);
  await openBoard(jan.page, "Workshop board");
  await jan.page.getByRole("listitem").getByText("Music in the park").first().waitFor(PATIENCE);
  await button(jan.page, "Close the board").click();
  // Nothing unmutes itself: both were muted by the return, and speak again by their own tap.
  for (const { page } of [nika, jan]) await button(page, /Unmute the microphone/).waitFor(PATIENCE);
  await turnMicrophoneOn(nika.page);
  await turnMicrophoneOn(jan.page);
  await heardBy(nika.page, /Jan/);
  await hearsSound(nika.page);
  for (const { page } of [nika, jan]) await page.locator("canvas").first().waitFor(PATIENCE);
});
