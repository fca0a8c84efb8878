/** Devices and writing as a voice, as people use them: the dialog with fake devices, a call to oneself, hold to talk, and text read while it is typed. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser, type TestBrowser, type Visit } from "../support/browser.ts";
import { received } from "../support/peer-connections.ts";
import { newInvite, newSpace, ownerSession, type SpawnedServer, spawnServer } from "../support/server.ts";
import { toneWav } from "../support/sound.ts";
import { until } from "../support/until.ts";
import { button, chatLine, goTo, heardBy, hears, inside, joinBy, openChat, openPeople, turnMicrophoneOn } from "./support/people.ts";
import { PATIENCE } from "./support/patience.ts";

/** Energy of 300 ms below which there is no voice. */
const QUIET = 0.001;

let server: SpawnedServer;
let chromium: TestBrowser;
let invite: string;
let nika: Visit;
let jan: Visit;
let far: Visit;

beforeAll(async () => {
  server = await spawnServer();
  const owner = await ownerSession(server);
  invite = `${server.url}/join#${await newInvite(owner, (await newSpace(owner, "Mladinski center Kranj")).id)}`;
  chromium = await openBrowser({ microphone: { wav: toneWav() } });
});
afterAll(async () => {
  await chromium?.close();
  await server?.close();
});

const level = (page: Page): Promise<number> =>
  page.getByTestId("level").evaluate((bar) => Number((bar as HTMLElement).style.getPropertyValue("--level")));
const devices = (page: Page) => button(page, "Microphone, speaker, camera");

it("[ME94] at the door: the level moves, a call to oneself, a mirrored picture; nothing is connected to anybody", async () => {
  const door = await chromium.openPage({ url: invite });
  const { page } = door;
  await button(page, "Try microphone and speaker first").click();
  await button(page, "Try the microphone").click();
  await expect.poll(() => level(page), PATIENCE).toBeGreaterThan(0.4);
  await page.getByText("Kartu hears you well.").waitFor(PATIENCE);
  await button(page, "Call yourself").click();
  await page.getByText("Speak now …").waitFor(PATIENCE);
  await page.getByText("That is how you sound.").waitFor(PATIENCE);
  await page.getByText("Heard nothing? Look at the speaker below.").waitFor(PATIENCE);
  await button(page, "Play a sound").click();
  await page.getByText("Not heard? Turn the volume up").waitFor(PATIENCE);
  await button(page, "Look at my picture").click();
  const picture = page.getByLabel("Your picture, as in a mirror");
  await expect.poll(() => picture.evaluate((video) => (video as HTMLVideoElement).videoWidth), PATIENCE).toBeGreaterThan(0);
  expect(await picture.evaluate((video) => getComputedStyle(video).transform)).toMatch(/^matrix\(-1, 0, 0, 1/);
  expect((await received(page)).packets).toBe(0);
  // The devices go with the dialog.
  const track = await picture.evaluateHandle((video) => ((video as HTMLVideoElement).srcObject as MediaStream).getTracks()[0]);
  await page.keyboard.press("Escape");
  await expect.poll(() => track.evaluate((one) => one?.readyState), PATIENCE).toBe("ended");
  await door.close();
});

it("[ME94] refused: says what helps, and everything else works", async () => {
  const deaf = await openBrowser({ microphone: "refused" });
  const { page } = await deaf.openPage({ url: invite });
  await button(page, "Try microphone and speaker first").click();
  await button(page, "Try the microphone").click();
  await page.getByRole("alert").getByText("Tap the sign left of the address").waitFor(PATIENCE);
  await deaf.close();
});

it("[ME96] [UI13] who joins with sound is muted, unless they chose otherwise; without sound no device is asked for, and nothing is connected or played", async () => {
  const door = await chromium.openPage({
    url: invite,
    before: () => {
      const asked: string[] = [];
      Object.assign(window, { asked });
      const native = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
      if (native === undefined) return;
      navigator.mediaDevices.getUserMedia = (wish) => (asked.push("microphone"), native(wish));
      const { play } = HTMLMediaElement.prototype;
      HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
        asked.push("play");
        return play.call(this);
      };
    },
  });
  const { page } = door;
  const asked = () => page.evaluate(() => [...(window as unknown as { asked: string[] }).asked, window.kartuPeers?.made ?? 0]);
  const come = async (how: "Join with sound" | "Join without sound") => {
    await button(page, how).click();
    await inside(page);
  };
  await page.getByRole("textbox", { name: "Your nickname" }).fill("Pia");
  await come("Join without sound");
  expect(await asked()).toEqual([0]);
  await page.goto(invite);
  await page.getByText("Continue as Pia?").waitFor(PATIENCE);
  await come("Join with sound");
  await button(page, "Turn the microphone on").waitFor(PATIENCE);
  expect((await asked())[0]).toBe(0);
  await page.goto(invite);
  await button(page, "Try microphone and speaker first").click();
  // By key: the meters that come in below move what a finger aims at.
  const muted = page.getByRole("switch", { name: /Muted when I come in/ });
  await muted.press("Space");
  expect(await muted.isChecked()).toBe(false);
  await page.keyboard.press("Escape");
  await come("Join with sound");
  await button(page, /Mute the microphone/).waitFor(PATIENCE);
  await door.close();
});

