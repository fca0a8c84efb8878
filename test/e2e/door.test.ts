/** The door, as people go through it: the lobby with a trainer behind it, the try-out room, the rules, a device that several use, coming again. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { axeFindings, EXCALIDRAW } from "../support/axe.ts";
import { openBrowser, type PageOptions, type TestBrowser, type Visit } from "../support/browser.ts";
import { newSpace, ownerSession, type Person, type SpawnedServer, spawnServer } from "../support/server.ts";
import { button, inside } from "./support/people.ts";
import { PATIENCE } from "./support/patience.ts";

/** What a browser says of a door that is not open yet. */
const REFUSED = /status of 40[39]/;

let server: SpawnedServer;
let chromium: TestBrowser;
let owner: Person;

beforeAll(async () => {
  server = await spawnServer();
  owner = await ownerSession(server);
  await owner.call("PATCH /api/me", { body: { name: "Ajda", appearance: "284008700", lang: "en" } });
  chromium = await openBrowser();
});

afterAll(async () => {
  await chromium?.close();
  await server?.close();
});

type Settings = NonNullable<Parameters<typeof owner.call<"PATCH /api/spaces/:space">>[1]>["body"];
const configure = (space: string, settings: NonNullable<Settings>["settings"]) =>
  owner.call("PATCH /api/spaces/:space", { params: { space }, body: { settings: settings ?? {} } });
async function invite(space: string, kind: { lobby?: boolean; opensEarly?: boolean; shared?: boolean } = {}): Promise<string> {
  const made = await owner.call("POST /api/spaces/:space/invites", {
    params: { space },
    body: { role: "participant", days: 1, uses: null, ...kind },
  });
  return `${server.url}/join#${made.body.code}`;
}
async function arrive(url: string, name: string, options: PageOptions = {}): Promise<Visit> {
  const visit = await chromium.openPage({ allow: [REFUSED], ...options, url });
  await visit.page.getByRole("textbox", { name: "Your nickname" }).fill(name);
  return visit;
}
const join = ({ page }: Visit): Promise<void> => button(page, "Join with sound").click();
const trainerIn = (space: string): Promise<Visit> => chromium.openPage({ url: `${server.url}/s/${space}`, cookie: owner.cookie });

it("[LM62] two wait in the lobby over a restart, read why, the trainer's words and the start; one is let in, then all", async () => {
  const { id: space } = await newSpace(owner, "Lobby");
  await configure(space, { welcome: "Bring a pen", startsAt: Date.now() + 40 * 60_000 });
  const url = await invite(space, { lobby: true });
  const gal = await arrive(url, "Gal", { mobile: true });
  const eva = await arrive(url, "Eva");
  for (const visit of [gal, eva]) {
    await join(visit);
    await visit.page.getByText("Nobody who can let you in is here yet.").waitFor(PATIENCE);
    await visit.page.getByText("Bring a pen").waitFor(PATIENCE);
    await visit.page.getByText(/It starts at .* your time, in (39|40) minutes/).waitFor(PATIENCE);
    expect(await axeFindings(visit.page)).toEqual([]);
  }
  await gal.shot("lobby-phone");
  await eva.shot("lobby-desktop");

  for (const visit of [gal, eva]) visit.allow(/ERR_CONNECTION_REFUSED|WebSocket/);
  await server.kill9();
  await gal.page.getByText("The connection is gone.").waitFor(PATIENCE);
  await server.restart();
  for (const { page } of [gal, eva]) await page.getByText("The connection is gone.").waitFor({ ...PATIENCE, state: "detached" });

  const trainer = await trainerIn(space);
  await inside(trainer.page);
  for (const { page } of [gal, eva]) await page.getByText("Somebody reads your name and lets you in.").waitFor(PATIENCE);
  const members = (await owner.call("GET /api/spaces/:space/members", { params: { space } })).body.members;
  const user = members.find(({ name }) => name === "Gal")?.user ?? "";
  await owner.call("POST /api/spaces/:space/members/:user/admit", { params: { space, user }, body: {} });
  await inside(gal.page);
  expect(await eva.page.getByText("Almost there, Eva!").isVisible()).toBe(true);
  await configure(space, { lobbyRule: "while_led" });
  await inside(eva.page);
  for (const visit of [gal, eva, trainer]) await visit.close();
});

