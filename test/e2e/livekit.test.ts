/** Sound through a real LiveKit, with Kartu's own pages in real browsers. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { liveKitServer } from "../../server/adapters/livekit/media-server.ts";
import { openBrowser, type TestBrowser, type Visit } from "../support/browser.ts";
import { type LiveKitServer, noLiveKit, startLiveKit } from "../support/livekit.ts";
import { received } from "../support/peer-connections.ts";
import { type InProcessServer, spawnServer, startTestServer } from "../support/server.ts";
import { arrived, atTheEnd, counted, watchArrivals } from "../support/arrivals.ts";
import { hearsSound, toneWav } from "../support/sound.ts";
import { until, watch } from "../support/until.ts";
import { apart, BAY, enter, inMeeting, MEETING, msToSound, soundHouse, type SoundHouseUnderTest, walk } from "./support/sound-people.ts";

describe.skipIf(noLiveKit)("sound through LiveKit", () => {
  let livekit: LiveKitServer;
  let server: InProcessServer;
  let chromium: TestBrowser;
  let house: SoundHouseUnderTest;
  let visits: Visit[];
  let mia: Page;
  let jon: Page;

  beforeAll(async () => {
    livekit = await startLiveKit();
    server = await startTestServer({ inMemory: true, livekit: livekit.config });
    chromium = await openBrowser({ microphone: { wav: toneWav() } });
    house = await soundHouse(server, chromium);
    visits = [await house.open("Mia"), await house.open("Jon")];
    mia = visits[0]!.page;
    jon = visits[1]!.page;
    for (const page of [mia, jon]) await watchArrivals(page);
    for (const page of [mia, jon]) await enter(page, house.space);
  });
  afterAll(async () => {
    // A page's complaint is thrown when the browser closes: the servers end all the same.
    await chromium?.close().finally(async () => {
      await server?.close();
      await livekit?.close();
    });
  });

  it("[ME40] two who meet hear each other, by the media server and by nobody else's address", async () => {
    for (const page of [mia, jon]) await walk(page, MEETING);
    for (const page of [mia, jon]) await inMeeting(page, 1);
    for (const page of [mia, jon]) await hearsSound(page);
    expect((await received(mia)).connected).toBe(1);
    expect(server.kartu.live.get(house.space)?.sound?.room).toMatch(/^kartu:/);
  });

  it("[ME41] parted, neither receives a packet; meeting again, both hear at once, not seconds later", async () => {
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      await walk(jon, BAY);
      for (const page of [mia, jon]) await apart(page);
      const then = [(await atTheEnd(mia)).packets, (await counted(jon)).packets];
      await watch(500);
      expect([(await arrived(mia)).packets, (await arrived(jon)).packets]).toEqual(then);
      await walk(jon, MEETING);
      await inMeeting(mia, 1);
      times.push(...(await Promise.all([msToSound(mia), msToSound(jon)])));
    }
    console.log(`again: ${times.map((ms) => Math.round(ms)).join(", ")} ms`);
    expect(Math.max(...times)).toBeLessThan(1_000);
  });

  it("[ME50] LiveKit killed in mid-talk: both read why they are not heard, walk on, and hear each other by themselves when it is back", async () => {
    for (const visit of visits) visit.allow(/WebSocket connection|Failed to load resource/);
    await livekit.kill9();
    for (const page of [mia, jon]) {
      await until("they read why", () => page.evaluate(() => window.honest.$notHeard.get().some(({ why }) => why === "media_down")));
      await until("nobody hears them", () => page.evaluate(() => window.honest.$hearsMe.get().length === 0));
      expect(await page.evaluate(() => window.honest.$connection.get().state)).toBe("joined");
    }
    await livekit.restart();
    const from = performance.now();
    for (const page of [mia, jon]) await inMeeting(page, 1);
    await Promise.all([msToSound(mia, 20_000), msToSound(jon, 20_000)]);
    console.log(`LiveKit back: sound again after ${Math.round(performance.now() - from)} ms`);
    expect(await mia.evaluate(() => window.honest.$mic.get().state)).toBe("on");
  });

  it("[ME51] muted, one sends nothing at all; unmuted, one is heard again", async () => {
    await mia.evaluate(() => window.honest.control?.mute());
    const then = (await atTheEnd(jon)).packets;
    await watch(700);
    expect((await arrived(jon)).packets - then).toBeLessThan(5);
    await mia.evaluate(() => window.honest.control?.unmute());
    await msToSound(jon);
  });
});

describe.skipIf(noLiveKit)("Kartu killed in mid-talk", () => {
  it("[ME52] those inside come back to their conversation, muted, with new names, and nobody old is left at the media server", async () => {
    const livekit = await startLiveKit();
    const { url, key, secret } = livekit.config;
    const server = await spawnServer({ env: { LIVEKIT_URL: url, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } });
    const chromium = await openBrowser({ microphone: { wav: toneWav() } });
    try {
      const house = await soundHouse(server, chromium);
      const visits = [await house.open("Mia"), await house.open("Jon")];
      const pages = visits.map(({ page }) => page);
      for (const visit of visits) visit.allow(/WebSocket connection|Failed to load resource|WebSocket is already/);
      for (const page of pages) {
        await watchArrivals(page);
        await enter(page, house.space);
        await walk(page, MEETING);
      }
      for (const page of pages) await inMeeting(page, 1);
      await Promise.all(pages.map((page) => msToSound(page)));
      const media = liveKitServer(livekit.config);
      const room = (await media.rooms()).find((name) => name.endsWith(`:${house.space}`)) ?? "none";
      const names = () => media.people(room);
      const before = await names();
      expect(before).toHaveLength(2);
      // Where people stand is written every 4 s: a crash may set them back by that much.
      await watch(4_500);
      await server.kill9();
      await server.restart();
      for (const page of pages) {
        await until(
          "they are back, muted",
          () => page.evaluate(() => window.honest.$mic.get().state === "muted" && window.honest.$iHear.get().length === 1),
          30_000,
        );
        await page.evaluate(() => window.honest.control?.unmute());
      }
      await Promise.all(pages.map((page) => msToSound(page, 20_000)));
      await until("the old are gone", async () => {
        const now = await names();
        return now.length === 2 && now.every((name) => !before.includes(name));
      });
    } finally {
      await chromium.close().finally(async () => {
        await server.close();
        await livekit.close();
      });
    }
  });
});