it("[ME90] hold to talk: heard only while the key or the button is held", async () => {
  nika = await joinBy(chromium, invite, "Nika");
  jan = await joinBy(chromium, invite, "Jan", { before: () => localStorage.setItem("kartu.noise", "off") });
  far = await joinBy(chromium, invite, "Far");
  for (const { page } of [nika, jan]) {
    await goTo(page, "Meeting corner");
    await turnMicrophoneOn(page);
  }
  await heardBy(jan.page, /Nika/);
  await heardBy(nika.page, /Jan/);
  const { page } = jan;
  await devices(page).click();
  await page.getByRole("switch", { name: /I have no headphones/ }).press("Space");
  expect(await page.getByRole("switch", { name: /Hold to talk/ }).isChecked()).toBe(true);
  await page.keyboard.press("Escape");
  await expect.poll(() => hears(page), PATIENCE).toContain("you are not holding to talk");
  /** Energy that reaches Nika in a moment. */
  const loudness = async (): Promise<number> => {
    const before = (await received(nika.page)).energy;
    await page.waitForTimeout(300);
    return (await received(nika.page)).energy - before;
  };
  // Without sound the decoder makes a little noise of its own.
  const silence = (): Promise<unknown> =>
    until("nothing is heard any more", async () => {
      return (await loudness()) < QUIET;
    });
  const voice = (): Promise<unknown> =>
    until("a voice is heard", async () => {
      return (await loudness()) > 5 * QUIET;
    });
  await silence();
  await page.keyboard.down("Space");
  await voice();
  await heardBy(page, /Nika/);
  await page.keyboard.up("Space");
  await silence();
  const box = (await button(page, /Hold to talk/).boundingBox()) ?? expect.fail("no button");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await voice();
  // Let go somewhere else.
  await page.mouse.move(400, 300);
  await page.mouse.up();
  await silence();
  await page.keyboard.down("Space");
  await voice();
  await page.evaluate(() => dispatchEvent(new Event("blur")));
  await silence();
  await page.keyboard.up("Space");
});

it("[ME95] the filter against loud rooms comes from this server and lets a voice through", async () => {
  const { page } = nika;
  const parts: string[] = [];
  page.on("response", (response) => {
    if (/rnnoise|noise-/.test(response.url())) parts.push(response.url());
  });
  await page.evaluate(() => Object.defineProperty(navigator, "hardwareConcurrency", { value: 8, configurable: true }));
  await devices(page).click();
  await page.getByLabel("Against the noise of your room").selectOption("strong");
  await expect.poll(() => parts.some((url) => url.endsWith(".wasm")), PATIENCE).toBe(true);
  expect(parts.every((url) => url.startsWith(server.url))).toBe(true);
  await page.keyboard.press("Escape");
  await until("packets of the filtered voice flow", async () => {
    const before = (await received(jan.page)).packets;
    await page.waitForTimeout(400);
    return (await received(jan.page)).packets > before + 5;
  });
  await devices(page).click();
  await page.getByLabel("Against the noise of your room").selectOption("browser");
  await page.keyboard.press("Escape");
});

it("[ME80] what Nika types Jan reads within 500 ms, over the list too; somebody elsewhere reads nothing", async () => {
  for (const { page } of [jan, far]) await openPeople(page);
  await nika.page.keyboard.press("t");
  const field = nika.page.getByRole("textbox", { name: "Write to those near you" });
  await expect.poll(() => nika.page.getByText("Reads while you type: Jan").isVisible(), PATIENCE).toBe(true);
  await expect.poll(() => field.evaluate((one) => one === document.activeElement), PATIENCE).toBe(true);
  const took: number[] = [];
  let text = "";
  for (const word of ["I", "would", "begin", "with", "benches"]) {
    text += `${text === "" ? "" : " "}${word}`;
    const seen = jan.page.evaluate(
      (wanted) =>
        new Promise<number>((resolve) => {
          const look = (): void => {
            if (document.body.innerText.includes(wanted)) resolve(Date.now());
            else requestAnimationFrame(look);
          };
          look();
        }),
      text,
    );
    await field.fill(text);
    const typed = await nika.page.evaluate(() => Date.now());
    took.push((await seen) - typed);
  }
  console.log(`typed to read, ms: ${took.join(", ")}`);
  expect([...took].sort((a, b) => a - b)[2]).toBeLessThan(500);
  expect(await far.page.evaluate(() => document.body.innerText)).not.toContain("I would");
  await nika.page.keyboard.press("Enter");
  // To a screen reader: the finished sentence, once.
  await expect.poll(() => jan.page.getByTestId("live").innerText(), PATIENCE).toContain("Nika writes: I would begin with benches");
  for (const { page } of [nika, jan]) {
    await openChat(page);
    await chatLine(page, "I would begin with benches").waitFor(PATIENCE);
  }
  await openChat(far.page);
  expect(await far.page.getByText("I would begin").count()).toBe(0);
  // "I write today" is read by all.
  await button(nika.page, "I write today").click();
  await openPeople(far.page);
  await far.page.getByText("writes today").waitFor(PATIENCE);
});

it("[ME85] two in one room of bricks: asked, said yes, and no longer played to each other", async () => {
  await nika.page.keyboard.press("Escape");
  await openPeople(jan.page);
  await jan.page.getByRole("button", { name: /^Nika/ }).first().click();
  await button(jan.page, "We sit in one room").click();
  await jan.page.keyboard.press("Escape");
  await button(nika.page, "Yes, together").click();
  await jan.page.getByText("sits with you").waitFor(PATIENCE);
  // Still permitted by the server, and silent here.
  await openPeople(nika.page);
  await nika.page.getByText("sits with you").waitFor(PATIENCE);
});