it("[LM60] before the start one tries everything out, alone: nothing leaves the page; when it begins, one tap leads in", async () => {
  const { id: space } = await newSpace(owner, "Early");
  await configure(space, { startsAt: Date.now() + 25 * 60 * 60_000 });
  const nika = await arrive(await invite(space, { opensEarly: true }), "Nika");
  const { page } = nika;
  await join(nika);
  await page.getByText("You are early, Nika!").waitFor(PATIENCE);
  await page.getByText(/It starts on .* your time, in (24|25) hours/).waitFor(PATIENCE);
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!/\.(js|css|woff2|json|svg)$/.test(pathname)) asked.push(`${request.method()} ${pathname}`);
  });
  page.on("websocket", (socket) => asked.push(socket.url()));
  await button(page, "Try it out meanwhile").click();
  await page.locator("canvas").first().waitFor(PATIENCE);
  await page.keyboard.down("ArrowLeft");
  await page.getByRole("button", { name: /^Walk\s*done$/ }).waitFor(PATIENCE);
  await page.keyboard.up("ArrowLeft");
  await button(page, "Write").click();
  await page.getByRole("textbox", { name: "Write something" }).fill("Is this on?");
  await button(page, "Say").click();
  await page.getByRole("button", { name: /^Write\s*done$/ }).waitFor(PATIENCE);
  await button(page, "Hear yourself").click();
  await page.getByText("Your microphone works.").waitFor(PATIENCE);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("region", { name: "What you can try" }).getByRole("button", { name: "Hear yourself" }).last().click();
  await page.getByText("Now you hear yourself.").waitFor(PATIENCE);
  await page.getByText("If you heard yourself, sound and microphone work.").waitFor(PATIENCE);
  await button(page, "Draw").click();
  await page.locator(EXCALIDRAW).first().waitFor(PATIENCE);
  await nika.shot("try-out-desktop");
  await page.getByText("You know everything that you need.").waitFor(PATIENCE);
  expect(asked).toEqual([]);

  const trainer = await trainerIn(space);
  await inside(trainer.page);
  await page.getByText("The door is open!").waitFor(PATIENCE);
  await page.keyboard.press("Enter");
  await inside(page);
  for (const visit of [nika, trainer]) await visit.close();
});

