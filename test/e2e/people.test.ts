/** What people do when somebody misbehaves, as they do it: block, report, warn, put out and back, ban, a line that is held. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser, type TestBrowser, type Visit } from "../support/browser.ts";
import { guestSession, newInvite, newSpace, ownerSession, type Person, type InProcessServer, startTestServer } from "../support/server.ts";
import { hearsSound, toneWav } from "../support/sound.ts";
import { until } from "../support/until.ts";
import { button, chatLine, goTo, heardBy, inside, openChat, openPeople, say, turnMicrophoneOn } from "./support/people.ts";
import { PATIENCE } from "./support/patience.ts";

let server: InProcessServer;
let chromium: TestBrowser;
let space = "";
let code = "";
let owner: Person;
const people = new Map<string, { person: Person; visit: Visit }>();

/** Runs in the page: remembers what plays sound. */
function watchPlayers(): void {
  const players: HTMLMediaElement[] = [];
  (globalThis as { players?: HTMLMediaElement[] }).players = players;
  const create = document.createElement.bind(document);
  document.createElement = ((...named: Parameters<typeof create>) => {
    const element = create(...named);
    if (element instanceof HTMLAudioElement) players.push(element);
    return element;
  }) as typeof document.createElement;
}
/** How many voices come to the page, and how many of them are loud. */
const voices = (page: Page) =>
  page.evaluate(() => {
    const players = (globalThis as { players?: HTMLMediaElement[] }).players ?? [];
    const live = players.filter(
      ({ srcObject }) => srcObject instanceof MediaStream && srcObject.getAudioTracks().some((track) => track.readyState === "live"),
    );
    return `${live.filter(({ volume, muted }) => volume > 0.2 && !muted).length} of ${live.length}`;
  });

const enter = async (name: string, role: "trainer" | "participant", mobile = false): Promise<Visit> => {
  const person = await guestSession(server, owner, space, role === "trainer" ? { name, role } : { name, code });
  const rules = await person.call("GET /api/spaces/:space/conduct", { params: { space } });
  await person.call("POST /api/spaces/:space/conduct", { params: { space }, body: { version: rules.body.conduct?.version ?? "" } });
  const visit = await chromium.openPage({
    url: `${server.url}/s/${space}`,
    cookie: person.cookie,
    mobile,
    allow: [/status of 403/],
    before: watchPlayers,
  });
  await inside(visit.page);
  people.set(name, { person, visit });
  return visit;
};
const pageOf = (name: string) => people.get(name)?.visit.page ?? expect.fail(`${name} is not there`);
const openCard = async (who: string, name: string): Promise<void> => {
  await openPeople(pageOf(who));
  await pageOf(who)
    .getByRole("button", { name: new RegExp(`^${name}`) })
    .first()
    .click();
  await pageOf(who).getByRole("dialog", { name }).waitFor(PATIENCE);
};
const closeDialog = (who: string): Promise<void> => pageOf(who).getByRole("button", { name: "Close" }).last().click();

beforeAll(async () => {
  server = await startTestServer({ inMemory: true });
  owner = await ownerSession(server);
  await owner.call("PATCH /api/me", { body: { name: "Olga", appearance: "000000000", lang: "en" } });
  space = (await newSpace(owner, "Mladinski center")).id;
  const settings = {
    admitsMinors: false,
    acceptsVisibleAddresses: true,
    contact: "Maja, 031 123 456",
    conduct: "Be kind.\nAsk before you film.",
  };
  await owner.call("PATCH /api/spaces/:space", { params: { space }, body: { settings } });
  code = await newInvite(owner, space);
  chromium = await openBrowser({ microphone: { wav: toneWav() } });
  for (const name of ["Ana", "Bor", "Cid"]) await enter(name, "participant", name === "Bor");
});
afterAll(async () => {
  await chromium?.close();
  await server?.close();
});

it("[LM9] with nobody on duty a report is kept, and shows whom to turn to; what was written stays when it fails", async () => {
  const page = pageOf("Ana");
  await page.getByRole("banner").getByRole("button", { name: "Help" }).click();
  await page.getByText("Ask before you film.").waitFor(PATIENCE);
  await button(page, "Report something").click();
  await page.getByRole("textbox", { name: /In your own words/ }).fill("x".repeat(1_001));
  await button(page, "Send the report").click();
  await page
    .getByRole("alert")
    .getByText(/at most 1000|at most 1,000/)
    .waitFor(PATIENCE);
  expect(await page.getByRole("textbox", { name: /In your own words/ }).inputValue()).toHaveLength(1_001);
  await page.getByRole("textbox", { name: /In your own words/ }).fill("Somebody shouts in the corner.");
  await button(page, "Send the report").click();
  await page.getByText("Maja, 031 123 456").waitFor(PATIENCE);
  await button(page, "Close").last().click();
});

