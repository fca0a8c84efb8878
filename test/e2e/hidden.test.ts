/**
 * A page that nobody looks at: for a minute and a half in a browser with windows that slows such pages down, and for ten by a clock that goes by hand.
 * Sound goes through a real LiveKit.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Clock } from "../../server/ports/clock.ts";
import { arrived, atTheEnd, watchArrivals } from "../support/arrivals.ts";
import { openBrowser, type TestBrowser } from "../support/browser.ts";
import { type HeadedBrowser, noDisplay, openHeaded } from "../support/headed.ts";
import { type LiveKitServer, noLiveKit, startLiveKit } from "../support/livekit.ts";
import { type InProcessServer, startTestServer } from "../support/server.ts";
import { toneWav } from "../support/sound.ts";
import { until, watch } from "../support/until.ts";
import { sees, seesNothing } from "./support/picture-people.ts";
import { enter, inMeeting, MEETING, msToSound, soundHouse, type SoundHouseUnderTest, walk } from "./support/sound-people.ts";

const HIDDEN_S = 90;
/** It mutes itself after ten seconds; timers of a hidden page are a second late. */
const MUTED_MS = [9_500, 15_000] as const;

/** Of a clock that goes by hand, s. */
const STEP_S = 1;

/** In the page: frames that came from Kartu's space. */
function countFrames(): void {
  const count = Object.assign(window, { frames: 0 });
  // A clock that goes by hand has fractions of a millisecond, and LiveKit's client writes times as whole numbers.
  const { now } = Date;
  Date.now = () => Math.floor(now.call(Date));
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      if (!String(url).includes("/livekit")) this.addEventListener("message", () => count.frames++);
    }
  };
}

describe.skipIf(noLiveKit || noDisplay)("a hidden page", () => {
  let livekit: LiveKitServer;
  let server: InProcessServer;
  let chromium: TestBrowser;
  let headed: HeadedBrowser;
  let house: SoundHouseUnderTest;
  let mia: Page;
  let jon: Page;
  let miaId: number;

  beforeAll(async () => {
    livekit = await startLiveKit();
    server = await startTestServer({ inMemory: true, livekit: livekit.config });
    headed = await openHeaded(toneWav());
    chromium = await openBrowser({ microphone: { wav: toneWav() } });
    house = await soundHouse(server, chromium);
    mia = headed.page;
    await house.load(mia, "Mia");
    jon = (await house.open("Jon")).page;
    for (const page of [mia, jon]) await watchArrivals(page);
    miaId = await enter(mia, house.space);
    await enter(jon, house.space);
    for (const page of [mia, jon]) await walk(page, MEETING);
    for (const page of [mia, jon]) await inMeeting(page, 1);
    await mia.evaluate(() => window.honest.control?.requestCam());
    await sees(jon, miaId, "cam");
  });
  afterAll(async () => {
    await headed?.close();
    await chromium?.close().finally(async () => {
      await server?.close();
      await livekit?.close();
    });
  });

  it("[ME150] 90 s hidden: after ten it is muted and its camera off; it stays in its conversation, hears at once on return, and one tap resumes", async () => {
    await mia.evaluate(() => {
      document.title = "Kartu";
    });
    const ticks = () => mia.evaluate(() => (window as unknown as { ticks: number }).ticks);
    await mia.evaluate(() => {
      const count = Object.assign(window, { ticks: 0, hiddenAt: 0, mutedAt: 0 });
      document.addEventListener("visibilitychange", () => (count.hiddenAt ||= performance.now()));
      setInterval(() => count.ticks++, 100);
      window.honest.$mic.listen(({ state }) => {
        if (state === "muted") count.mutedAt ||= performance.now();
      });
    });
    await headed.hide();
    const began = performance.now();
    await until("it has muted itself", () => mia.evaluate(() => (window as unknown as { mutedAt: number }).mutedAt > 0), 30_000);
    const after = await mia.evaluate(() => {
      const { hiddenAt, mutedAt } = window as unknown as { hiddenAt: number; mutedAt: number };
      return mutedAt - hiddenAt;
    });
    expect(await mia.evaluate(() => window.honest.$mic.get())).toEqual({ state: "muted", why: "hidden" });
    expect(await mia.title()).toBe("🔇 Kartu");
    expect(await mia.evaluate(() => window.honest.$cam.get())).toEqual({ state: "off", why: "hidden" });
    await seesNothing(jon);
    expect(after).toBeGreaterThan(MUTED_MS[0]);
    expect(after).toBeLessThan(MUTED_MS[1]);
    const silent = (await atTheEnd(jon)).packets;

    // A page that plays something is spared by the browser: a while in which nobody says anything is the hard one.
    await jon.evaluate(() => window.honest.control?.mute());
    const passes = (s: number) => watch(began + s * 1_000 - performance.now());
    await passes(HIDDEN_S / 2);
    const [then, half] = [await ticks(), performance.now()];
    await passes(HIDDEN_S);
    const each = ((await ticks()) - then) / ((performance.now() - half) / 1_000);
    console.log(`hidden: muted after ${Math.round(after)} ms; a timer of 100 ms runs ${each.toFixed(1)} times a second`);
    // The browser did slow it down: otherwise this would prove nothing.
    expect(each).toBeLessThan(3);
    // Never gone meanwhile, and nothing was heard of it.
    expect(await mia.evaluate(() => [window.honest.$connection.get().state, window.honest.session?.debug().drops])).toEqual(["joined", 0]);
    expect((await arrived(jon)).packets - silent).toBeLessThan(5);
    expect(await jon.evaluate(() => window.honest.$iHear.get())).toEqual([miaId]);

    await jon.evaluate(() => window.honest.control?.unmute());
    await headed.show();
    const back = await msToSound(mia);
    console.log(`back: sound after ${Math.round(back)} ms`);
    expect(back).toBeLessThan(2_000);
    expect(await mia.title()).toBe("Kartu");
    expect(
      await mia.evaluate(() => [window.honest.$where.get().kind, window.honest.$mic.get().state, window.honest.$cam.get().state]),
    ).toEqual(["meeting", "muted", "off"]);
    await mia.evaluate(() => window.honest.control?.unmute());
    await msToSound(jon);
    expect(await mia.evaluate(() => window.honest.$cam.get().state)).toBe("off");
  });
});