it("[AC62] the rules are read and ticked first; when they have changed they are asked for again", async () => {
  const { id: space } = await newSpace(owner, "Rules");
  await configure(space, { conduct: "Be kind.\nLet others finish." });
  const nika = await arrive(await invite(space), "Nika");
  const { page } = nika;
  await join(nika);
  await page.getByText("Read the rules and tick the box").waitFor(PATIENCE);
  const tick = page.getByRole("checkbox", { name: "I have read this and will keep to it." });
  await expect.poll(() => tick.evaluate((box) => document.activeElement === box), PATIENCE).toBe(true);
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press("Space");
  // They change while Nika reads: the old tick is none for the new words, and what was typed stays.
  await configure(space, { conduct: "Be kind.\nNo pictures of others." });
  await join(nika);
  await page.getByText("No pictures of others.").waitFor(PATIENCE);
  expect(await page.getByRole("textbox", { name: "Your nickname" }).inputValue()).toBe("Nika");
  await expect.poll(() => tick.isChecked(), PATIENCE).toBe(false);
  await tick.check();
  await join(nika);
  await inside(page);
  await configure(space, { conduct: "Be kind." });
  await page.getByRole("group", { name: "Controls" }).getByRole("button", { name: "Leave" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Leave", exact: true }).click();
  await button(page, "Go back in").click();
  await page.getByText("Before you come in").waitFor(PATIENCE);
  await tick.check();
  await button(page, "Come in").click();
  await inside(page);
  await nika.close();
});

it("[AC60] on a shared device nothing stays, and the next person finds an empty door; [AC61] two who sit together are read together", async () => {
  const { id: space } = await newSpace(owner, "Shared");
  const url = await invite(space, { shared: true });
  const visit = await arrive(url, "Nika");
  const { page, context } = visit;
  await page.getByRole("combobox").first().selectOption("sl");
  await page.getByRole("textbox", { name: "Tvoj vzdevek" }).waitFor(PATIENCE);
  await page.getByRole("combobox").first().selectOption("en");
  await button(page, "Two of us sit here").click();
  // The line takes the focus by itself, with the next frame.
  await page.getByRole("textbox", { name: "Nickname of number 2" }).and(page.locator(":focus")).waitFor(PATIENCE);
  await page.keyboard.type("Žan");
  await join(visit);
  await inside(page);
  await page.getByText("Nika + Žan").first().waitFor(PATIENCE);
  await page.getByRole("button", { name: "People here: 2" }).waitFor(PATIENCE);
  await page.getByRole("group", { name: "Controls" }).getByRole("button", { name: "Board", exact: true }).click();
  await page.locator(EXCALIDRAW).first().waitFor(PATIENCE);
  await page.getByRole("textbox", { name: "Write a note" }).fill("Left here?");
  await button(page, "Write a note").click();
  await page
    .getByText(/^Saved/)
    .first()
    .waitFor(PATIENCE);
  await button(page, "Close the board").click();
  await page.getByRole("group", { name: "Controls" }).getByRole("button", { name: "Settings" }).click();
  await page.getByText("Stick for walking").click();
  await page.keyboard.press("Escape");
  const left = () =>
    page.evaluate(async () => ({
      local: Object.keys(localStorage),
      databases: (await indexedDB.databases()).map(({ name }) => name),
      caches: await caches.keys(),
    }));
  expect(await left()).toEqual({ local: [], databases: [], caches: [] });
  const [session] = await context.cookies();
  expect(session?.expires).toBe(-1);

  await page.getByRole("group", { name: "Controls" }).getByRole("button", { name: "Leave" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Done: next person" }).click();
  const nickname = page.getByRole("textbox", { name: "Your nickname" });
  await nickname.waitFor(PATIENCE);
  expect(await nickname.inputValue()).toBe("");
  await expect.poll(left, PATIENCE).toEqual({ local: [], databases: [], caches: [] });
  await expect.poll(() => context.cookies(), PATIENCE).toEqual([]);
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key !== "kartu.shared"))).toEqual([]);
  await visit.close();
});

it("[AC63] who comes again goes on as they were, or is somebody else, or is forgotten", async () => {
  const { id: space } = await newSpace(owner, "Again");
  const url = await invite(space);
  const visit = await arrive(url, "Nika");
  const { page } = visit;
  await join(visit);
  await inside(page);
  const again = async (): Promise<void> => {
    await page.goto("about:blank");
    await page.goto(url);
    await page.getByRole("heading", { name: "Continue as Nika?" }).waitFor(PATIENCE);
  };
  await again();
  expect(await axeFindings(page)).toEqual([]);
  await join(visit);
  await inside(page);
  await page.getByText("Nika").first().waitFor(PATIENCE);
  await again();
  await button(page, "I am someone else").click();
  await page.getByRole("textbox", { name: "Your nickname" }).waitFor(PATIENCE);
  await again();
  await button(page, "Forget me on this device").click();
  await button(page, "Cancel").click();
  await button(page, "Forget me on this device").click();
  await button(page, "Forget me").click();
  await page.getByRole("textbox", { name: "Your nickname" }).waitFor(PATIENCE);
  expect(await visit.context.cookies()).toEqual([]);
  await visit.close();
});