it("[LM4] [LM44] a block ends sound, lines and names between the two, on both pages; the third notices nothing; it is undone in the settings", async () => {
  const [ana, bor, cid] = [pageOf("Ana"), pageOf("Bor"), pageOf("Cid")];
  for (const page of [ana, bor, cid]) {
    await turnMicrophoneOn(page);
    await openPeople(page);
    await goTo(page, "Meeting corner");
  }
  await heardBy(ana, /Bor/);
  await hearsSound(ana);
  await openChat(bor);
  await say(bor, "a line of Bor");
  await openChat(ana);
  await chatLine(ana, "a line of Bor").waitFor(PATIENCE);

  await openCard("Ana", "Bor");
  await button(ana, /^Block$/).click();
  await ana.getByRole("heading", { name: "Block Bor?" }).waitFor(PATIENCE);
  await button(ana, /^Block$/).click();
  await until("neither page names the other", async () => {
    const [a, b] = [await ana.locator("body").innerText(), await bor.locator("body").innerText()];
    // "Bor is blocked …" is told for a moment.
    return !/Bor(?! is blocked)/.test(a) && !b.includes("Ana");
  });
  await heardBy(ana, /Cid/);
  await openPeople(cid);
  await expect.poll(() => cid.locator("body").innerText(), PATIENCE).toMatch(/Ana[^]*Bor/);
  await openChat(bor);
  await say(bor, "only for Cid");
  await openChat(cid);
  await chatLine(cid, "only for Cid").waitFor(PATIENCE);
  await openChat(ana);
  expect(await ana.locator("body").innerText()).not.toMatch(/only for Cid|a line of Bor/);
  await ana.reload();
  await inside(ana);
  await openPeople(ana);
  await ana.getByText("Cid").first().waitFor(PATIENCE);
  expect(await ana.locator("body").innerText()).not.toContain("Bor");

  await ana.keyboard.press("Escape");
  await openPeople(ana);
  await ana.getByRole("button", { name: /Ana \(you\)/ }).click();
  await ana.getByText("Show who it is").click();
  await button(ana, "Unblock Bor").click();
  await ana.getByText("Nobody. To block somebody").waitFor(PATIENCE);
  await closeDialog("Ana");
  await openPeople(ana);
  await ana.getByRole("button", { name: /^Bor/ }).first().waitFor(PATIENCE);
});

it("[LM72] [LM46] muted for oneself, somebody is silent on that page alone, also after a reload; nobody else notices", async () => {
  const [ana, cid] = [pageOf("Ana"), pageOf("Cid")];
  await until("Ana hears both", async () => (await voices(ana)) === "2 of 2", 20_000);
  const mute = async (): Promise<void> => {
    await openCard("Ana", "Bor");
    await ana.getByText("Mute for me").click();
    await closeDialog("Ana");
  };
  await mute();
  await until("Bor is silent", async () => (await voices(ana)) === "1 of 2");
  await ana.reload();
  await inside(ana);
  await openPeople(ana);
  await until("Bor is silent still", async () => (await voices(ana)) === "1 of 2", 20_000);
  await heardBy(pageOf("Bor"), /Ana[^]*Cid|Cid[^]*Ana/);
  await expect.poll(() => voices(cid), PATIENCE).toMatch(/^[12] of/);
  expect(await cid.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith("kartu.muted")))).toBe(false);
  await mute();
  await until("Bor is heard again", async () => (await voices(ana)) === "2 of 2");
});

it("[UI34] [LM43] a held line is read by its writer alone until a trainer lets it through", async () => {
  await enter("Tina", "trainer");
  const [tina, bor, cid] = [pageOf("Tina"), pageOf("Bor"), pageOf("Cid")];
  // [UI34] Who looks for a trainer finds her on top of the list, and reads that she is one.
  await openPeople(cid);
  await expect.poll(() => cid.locator("body").innerText(), PATIENCE).toMatch(/Everyone[^]*Tina\s+Trainer · leads/);
  await openPeople(tina);
  await goTo(tina, "Meeting corner");
  await openChat(bor);
  await say(bor, "what the f u c k is this");
  await bor.getByText(/a trainer looks at first/).waitFor(PATIENCE);
  await tina
    .getByRole("button", { name: /Safety/ })
    .getByText(/2/)
    .waitFor(PATIENCE);
  await tina.getByRole("button", { name: /Safety/ }).click();
  await tina.getByRole("button", { name: /Held lines/ }).click();
  expect(await cid.locator("body").innerText()).not.toContain("what the");
  await button(tina, "Let the line of Bor through").click();
  await openChat(cid);
  await chatLine(cid, "what the f u c k is this").waitFor(PATIENCE);
  await expect.poll(() => bor.getByText(/a trainer looks at first/).count(), PATIENCE).toBe(0);
  await closeDialog("Tina");
});

