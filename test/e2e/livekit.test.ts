/** Sound through a real LiveKit, with Kartu's own pages in real browsers. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { openBrowser, type TestBrowser, type Visit } from "../support/browser.ts";
import { type LiveKitServer, noLiveKit, startLiveKit } from "../support/livekit.ts";
import { received } from "../support/peer-connections.ts";
import { type InProcessServer, startTestServer } from "../support/server.ts";
import { hearsSound, packetsDuring, toneWav } from "../support/sound.ts";
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
    for (const page of [mia, jon]) await enter(page, house.space);
  });
  afterAll(async () => {
    await chromium?.close();
    await server?.close();
    await livekit?.close();
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
      expect(await packetsDuring(mia, 100)).toBeLessThan(20);
      expect(await Promise.all([packetsDuring(mia, 500), packetsDuring(jon, 500)])).toEqual([0, 0]);
      await walk(jon, MEETING);
      await inMeeting(mia, 1);
      times.push(...(await Promise.all([msToSound(mia), msToSound(jon)])));
    }
    console.log(`again: ${times.map((ms) => Math.round(ms)).join(", ")} ms`);
    expect(Math.max(...times)).toBeLessThan(1_000);
  });
});
