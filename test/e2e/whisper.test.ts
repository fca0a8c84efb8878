/** Whispering: what others get of it over both transports. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrived, atTheEnd, watchArrivals } from "../support/arrivals.ts";
import { openBrowser, type TestBrowser } from "../support/browser.ts";
import { type LiveKitServer, noLiveKit, startLiveKit } from "../support/livekit.ts";
import { type InProcessServer, startTestServer } from "../support/server.ts";
import { toneWav } from "../support/sound.ts";
import { until, watch } from "../support/until.ts";
import { PATIENCE } from "./support/patience.ts";
import { picturePackets, sees, seesNothing } from "./support/picture-people.ts";
import { BAY, enter, msToSound, soundHouse, type SoundHouseUnderTest, walk } from "./support/sound-people.ts";
import { allow, line } from "./support/whisperers.ts";

for (const way of ["mesh", "livekit"] as const) {
  describe.skipIf(way === "livekit" && noLiveKit)(`what passes in a whisper, ${way}`, () => {
    let livekit: LiveKitServer | null = null;
    let server: InProcessServer;
    let chromium: TestBrowser;
    let house: SoundHouseUnderTest;
    let mia: Page;
    let jon: Page;
    let zoe: Page;
    let ids: number[];

    beforeAll(async () => {
      livekit = way === "livekit" ? await startLiveKit() : null;
      server = await startTestServer({ inMemory: true, ...(livekit === null ? {} : { livekit: livekit.config }) });
      chromium = await openBrowser({ microphone: { wav: toneWav() } });
      house = await soundHouse(server, chromium);
      await allow(house.owner, house.space);
      const visits = [];
      for (const name of ["Mia", "Jon", "Zoe"]) visits.push(await house.open(name));
      [mia, jon, zoe] = visits.map(({ page }) => page) as [Page, Page, Page];
      ids = [];
      for (const page of [mia, jon, zoe]) {
        await watchArrivals(page);
        ids.push(await enter(page, house.space));
      }
    });
    afterAll(async () => {
      await chromium?.close().finally(async () => {
        await server?.close();
        await livekit?.close();
      });
    });

    const iHear = (page: Page): Promise<string> =>
      page.evaluate(() =>
        window.honest.$iHear
          .get()
          .toSorted((a, b) => a - b)
          .join(),
      );
    const hearsAll = (page: Page, of: number[]): Promise<true> =>
      until("they hear each other", async () => (await iHear(page)) === String(of.toSorted((a, b) => a - b)), 20_000);

    it("[ME140] [ME44] who stands beside gets neither sound nor picture any more, from one moment to the next, and reads why; the two go on without a gap", async () => {
      const space = server.kartu.live.get(house.space)!;
      const [m, j, z] = ids as [number, number, number];
      const { audience } = line(space, [m, j, z]);
      await hearsAll(mia, [j]);
      await hearsAll(jon, [m, z]);
      await hearsAll(zoe, [j]);
      await jon.evaluate(() => window.honest.control?.requestCam());
      for (const page of [mia, zoe]) await sees(page, j, "cam", 25_000);
      for (const page of [mia, jon, zoe]) await msToSound(page);
      const name = audience.pair(m, j)?.id;
      // Zoe is in conversation with Jon alone: she is not in.
      const from = Date.now();
      await mia.evaluate(() => window.honest.session?.whisper({ kind: "begin" }));
      await until("Zoe reads why", () =>
        zoe.evaluate((who) => window.honest.$notHeard.get().some(({ person, why }) => person === who && why === "whisper"), j),
      );
      await seesNothing(zoe);
      const then = [(await atTheEnd(zoe)).packets, await picturePackets(zoe)] as const;
      console.log(`${way}: the last packet came ${Math.round((await arrived(zoe)).last - from)} ms after Mia asked for it`);
      await watch(700);
      expect((await arrived(zoe)).packets).toBe(then[0]);
      // (The media server takes its streams away, and their numbers with them.)
      expect(await picturePackets(zoe)).toBeLessThanOrEqual(then[1]);
      expect([await iHear(mia), await iHear(jon), await iHear(zoe)]).toEqual([String(j), String(m), ""]);
      expect(audience.pair(m, j)?.id).toBe(name);
      for (const page of [mia, jon]) await msToSound(page);
      await sees(mia, j, "cam");
    });

    it("[ME141] [ME143] let in she hears again; when one of them ends it all three talk on; begun anew and left by walking away", async () => {
      const [m, j, z] = ids as [number, number, number];
      await zoe.evaluate((who) => window.honest.session?.whisper({ kind: "join", person: who }), j);
      await until("she asks", () => mia.evaluate(() => window.honest.$whisper.get().asks.length === 1));
      await mia.evaluate((who) => window.honest.session?.whisper({ kind: "answer", person: who, yes: true }), z);
      await hearsAll(zoe, [j]);
      await msToSound(zoe);
      await zoe.evaluate(() => window.honest.session?.whisper({ kind: "end" }));
      await until("it is over", () => mia.evaluate(() => window.honest.$whisper.get().people.length === 0));
      await hearsAll(mia, [j]);
      await hearsAll(jon, [m, z]);
      await hearsAll(zoe, [j]);
      await jon.evaluate(() => window.honest.session?.whisper({ kind: "begin" }));
      for (const page of [mia, zoe]) await until("all three", () => page.evaluate(() => window.honest.$whisper.get().people.length === 2));
      await walk(zoe, BAY);
      await until("Zoe is out", () => zoe.evaluate(() => window.honest.$whisper.get().people.length === 0), 20_000);
      await expect.poll(() => mia.evaluate(() => window.honest.$whisper.get().people), PATIENCE).toEqual([j]);
    });
  });
}
