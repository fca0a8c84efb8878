/** Cameras and shared screens between Kartu's own pages in real browsers, from page to page and through a real LiveKit. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type TestBrowser, type Visit } from "../support/browser.ts";
import { type LiveKitServer, noLiveKit, startLiveKit } from "../support/livekit.ts";
import { type InProcessServer, startTestServer } from "../support/server.ts";
import { toneWav } from "../support/sound.ts";
import { until, watch } from "../support/until.ts";
import { picturePackets, sees, seesNothing } from "./support/picture-people.ts";
import { apart, BAY, enter, inMeeting, MEETING, soundHouse, type SoundHouseUnderTest, walk } from "./support/sound-people.ts";

for (const way of ["mesh", "livekit"] as const) {
  describe.skipIf(way === "livekit" && noLiveKit)(`pictures, ${way}`, () => {
    let livekit: LiveKitServer | null = null;
    let server: InProcessServer;
    let chromium: TestBrowser;
    let house: SoundHouseUnderTest;
    let visits: Visit[];
    let mia: Page;
    let jon: Page;
    let zoe: Page;
    let ids: number[];

    beforeAll(async () => {
      livekit = way === "livekit" ? await startLiveKit() : null;
      server = await startTestServer({ inMemory: true, ...(livekit === null ? {} : { livekit: livekit.config }) });
      chromium = await openBrowser({
        microphone: { wav: toneWav() },
        args: ["--auto-select-desktop-capture-source=Entire screen", "--auto-accept-this-tab-capture"],
      });
      house = await soundHouse(server, chromium);
      visits = [];
      for (const name of ["Mia", "Jon", "Zoe"]) visits.push(await house.open(name));
      [mia, jon, zoe] = visits.map(({ page }) => page) as [Page, Page, Page];
      ids = [];
      for (const page of [mia, jon, zoe]) ids.push(await enter(page, house.space));
    });
    afterAll(async () => {
      await chromium?.close().finally(async () => {
        await server?.close();
        await livekit?.close();
      });
    });

    const id = (page: Page): number => ids[[mia, jon, zoe].indexOf(page)] as number;
    const cam = (page: Page): Promise<string> => page.evaluate(() => window.honest.$cam.get().state);

    it("[ME60] a camera is off until it is asked for, and its picture is seen in the meeting", async () => {
      for (const page of [mia, jon]) await walk(page, MEETING);
      for (const page of [mia, jon]) await inMeeting(page, 1);
      expect(await cam(mia)).toBe("off");
      await mia.evaluate(() => window.honest.control?.requestCam());
      const from = performance.now();
      const picture = await sees(jon, id(mia), "cam");
      console.log(`${way}: first picture after ${Math.round(performance.now() - from)} ms, ${picture.width} x ${picture.height}`);
      expect(picture.height).toBeLessThanOrEqual(360);
      await until("the list says so", () => jon.evaluate((who) => window.honest.$people.get()[who]?.cam === "on", id(mia)));
      expect(await cam(jon)).toBe("off");
      // The other's may follow.
      await jon.evaluate(() => window.honest.control?.requestCam());
      await sees(mia, id(jon), "cam");
      await jon.evaluate(() => window.honest.control?.stopCam());
      await seesNothing(mia);
    });

    it("[ME61] whoever is not there gets no packet of it; whoever leaves gets no more", async () => {
      expect(await picturePackets(zoe)).toBe(0);
      await walk(jon, BAY);
      await apart(jon);
      await seesNothing(jon);
      await watch(500);
      const then = await picturePackets(jon);
      await watch(700);
      expect(await picturePackets(jon)).toBeLessThanOrEqual(then);
      expect(await picturePackets(zoe)).toBe(0);
    });

    it("[ME62] in the open a picture comes once both stand still for a second, and goes when they part", async () => {
      // Out of every area, at two spots beside each other.
      const space = server.kartu.live.get(house.space)!;
      const open = [...space.runs.values()].find((run) => run.people.size > 0)!;
      const spot = (() => {
        for (let y = 48; y < open.place.height * 32; y += 16)
          for (let x = 48; x < open.place.width * 32; x += 16) {
            const free = [0, 32, 64].every((dx) => {
              const at = Math.floor(y / 32) * open.place.width + Math.floor((x + dx) / 32);
              return (
                open.place.solid[at] === 0 && open.areas.speechAt(x + dx, y).kind === "open" && open.areas.portalAt(x + dx, y) === null
              );
            });
            if (free) return { x, y };
          }
        throw new Error("no open spot");
      })();
      const go = (page: Page, dx: number): Promise<void> =>
        page.evaluate(([x, y]) => window.honest.session?.walkTo({ kind: "point", x: x!, y: y! }), [spot.x + dx, spot.y] as const);
      await go(mia, 0);
      await go(jon, 64);
      await sees(jon, id(mia), "cam", 25_000);
      const pair = open.audience.pair(id(mia), id(jon));
      expect(pair?.stage).toBe("in");
      // Steps of one who stays near do not make it flicker.
      await go(jon, 32);
      await watch(400);
      expect(await jon.evaluate(() => Object.keys(window.honest.$pictures.get()).length)).toBe(1);
      await walk(jon, BAY);
      await seesNothing(jon);
    });

    it("[ME64] turned off, the device is given back and not a packet comes; it goes on again by hand only", async () => {
      await walk(jon, MEETING);
      await walk(mia, MEETING);
      await sees(jon, id(mia), "cam", 25_000);
      await mia.evaluate(() => window.honest.control?.stopCam());
      await seesNothing(jon);
      expect(await mia.evaluate(() => window.honest.$ownCam.get())).toBe(null);
      await watch(500);
      const then = await picturePackets(jon);
      await watch(500);
      // (The media server takes its streams away, and their numbers with them.)
      expect(await picturePackets(jon)).toBeLessThanOrEqual(then);
      await mia.evaluate(() => window.honest.control?.requestCam());
      await sees(jon, id(mia), "cam");
    });

    it("[ME65] a screen is seen by two at once, sharp, and ends by the browser's own button", async () => {
      await walk(zoe, MEETING);
      await inMeeting(zoe, 2);
      await mia.evaluate(async () => {
        // No screen in this browser: a canvas of the size of one stands in for it.
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [1280, 720];
        const pen = canvas.getContext("2d")!;
        let n = 0;
        setInterval(() => {
          pen.fillStyle = n++ % 2 ? "#fff" : "#ffd";
          pen.fillRect(0, 0, 1280, 720);
          pen.fillStyle = "#000";
          pen.fillText(`line ${n}`, 40, 40);
        }, 100);
        const stream = canvas.captureStream(10);
        navigator.mediaDevices.getDisplayMedia = () => Promise.resolve(stream);
        await window.honest.control?.shareScreen();
        Object.assign(window, { shared: stream });
      });
      for (const page of [jon, zoe]) {
        expect(await sees(page, id(mia), "screen")).toMatchObject({ width: 1280, height: 720 });
        await sees(page, id(mia), "cam");
      }
      await mia.evaluate(() => {
        const [track] = (window as unknown as { shared: MediaStream }).shared.getVideoTracks();
        track!.stop();
        track!.dispatchEvent(new Event("ended"));
      });
      for (const page of [jon, zoe]) {
        await until("the screen is gone", () =>
          page.evaluate(() => Object.values(window.honest.$pictures.get()).every(({ source }) => source !== "screen")),
        );
      }
      expect(await mia.evaluate(() => window.honest.$screen.get())).toEqual({ state: "off", why: null });
    });

    it("[ME66] no larger picture comes than is looked at", async () => {
      await jon.evaluate((who) => Object.assign(window, { tile: window.honest.show(who, "cam", 120) }), id(mia));
      await until("a small picture", async () => (await sees(jon, id(mia), "cam")).height <= 180);
      await jon.evaluate((who) => {
        (window as unknown as { tile: () => void }).tile();
        Object.assign(window, { tile: window.honest.show(who, "cam", 400) });
      }, id(mia));
      // How large the browser makes it at once depends on the processor's load; larger than the small one it is soon.
      await until("a larger one", async () => (await sees(jon, id(mia), "cam")).height > 180, 20_000);
      await jon.evaluate(() => (window as unknown as { tile: () => void }).tile());
    });

    it("[ME66] thin lines: the saver gets small pictures, sound only none and shows none; nothing comes back by itself", async () => {
      await jon.evaluate(() => window.honest.control?.setMode("saver"));
      await until("small pictures", async () => (await sees(jon, id(mia), "cam")).height <= 180);
      await jon.evaluate(() => window.honest.control?.setMode("sound"));
      await seesNothing(jon);
      // What was under way still comes, and a stray probe of the browser's; then none.
      await until("no more packets come", async () => {
        const then = await picturePackets(jon);
        await watch(700);
        return (await picturePackets(jon)) - then < 3;
      });
      await mia.evaluate(() => window.honest.control?.setMode("sound"));
      expect(await mia.evaluate(() => window.honest.$cam.get())).toEqual({ state: "off", why: "saving" });
      for (const page of [mia, jon]) await page.evaluate(() => window.honest.control?.setMode("full"));
      expect(await cam(mia)).toBe("off");
    });
  });
}
