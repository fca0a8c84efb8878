/** A voice that carries beyond nearness, in real browsers: from a stage to its hall, by the megaphone to every place. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { roleChanged } from "../../server/rooms/leading/role-changed.ts";
import { arrived, atTheEnd, watchArrivals } from "../support/arrivals.ts";
import { openBrowser, type TestBrowser } from "../support/browser.ts";
import { type LiveKitServer, noLiveKit, startLiveKit } from "../support/livekit.ts";
import { type InProcessServer, startTestServer } from "../support/server.ts";
import { toneWav } from "../support/sound.ts";
import { until, watch } from "../support/until.ts";
import { PATIENCE } from "./support/patience.ts";
import { enter, msToSound, soundHouse, type SoundHouseUnderTest, walk } from "./support/sound-people.ts";

for (const way of ["mesh", "livekit"] as const) {
  describe.skipIf(way === "livekit" && noLiveKit)(`speaking to many, ${way}`, () => {
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
      const visits = [];
      for (const name of ["Mia", "Jon", "Zoe"]) visits.push(await house.open(name));
      [mia, jon, zoe] = visits.map(({ page }) => page) as [Page, Page, Page];
      ids = [];
      for (const page of [mia, jon, zoe]) {
        await watchArrivals(page);
        ids.push(await enter(page, house.space, page !== zoe));
      }
      await walk(mia, "stage");
      await walk(jon, "hall");
    });
    afterAll(async () => {
      await chromium?.close().finally(async () => {
        await server?.close();
        await livekit?.close();
      });
    });

    const peer = (page: Page, of: number) =>
      page.evaluate((who) => window.honest.session?.debug().audience.peers.find(({ person }) => person === who) ?? null, of);
    const where = (page: Page) => page.evaluate(() => window.honest.$where.get());

    it("[ME70] who stands on the stage is heard in the hall, further than a voice reaches, and one way", async () => {
      await until("Mia is on the stage", async () => (await where(mia)).kind === "hall", 30_000);
      await until("Jon is in the hall", async () => (await where(jon)).kind === "hall", 30_000);
      // As far apart as the hall allows.
      await mia.evaluate(() => window.honest.session?.walkTo({ kind: "point", x: 304, y: 208 }));
      await jon.evaluate(() => window.honest.session?.walkTo({ kind: "point", x: 176, y: 368 }));
      await until(
        "they are far apart",
        async () => {
          const one = await peer(jon, ids[0]!);
          if (one !== null && one.loud === "stage" && one.to === 0) return true;
          throw new Error(JSON.stringify({ one, mia: await where(mia), jon: await where(jon) }));
        },
        20_000,
      );
      expect(await where(mia)).toEqual({ kind: "hall", area: "stage", stage: true });
      await msToSound(jon);
      await expect.poll(() => jon.evaluate(() => window.honest.$iHear.get()), PATIENCE).toEqual([ids[0]]);
      expect(await jon.evaluate(() => window.honest.$hearsMe.get())).toEqual([]);
      if (way === "livekit") await until("she is told how many hear her", () => mia.evaluate(() => window.honest.$everyone.get() === 1));
      else await expect.poll(() => mia.evaluate(() => window.honest.$hearsMe.get()), PATIENCE).toEqual([ids[1]]);
      // On their way they may have passed each other.
      const then = (await atTheEnd(mia)).packets;
      await watch(600);
      expect((await arrived(mia)).packets).toBe(then);
      expect((await arrived(zoe)).packets).toBe(0);
    });

    it("[ME70] off the stage, the hall hears no more", async () => {
      await walk(mia, "porch");
      await until("Jon hears nobody", () => jon.evaluate(() => window.honest.$iHear.get().length === 0), 20_000);
      const then = (await atTheEnd(jon)).packets;
      await watch(600);
      expect((await arrived(jon)).packets).toBe(then);
    });

    it("[ME71] the megaphone reaches every place while it is held, and who holds it is seen by all", async () => {
      const space = server.kartu.live.get(house.space)!;
      const user = space.people.get(ids[0]!)!.user;
      await jon.evaluate(() => window.honest.control?.holdMegaphone(true));
      await watch(400);
      expect(space.state.megaphone).toBe(0);
      await jon.evaluate(() => window.honest.control?.holdMegaphone(false));
      roleChanged(space, user, "trainer", 0);
      await mia.evaluate(() => window.honest.control?.mute());
      await mia.evaluate(() => window.honest.control?.holdMegaphone(true));
      await until("it is hers", () => space.state.megaphone === ids[0]);
      // Zoe never left the quiet bay of the house, and has no microphone.
      for (const page of [jon, zoe]) {
        await until("they hear her", () => page.evaluate((who) => window.honest.$iHear.get().includes(who), ids[0]!));
        await msToSound(page);
        expect(await peer(page, ids[0]!)).toMatchObject({ loud: "megaphone", to: 0 });
      }
      await mia.evaluate(() => window.honest.control?.holdMegaphone(false));
      await until("it is let go", () => space.state.megaphone === 0);
      await expect.poll(() => mia.evaluate(() => window.honest.$mic.get()), PATIENCE).toEqual({ state: "muted", why: "self" });
      for (const page of [jon, zoe]) await until("they hear nobody", () => page.evaluate(() => window.honest.$iHear.get().length === 0));
      const then = (await atTheEnd(zoe)).packets;
      await watch(500);
      expect((await arrived(zoe)).packets).toBe(then);
    });

    it("[ME71] held by a page that says so no more, it ends by itself", async () => {
      const space = server.kartu.live.get(house.space)!;
      await mia.evaluate(() => window.honest.control?.unmute());
      await mia.evaluate(() => window.honest.session?.sendMegaphone(true));
      await until("it is hers", () => space.state.megaphone === ids[0]);
      await until("it is nobody's", () => space.state.megaphone === 0, 10_000);
    });

    it("[AU3] [SP3] two who go through the door hear each other in the other place, without anything being unmuted; in the quiet area nobody hears", async () => {
      const iHear = (page: Page, who: number) => page.evaluate((id) => window.honest.$iHear.get().includes(id), who);
      for (const page of [mia, jon]) await walk(page, "picnic");
      await until("they hear each other in the garden", async () => (await iHear(jon, ids[0]!)) && (await iHear(mia, ids[1]!)), 30_000);
      await msToSound(jon);
      for (const page of [mia, jon]) await walk(page, "corner");
      await until(
        "both are at a table of the house",
        async () => (await where(mia)).kind === "meeting" && (await where(jon)).kind === "meeting",
        30_000,
      );
      await until("they hear each other there", async () => (await iHear(jon, ids[0]!)) && (await iHear(mia, ids[1]!)), 10_000);
      for (const page of [mia, jon]) await msToSound(page);
      for (const page of [mia, jon]) await walk(page, "reading");
      await until(
        "both are in the quiet area",
        async () => (await where(mia)).kind === "quiet" && (await where(jon)).kind === "quiet",
        30_000,
      );
      await watch(300);
      const then = [(await arrived(mia)).packets, (await arrived(jon)).packets];
      await watch(600);
      expect([(await arrived(mia)).packets, (await arrived(jon)).packets]).toEqual(then);
      expect(await jon.evaluate(() => [window.honest.$iHear.get(), window.honest.$hearsMe.get()])).toEqual([[], []]);
    });

    it("[ME70] the turn is heard by who stands far away in the open of a place without a stage, while it lasts", async () => {
      // Across the training room, further than a voice reaches.
      await mia.evaluate(() => window.honest.session?.walkTo({ kind: "point", x: 3.5 * 32, y: 9.5 * 32 }));
      await jon.evaluate(() => window.honest.session?.walkTo({ kind: "point", x: 15.5 * 32, y: 5.5 * 32 }));
      for (const page of [mia, jon]) await until("in the open", async () => (await where(page)).kind === "open", 30_000);
      await until("nobody hears anybody", () => jon.evaluate(() => window.honest.$iHear.get().length === 0), 30_000);
      await mia.evaluate((id) => window.honest.session?.lead("stage", { person: id }), ids[0]!);
      await until("he hears her", () => jon.evaluate((id) => window.honest.$iHear.get().includes(id), ids[0]!), 20_000);
      await msToSound(jon);
      expect(await peer(jon, ids[0]!)).toMatchObject({ loud: "stage", to: 0 });
      await mia.evaluate(() => window.honest.session?.lead("stage", { person: null }));
      await until("he hears nobody", () => jon.evaluate(() => window.honest.$iHear.get().length === 0));
    });
  });
}
