/** A door that is closed for a while, as those before it read it: put out for a time, banned, a full space, turned away. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { openBrowser, type TestBrowser, type Visit } from "../support/browser.ts";
import { type InProcessServer, newSpace, ownerSession, type Person, startTestServer } from "../support/server.ts";
import { button, inside, openPeople, turnMicrophoneOn } from "./support/people.ts";
import { PATIENCE } from "./support/patience.ts";

/** What a browser says of a door that is closed. */
const REFUSED = /status of 40[39]/;

let server: InProcessServer;
/** The server's clock is behind that of the pages by so much, ms. */
let behind = 0;
let chromium: TestBrowser;
let owner: Person;
let space = "";

async function invite(kind: { lobby?: boolean; shared?: boolean } = {}): Promise<string> {
  const body = { role: "participant" as const, days: 1, uses: null, ...kind };
  const made = await owner.call("POST /api/spaces/:space/invites", { params: { space }, body });
  return `${server.url}/join#${made.body.code}`;
}
async function arrive(url: string, name: string, mobile = false): Promise<Visit> {
  const visit = await chromium.openPage({ url, mobile, allow: [REFUSED] });
  await visit.page.getByRole("textbox", { name: "Your nickname" }).fill(name);
  await button(visit.page, "Join without sound").click();
  return visit;
}
/** The same link once more, in the same browser. */
async function openAgain({ page }: Visit, url: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(url);
}
const read = ({ page }: Visit, words: string | RegExp): Promise<void> => page.getByText(words).first().waitFor(PATIENCE);
const heading = ({ page }: Visit, name: string): Promise<void> => page.getByRole("heading", { name }).waitFor(PATIENCE);
async function leave({ page }: Visit): Promise<void> {
  await page.getByRole("group", { name: "Controls" }).getByRole("button", { name: "Leave" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Leave", exact: true }).click();
}
async function putOut({ page }: Visit, name: string): Promise<void> {
  await openPeople(page);
  await page
    .getByRole("button", { name: new RegExp(`^${name}`) })
    .first()
    .click();
  await button(page, "Put out for a time").click();
  await page.getByRole("radio", { name: "As long as I say" }).check();
  await page.getByRole("textbox", { name: "Minutes" }).fill("1");
  await button(page, /^Put out$/).click();
}

declare global {
  interface Window {
    /** Tracks of devices and screens that this page was given. */
    given: MediaStreamTrack[];
  }
}
/** From now on the page's devices are known, and its screen is one that can be shared without a window of the browser's. */
const watchDevices = ({ page }: Visit): Promise<void> =>
  page.evaluate(() => {
    window.given = [];
    const { mediaDevices } = navigator;
    const native = mediaDevices.getUserMedia.bind(mediaDevices);
    const keep = (stream: MediaStream): MediaStream => {
      window.given.push(...stream.getTracks());
      return stream;
    };
    mediaDevices.getUserMedia = async (wish) => keep(await native(wish));
    mediaDevices.getDisplayMedia = () => {
      const canvas = document.createElement("canvas");
      canvas.getContext("2d")?.fillRect(0, 0, 100, 100);
      return Promise.resolve(keep(canvas.captureStream(5)));
    };
  });
/** How each of them is. */
const given = ({ page }: Visit): Promise<string> =>
  page.evaluate(() =>
    window.given
      .map((track) => `${track.kind} ${track.readyState}`)
      .toSorted()
      .join(),
  );

beforeAll(async () => {
  server = await startTestServer({ inMemory: true, clock: { now: () => Date.now() - behind, mono: () => performance.now() } });
  owner = await ownerSession(server);
  await owner.call("PATCH /api/me", { body: { name: "Tina", appearance: "284008700", lang: "en" } });
  space = (await newSpace(owner, "Mladinski center")).id;
  chromium = await openBrowser();
});
afterAll(async () => {
  await chromium?.close();
  await server?.close();
});

it("[LM12] a full space is a queue: one reads one's place in it, and comes in by oneself when somebody leaves", async () => {
  const url = await invite();
  const ana = await arrive(url, "Ana");
  await inside(ana.page);
  const bor = await arrive(url, "Bor");
  await inside(bor.page);
  const running = server.kartu.live.get(space) ?? expect.fail("the space does not run");
  const { maxPeople } = running.deps;
  running.deps.maxPeople = 2;
  const cid = await arrive(url, "Cid", true);
  await read(cid, "You are the next");
  const dan = await arrive(url, "Dan");
  await read(dan, "1 person is before you; nobody overtakes.");
  await cid.shot("queue-phone");
  expect(await axeFindings(cid.page)).toEqual([]);
  await leave(ana);
  await inside(cid.page);
  await read(dan, "You are the next");
  // Who has left stands at the end of the queue.
  await button(ana.page, "Go back in").click();
  await read(ana, "1 person is before you; nobody overtakes.");
  await leave(bor);
  await inside(dan.page);
  await read(ana, "You are the next");
  running.deps.maxPeople = maxPeople;
  await inside(ana.page);
  for (const visit of [ana, bor, cid, dan]) await visit.close();
});

it("[LM62] turned away from the lobby, one reads a friendly sentence and when one may ask again", async () => {
  const trainer = await chromium.openPage({ url: `${server.url}/s/${space}`, cookie: owner.cookie });
  await inside(trainer.page);
  const gal = await arrive(await invite({ lobby: true }), "Gal", true);
  await read(gal, "Somebody reads your name and lets you in.");
  await button(trainer.page, /^Door/).click();
  await button(trainer.page, "Turn Gal away").click();
  await heading(gal, "Not this time");
  await read(gal, "The trainer has not let you in just now.");
  await read(gal, /Ask again in [12]:\d\d/);
  expect(await axeFindings(gal.page)).toEqual([]);
  await gal.shot("turned-away-phone");
  await gal.close();
  await trainer.close();
});

it("[LM47] [LM70] put out, one reads until when, also at the invite; when the time is over the way back appears", async () => {
  const trainer = await chromium.openPage({ url: `${server.url}/s/${space}`, cookie: owner.cookie });
  await inside(trainer.page);
  const url = await invite();
  const bor = await arrive(url, "Bor", true);
  await inside(bor.page);
  // A minute of the server ends in five seconds for the page.
  behind = 55_000;
  await putOut(trainer, "Bor");
  await heading(bor, "You were asked to leave");
  await read(bor, /You can come back at \d\d:\d\d\./);
  await openAgain(bor, url);
  await read(bor, /You can come back at \d\d:\d\d\./);
  expect(await button(bor.page, "I am someone else").count()).toBe(0);
  expect(await axeFindings(bor.page)).toEqual([]);
  behind = 0;
  await heading(bor, "You may come back");
  await bor.shot("may-come-back-phone");
  await button(bor.page, "Go back in").click();
  await heading(bor, "Continue as Bor?");
  await button(bor.page, "Join without sound").click();
  await inside(bor.page);
  await bor.close();
  await trainer.close();
});

it("[LM47] [LM70] [ME167] banned, one reads so, at the invite as well; no device stays open; somebody else at the same browser waits to be let in", async () => {
  const url = await invite();
  const bor = await arrive(url, "Zala");
  await inside(bor.page);
  await watchDevices(bor);
  await turnMicrophoneOn(bor.page);
  await button(bor.page, /Turn the camera on/).click();
  await button(bor.page, "Share screen").click();
  await expect.poll(() => given(bor), PATIENCE).toBe("audio live,video live,video live");
  await button(bor.page, "Stop sharing").first().waitFor(PATIENCE);
  const { body } = await owner.call("GET /api/spaces/:space/members", { params: { space } });
  const user = body.members.find(({ name }) => name === "Zala")?.user ?? "";
  const ban = (on: boolean) => owner.call("POST /api/spaces/:space/members/:user/ban", { params: { space, user }, body: { on } });
  await ban(true);
  await heading(bor, "You cannot come in any more");
  await expect.poll(() => given(bor), PATIENCE).toBe("audio ended,video ended,video ended");
  await openAgain(bor, url);
  await heading(bor, "You cannot come in any more");
  await read(bor, "It stays so until a trainer takes it back.");
  expect(await axeFindings(bor.page)).toEqual([]);
  await bor.shot("banned-desktop");
  await bor.page.reload();
  await heading(bor, "You cannot come in any more");
  await button(bor.page, "I am someone else").click();
  await bor.page.getByRole("textbox", { name: "Your nickname" }).fill("Lan");
  await button(bor.page, "Join without sound").click();
  await read(bor, "Almost there, Lan!");
  await bor.close();
});

it("[LM70] on a device that several use, the next person finds the door open after somebody was put out", async () => {
  const trainer = await chromium.openPage({ url: `${server.url}/s/${space}`, cookie: owner.cookie });
  await inside(trainer.page);
  const tablet = await arrive(await invite({ shared: true }), "Eva");
  await inside(tablet.page);
  await putOut(trainer, "Eva");
  await heading(tablet, "You were asked to leave");
  await button(tablet.page, "Done: next person").click();
  const nickname = tablet.page.getByRole("textbox", { name: "Your nickname" });
  await nickname.fill("Jan");
  await button(tablet.page, "Join without sound").click();
  await inside(tablet.page);
  await tablet.close();
  await trainer.close();
});

it("[ME167] opened elsewhere, the older tab lets its devices go; used here again, nothing opens by itself", async () => {
  const ema = await arrive(await invite(), "Ema");
  await inside(ema.page);
  await watchDevices(ema);
  await turnMicrophoneOn(ema.page);
  await button(ema.page, /Mute the microphone/).waitFor(PATIENCE);
  await button(ema.page, /Turn the camera on/).click();
  await button(ema.page, /Turn the camera off/).waitFor(PATIENCE);
  await expect.poll(() => given(ema), PATIENCE).toBe("audio live,video live");
  const other = await ema.context.newPage();
  await other.goto(`${server.url}/s/${space}`);
  await heading(ema, "Open somewhere else");
  await expect.poll(() => given(ema), PATIENCE).toBe("audio ended,video ended");
  await inside(other);
  await button(ema.page, "Use it here").click();
  await inside(ema.page);
  await button(ema.page, /Turn the microphone on/).waitFor(PATIENCE);
  await button(ema.page, /Turn the camera on/).waitFor(PATIENCE);
  expect(await given(ema)).toBe("audio ended,video ended");
  await turnMicrophoneOn(ema.page);
  await button(ema.page, /Mute the microphone/).waitFor(PATIENCE);
  await ema.close();
});
