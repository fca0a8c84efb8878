/** Whispering on Kartu's own pages: how it is done, read and ended. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RunningSpace } from "../../server/rooms/running-space.ts";
import { axeFindings } from "../support/axe.ts";
import { openBrowser, type TestBrowser } from "../support/browser.ts";
import { guestSession, type InProcessServer, newInvite, newSpace, ownerSession, startTestServer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { PATIENCE } from "./support/patience.ts";
import { button, heardBy, hears, hush, inside, keepWhatIsSaid, openChat, openPeople, said, turnMicrophoneOn } from "./support/people.ts";
import { allow, line } from "./support/whisperers.ts";

let server: InProcessServer;
let chromium: TestBrowser;
let space: RunningSpace;
const pages: Record<string, Page> = {};
const ids: Record<string, number> = {};

beforeAll(async () => {
  server = await startTestServer({ inMemory: true });
  const owner = await ownerSession(server);
  const { id } = await newSpace(owner);
  await allow(owner, id);
  const codes = { guest: await newInvite(owner, id), lead: await newInvite(owner, id, "cotrainer") };
  chromium = await openBrowser();
  for (const name of ["Mia", "Jon", "Zoe", "Tina"]) {
    const guest = await guestSession(server, owner, id, { name, code: name === "Tina" ? codes.lead : codes.guest });
    const { page } = await chromium.openPage({
      url: `${server.url}/s/${id}`,
      cookie: guest.cookie,
      mobile: name === "Zoe",
      before: keepWhatIsSaid,
    });
    pages[name] = page;
    await inside(page);
    await turnMicrophoneOn(page);
  }
  space = server.kartu.live.get(id)!;
  for (const { id: person, name } of space.people.values()) ids[name] = person;
  line(space, [ids["Mia"]!, ids["Jon"]!, ids["Zoe"]!]);
});
afterAll(async () => {
  await chromium?.close().finally(() => server?.close());
});
const strip = (page: Page) => button(page, /hears you/i);

it("[ME145] begun by keys alone; it stands with “hears you”, is said aloud, and marked in the list of those outside, who read why", async () => {
  const { Mia: mia, Jon: jon, Zoe: zoe } = pages as Record<string, Page> & { Mia: Page; Jon: Page; Zoe: Page };
  for (const page of [mia, zoe]) await heardBy(page, /Jon/);
  for (const page of [mia, jon]) await hush(page);
  await strip(mia).focus();
  await mia.keyboard.press("Enter");
  const begin = button(mia, "Whisper with Jon");
  await begin.waitFor(PATIENCE);
  await until("the focus is on it", async () => {
    await mia.keyboard.press("Tab");
    return begin.evaluate((found) => found === document.activeElement);
  });
  await mia.keyboard.press("Enter");
  await expect.poll(() => hears(mia), PATIENCE).toMatch(/You whisper · Hears you: Jon/);
  const end = button(mia, "End the whisper");
  await expect.poll(() => end.evaluate((found) => found === document.activeElement), PATIENCE).toBe(true);
  await expect.poll(() => hears(jon), PATIENCE).toMatch(/You whisper · Hears you: Mia/);
  await expect.poll(() => said(jon), PATIENCE).toContain("Mia began to whisper with you: nobody else hears or sees you.");
  await expect.poll(() => hears(zoe), PATIENCE).toMatch(/Nobody hears you. · Whispers: Jon/);
  await openPeople(zoe);
  await zoe.getByRole("listitem").filter({ hasText: "Mia" }).filter({ hasText: "whispers" }).waitFor(PATIENCE);
  await button(zoe, "Close the panel").click();
  const open = "Everyone in this place reads this, not only those you whisper with.";
  await openChat(jon);
  await jon.getByText(open).waitFor(PATIENCE);
  expect(await axeFindings(jon)).toEqual([]);
  await button(jon, "Close the panel").click();
});

it("[ME143] one outside asks, one inside lets in, and each reads it", async () => {
  const { Mia: mia, Jon: jon, Zoe: zoe } = pages as Record<string, Page> & { Mia: Page; Jon: Page; Zoe: Page };
  await strip(zoe).click();
  expect(await axeFindings(zoe)).toEqual([]);
  await button(zoe, "Ask to come in").click();
  await button(zoe, "Asked. They decide").waitFor(PATIENCE);
  await mia.getByText("Zoe asks to come into your whisper.").first().waitFor(PATIENCE);
  expect(await axeFindings(mia)).toEqual([]);
  await button(jon, "Let in").click();
  await expect.poll(() => hears(zoe), PATIENCE).toMatch(/You whisper · Hears you: Jon/);
  await button(mia, "Let in").waitFor({ ...PATIENCE, state: "detached" });
});

it("[ME144] who leads ends it from the card of one of them, wherever they stand, and all read by whom", async () => {
  const { Tina: tina, Zoe: zoe } = pages as Record<string, Page> & { Tina: Page; Zoe: Page };
  await hush(zoe);
  await openPeople(tina);
  await tina.getByRole("button", { name: /^Zoe/ }).first().click();
  await button(tina, "End the whisper").click();
  await expect.poll(() => said(zoe), PATIENCE).toContain("Tina ended the whisper: whoever is near hears you.");
  await expect.poll(() => hears(zoe), PATIENCE).not.toMatch(/whisper/i);
});