it("[LM9] a report about somebody reaches those on duty, who close it or go on to the person", async () => {
  const tina = pageOf("Tina");
  await openCard("Ana", "Bor");
  await button(pageOf("Ana"), "Report").click();
  await pageOf("Ana").getByRole("radio", { name: "Threats or violence" }).check();
  await pageOf("Ana")
    .getByRole("textbox", { name: /In your own words/ })
    .fill("He said he waits for me outside.");
  await button(pageOf("Ana"), "Send the report").click();
  await pageOf("Ana").getByText("1 trainer on duty reads it now.").waitFor(PATIENCE);
  await button(pageOf("Ana"), "Close").last().click();
  await tina
    .getByRole("button", { name: /Safety/ })
    .getByText(/2/)
    .waitFor(PATIENCE);
  await tina.getByRole("button", { name: /Safety/ }).click();
  await tina.getByText("He said he waits for me outside.").waitFor(PATIENCE);
  await people.get("Tina")?.visit.shot("safety");
  await button(tina, "Close the report").nth(1).click();
  await until("one is closed", async () => (await tina.getByText(/^closed /).count()) === 1);
  await button(tina, "What to do about Bor").click();
  await tina.getByRole("dialog", { name: "Bor" }).waitFor(PATIENCE);
  await people.get("Tina")?.visit.shot("person-card");
});

it("[LM5] [LM8] warned, one reads why; put out, one reads until when, and comes back when it was taken back; banned, the invite leads to the lobby", async () => {
  const [tina, bor] = [pageOf("Tina"), pageOf("Bor")];
  await button(tina, /^Warn$/).click();
  await button(tina, /^Warn$/).click();
  await bor.getByText("Tina asks you to watch your words", { exact: false }).first().waitFor(PATIENCE);
  await button(bor, "Understood").click();

  await openCard("Tina", "Bor");
  await button(tina, "Put out for a time").click();
  await tina.getByRole("radio", { name: "As long as I say" }).check();
  await tina.getByRole("textbox", { name: "Minutes" }).fill("a while");
  await button(tina, /^Put out$/).click();
  await tina.getByText(/whole number/).waitFor(PATIENCE);
  await tina.getByRole("textbox", { name: "Minutes" }).fill("30");
  await button(tina, /^Put out$/).click();
  await bor.getByText(/You can come back at \d\d:\d\d/).waitFor(PATIENCE);
  await people.get("Bor")?.visit.shot("put-out-phone");
  await tina.getByRole("button", { name: /Safety/ }).click();
  await tina.getByRole("button", { name: "Members", exact: true }).click();
  await button(tina, "Let Bor come in again").click();
  await until("it is taken back", async () => (await button(tina, "Let Bor come in again").count()) === 0);
  await closeDialog("Tina");
  await bor.reload();
  await inside(bor);

  await openCard("Tina", "Bor");
  await button(tina, /^Ban$/).click();
  await button(tina, /^Ban$/).click();
  await bor.getByText("A trainer has closed this space for you.", { exact: false }).waitFor(PATIENCE);
  const again = await guestSession(server, owner, space, { name: "Bor the second", code });
  const waits = await again.call("POST /api/spaces/:space/join", { params: { space }, body: { protocol: 1, build: "dev", lang: "en" } });
  expect((waits.body as unknown as { code: string }).code).toBe("in_lobby");

  await tina.getByRole("button", { name: /Safety/ }).click();
  await tina.getByRole("button", { name: "Log", exact: true }).click();
  await tina
    .getByText(/banned/)
    .first()
    .waitFor(PATIENCE);
  await tina.getByRole("button", { name: /^Words/ }).click();
  await tina.getByText("Show and change the words").click();
  // As a paste puts it there: typing so many lines takes a browser's driver minutes.
  await tina.getByRole("textbox", { name: /One word or phrase/ }).evaluate((field) => {
    const lines = Array.from({ length: 10_000 }, (_, i) => `word${i}`).join("\n");
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(field, lines);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await button(tina, "Keep this list").click();
  await tina
    .getByRole("alert")
    .getByText(/at most 1000/)
    .waitFor(PATIENCE);
  expect((await tina.getByRole("textbox", { name: /One word or phrase/ }).inputValue()).split("\n")).toHaveLength(10_000);
  await closeDialog("Tina");
});