describe.skipIf(noLiveKit)("ten minutes hidden", () => {
  const MINUTES = 10;
  /** Kartu's clock goes with the pages': who is there, who leads, what may be sent, how long somebody is waited for. */
  let skew = 0;
  const clock: Clock = { now: () => Date.now() + skew, mono: () => performance.now() + skew };
  let livekit: LiveKitServer;
  let server: InProcessServer;
  let chromium: TestBrowser;
  let house: SoundHouseUnderTest;
  let mia: Page;
  let jon: Page;

  beforeAll(async () => {
    livekit = await startLiveKit();
    server = await startTestServer({ inMemory: true, livekit: livekit.config, clock });
    chromium = await openBrowser({ microphone: { wav: toneWav() } });
    house = await soundHouse(server, chromium, async ({ context, page }) => {
      // From the start, so that no time runs backwards; it goes by itself until it is stopped.
      await page.clock.install();
      await context.addInitScript(countFrames);
    });
    mia = (await house.open("Mia", "honest", "trainer")).page;
    jon = (await house.open("Jon")).page;
    for (const page of [mia, jon]) await watchArrivals(page);
    for (const page of [mia, jon]) await enter(page, house.space);
    for (const page of [mia, jon]) await walk(page, MEETING);
    for (const page of [mia, jon]) await inMeeting(page, 1);
    await msToSound(jon);
  });
  afterAll(async () => {
    await chromium?.close().finally(async () => {
      await server?.close();
      await livekit?.close();
    });
  });

  it("[ME162] the whole ten minutes go by: nothing drops or is passed on meanwhile, and one is back in the same group, muted", async () => {
    const pages = [mia, jon];
    const space = server.kartu.live.get(house.space)!;
    const you = await mia.evaluate(() => window.honest.$you.get() ?? 0);
    const link = space.people.get(you)?.link;
    expect(space.state.lead).toBe(you);
    for (const page of pages) {
      await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000);
    }
    const look = (hidden: boolean) =>
      mia.evaluate((is) => {
        Object.defineProperty(document, "hidden", { value: is, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, hidden);
    await look(true);
    const frames = (page: Page) => page.evaluate(() => (window as unknown as { frames: number }).frames);
    const began = await mia.evaluate(() => performance.now());
    const last = await Promise.all(pages.map(async (page) => ({ came: await frames(page), silent: 0 })));
    for (let s = 0; s < MINUTES * 60; s += STEP_S) {
      skew += STEP_S * 1_000;
      await Promise.all(pages.map((page) => page.clock.runFor(STEP_S * 1_000)));
      // The room's clock is asked for every 2 s, and 7 s of silence are a dead line: however slow this machine is, there are never more than four.
      for (const [i, page] of pages.entries()) {
        const { came, silent } = last[i]!;
        const due = silent >= 3;
        const now = due
          ? await until("the space has answered", async () => (await frames(page)) > came && (await frames(page)))
          : await frames(page);
        last[i] = { came: now, silent: now > came ? 0 : silent + STEP_S };
      }
    }
    expect((await mia.evaluate(() => performance.now())) - began).toBeGreaterThanOrEqual(MINUTES * 60_000);
    expect(await mia.evaluate(() => [window.honest.$mic.get(), document.title.startsWith("🔇")])).toEqual([
      { state: "muted", why: "hidden" },
      true,
    ]);
    for (const page of pages)
      expect(await page.evaluate(() => [window.honest.$connection.get().state, window.honest.session?.debug().drops])).toEqual([
        "joined",
        0,
      ]);
    // The same connection, the same person, and still the one who leads.
    expect(space.people.get(you)?.link).toBe(link);
    expect([space.state.lead, space.state.standIn]).toEqual([you, 0]);
    expect(await jon.evaluate(() => window.honest.$iHear.get())).toEqual([you]);
    for (const page of pages) await page.clock.resume();
    await look(false);
    await msToSound(mia);
    expect(await mia.evaluate(() => [window.honest.$where.get().kind, window.honest.$mic.get().state])).toEqual(["meeting", "muted"]);
    await mia.evaluate(() => window.honest.control?.unmute());
    await msToSound(jon);
  });
});
