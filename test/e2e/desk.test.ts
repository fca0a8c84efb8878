/** The trainer's desk in a browser: a space is made and set, invites of each kind, who is in, what is withdrawn; by keyboard; axe. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { openBrowser, type TestBrowser, type Visit } from "../support/browser.ts";
import { guestSession, newInvite, newSpace, ownerSession, type Person, type SpawnedServer, spawnServer } from "../support/server.ts";
import { button, inside, joinBy } from "./support/people.ts";
import { PATIENCE } from "./support/patience.ts";

let server: SpawnedServer;
let chromium: TestBrowser;
let owner: Person;
/** A name that a phone could open: with "localhost" there is no QR and nothing to print. */
let base: string;

beforeAll(async () => {
  server = await spawnServer();
  base = `http://kartu.test:${server.port}`;
  owner = await ownerSession(server);
  await owner.call("PATCH /api/me", { body: { name: "Ajda", appearance: "115218700", lang: "en" } });
  chromium = await openBrowser({ hosts: ["kartu.test"] });
});
afterAll(async () => {
  await chromium?.close();
  await server?.close();
});

const open = (path: string, options: Parameters<TestBrowser["openPage"]>[0] = {}): Promise<Visit> =>
  chromium.openPage({ url: `${base}${path}`, cookie: owner.cookie, ...options });
const pagesOf = (pdf: Buffer): number => pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;

it("[DK3] [DK2] an owner makes a space, sets its start and words, and sees who comes by one link on two devices until it is withdrawn", async () => {
  const ajda = await open("/desk");
  const { page } = ajda;
  await button(page, "New space").click();
  await page.getByRole("textbox", { name: "Name of the space" }).fill("Mladinski center Kranj");
  await button(page, "Make this space").click();
  await inside(page);
  await page.getByTestId("invite-link").waitFor(PATIENCE);
  const id = /\/s\/([\w-]+)/.exec(page.url())?.[1] ?? "";

  await page.goto(`${base}/desk/${id}/settings`);
  await page.getByLabel("It begins").fill("2031-05-17T17:00");
  await page.getByLabel("Words for those who wait or come early").fill("Pripravi si čaj.");
  await page.getByText("Not saved yet").waitFor(PATIENCE);
  // The browser would ask; what was written is there again either way.
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await page.getByText("Not saved yet").waitFor(PATIENCE);
  await page.getByLabel("Name of the space").fill(" ");
  await button(page, "Save").click();
  await page.getByText(/Give the space a name/).waitFor(PATIENCE);
  await page.getByLabel("Name of the space").fill("Mladinski center Kranj");
  await button(page, "Save").click();
  await page.getByText("Saved", { exact: true }).waitFor(PATIENCE);
  await page.getByRole("link", { name: "Overview" }).click();
  await page.getByText("Pripravi si čaj.").waitFor(PATIENCE);
  await page
    .getByText(/17 May.*17:00/)
    .first()
    .waitFor(PATIENCE);
  const stored = (await owner.call("GET /api/spaces/:space", { params: { space: id } })).body.settings;
  expect(stored).toMatchObject({ welcome: "Pripravi si čaj.", startsAt: new Date("2031-05-17T17:00").getTime(), conduct: "" });

  await page.getByRole("link", { name: "Invites" }).click();
  await button(page, "Make an invite link").click();
  await page.getByRole("img", { name: "QR code of the invite link" }).waitFor(PATIENCE);
  const link = (await page.getByTestId("invite-link").innerText()).trim();
  await button(page, "Print a sheet").click();
  await page.getByRole("checkbox", { name: "Slovenščina" }).check();
  await page
    .getByRole("dialog")
    .getByText(/Usmeri kamero telefona/)
    .waitFor(PATIENCE);
  expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toBe(1);
  await page.keyboard.press("Escape");

  const onPlainHttp = { allow: [/./] };
  const nika = await joinBy(chromium, link, "Nika", { ...onPlainHttp, mobile: true });
  const jan = await joinBy(chromium, link, "Jan", onPlainHttp);
  await page.getByRole("link", { name: "Overview" }).click();
  // Ajda's own page went to the desk: she may be waited for still.
  await page.getByRole("heading", { name: /^In just now: [23]$/ }).waitFor(PATIENCE);
  await expect.poll(() => page.getByRole("list", { name: "House" }).innerText(), PATIENCE).toMatch(/Jan[^]*Nika/);
  await nika.close();
  await jan.close();

  await page.getByRole("link", { name: "Invites" }).click();
  // Hers, and the first one that every new space is given.
  for (const left of [1, 0]) {
    await button(page, /^Withdraw the link Participant/)
      .first()
      .click();
    await button(page, "Withdraw it").click();
    await expect.poll(() => button(page, /^Withdraw the link Participant/).count(), PATIENCE).toBe(left);
  }
  await page.getByText("None just now.").waitFor(PATIENCE);
  const late = await chromium.openPage({ url: link, allow: [/./] });
  await late.page.getByText(/This invite was withdrawn/).waitFor(PATIENCE);
  await late.close();
  await ajda.close();
});

it("[DK5] [DK7] a file of names becomes personal links: told what is wrong first, then a table, a CSV and cards; a card lets its person in once", async () => {
  const { id } = await newSpace(owner, "Batch");
  const visit = await open(`/desk/${id}/invites`);
  const { page } = visit;
  await page.getByRole("radio", { name: "A link for each person" }).check();
  const names = ["Žan", "Lučka", "Nika", "Nika", "\u200b", "Bor", "Črt", "Eva", "Zala", "Matija", "Ana"];
  // As spreadsheets write it in this part of the world: a mark of UTF-8, semicolons, the names in the second column.
  const bytes = Buffer.from(`\uFEFFRazred;Ime\r\n${names.map((name, i) => `${i}.a;${name}`).join("\r\n")}`, "utf8");
  await page.locator("input[type=file]").setInputFiles({ name: "razred.csv", mimeType: "text/csv", buffer: bytes });
  const check = page.getByRole("region", { name: "The list as it was read" });
  await check.getByText("9 names can be used").waitFor(PATIENCE);
  await check.getByText(/Nobody could read this name/).waitFor(PATIENCE);
  await check.getByText("as in line 4; left out").waitFor(PATIENCE);
  expect(await button(page, "Make 9 links").isDisabled()).toBe(true);
  const field = page.getByLabel("Names, one a line");
  await field.fill((await field.inputValue()).replace("\u200b", "Miha"));
  await button(page, "Make 10 links").click();
  await page.getByRole("heading", { name: "10 links are ready" }).waitFor(PATIENCE);

  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save as CSV").click()]);
  const csv = (await readFile(await download.path(), "utf8")).split("\r\n").slice(0, -1);
  expect(csv[0]).toBe("\uFEFFName,Link");
  expect(csv.slice(1).map((line) => line.split(",")[0])).toEqual([
    "Žan",
    "Lučka",
    "Nika",
    "Miha",
    "Bor",
    "Črt",
    "Eva",
    "Zala",
    "Matija",
    "Ana",
  ]);
  await button(page, "Print cards").click();
  await page.getByRole("dialog").getByText("Only for you: it works once.").first().waitFor(PATIENCE);
  expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toBe(2);
  await page.keyboard.press("Escape");

  const link = csv[1]?.split(",")[1] ?? "";
  const zan = await joinBy(chromium, link, "Žan", { allow: [/./] });
  await zan.close();
  const other = await chromium.openPage({ url: link, allow: [/./] });
  await other.page.getByText(/has been used as often as it may be/).waitFor(PATIENCE);
  await other.close();
  await visit.close();
});

it("[DK2] who waits in the lobby is let in from the desk", async () => {
  const { id } = await newSpace(owner, "Lobby");
  const { body } = await owner.call("POST /api/spaces/:space/invites", {
    params: { space: id },
    body: { role: "participant", days: 1, uses: null, lobby: true },
  });
  for (const name of ["Žan", "Lučka"]) await guestSession(server, owner, id, { name, code: body.code });
  const visit = await open(`/desk/${id}`);
  await button(visit.page, "Let in: Žan").click();
  await visit.page.getByRole("heading", { name: "1 person waits to be let in" }).waitFor(PATIENCE);
  await button(visit.page, "Let in: Lučka").click();
  await visit.page.getByRole("heading", { name: /waits? to be let in/ }).waitFor({ state: "detached", ...PATIENCE });
  await visit.close();
});

it("[DK6] a mistyped address is answered by Kartu's own page, as not found", async () => {
  const visit = await open("/nowhere", { allow: [/404 \(Not Found\)/] });
  await visit.page.getByRole("heading", { name: "There is nothing here" }).waitFor(PATIENCE);
  expect((await visit.page.goto(`${base}/nowhere/else`))?.status()).toBe(404);
  await visit.close();
});

it("[DK2] by keyboard alone: from the list to a space, to its invites, to a link", async () => {
  const { id } = await newSpace(owner, "Keys");
  const visit = await open("/desk");
  const { page } = visit;
  await page.getByRole("link", { name: "Desk: Keys" }).waitFor(PATIENCE);
  const tabTo = async (name: RegExp): Promise<void> => {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press("Tab");
      const text = await page.evaluate(
        () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "",
      );
      if (name.test(text)) return;
    }
    throw new Error(`no way by Tab to ${String(name)}`);
  };
  await tabTo(/^Desk: Keys$/);
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent), PATIENCE).toBe("Keys");
  await tabTo(/^Invites$/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Invite people" }).waitFor(PATIENCE);
  expect(page.url()).toBe(`${base}/desk/${id}/invites`);
  await tabTo(/^Make an invite link$/);
  await page.keyboard.press("Enter");
  await page.getByTestId("invite-link").waitFor(PATIENCE);
  await visit.close();
});

describe.each([
  ["desktop", {}],
  ["phone", { mobile: true }],
])("[UI17] on a %s", (screen, options) => {
  it("axe finds nothing on the desk", async () => {
    const { id } = await newSpace(owner, `Axe ${screen}`);
    await newInvite(owner, id);
    for (const role of ["trainer", "participant"] as const) await guestSession(server, owner, id, { role, name: role });
    const visit = await open("/desk", options);
    const { page } = visit;
    const clean = async (state: string): Promise<void> => expect([state, ...(await axeFindings(page))]).toEqual([state]);
    await page.getByRole("link", { name: `Desk: Axe ${screen}` }).waitFor(PATIENCE);
    await clean("list");
    for (const [part, ready] of [
      ["", "Next session"],
      ["/people", "Reports"],
      ["/settings", "Who comes, and their safety"],
      ["/invites", "Links that let people in"],
    ] as const) {
      await page.goto(`${base}/desk/${id}${part}`);
      await page.getByRole("heading", { name: ready }).waitFor(PATIENCE);
      await clean(part);
    }
    await page.getByRole("radio", { name: "A link for each person" }).check();
    await page.getByLabel("Names, one a line").fill("Nika\nNika\n\u200b");
    await clean("names");
    await page.getByLabel("Names, one a line").fill("Nika\nJan");
    await button(page, "Make 2 links").click();
    await page.getByRole("heading", { name: "2 links are ready" }).waitFor(PATIENCE);
    await clean("links");
    await button(page, "Print cards").click();
    await page.getByRole("dialog").getByText("Only for you").first().waitFor(PATIENCE);
    await clean("print");
    await visit.close();
  });
});
