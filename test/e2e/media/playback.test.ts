/** What one hears of the others, in a real Chromium: gestures that browsers want, and volume by distance. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openPages } from "../../client/media/page/open.ts";

const { open } = openPages();
const permitted = { permissions: ["microphone"] };

describe("what one hears", () => {
  it("a browser that waits for a gesture: tap to hear", async () => {
    // What a test evaluates counts as a gesture: so the page does this by itself, and says what came of it.
    const said: string[] = [];
    const page = await open(permitted, {
      gesture: false,
      prepare: async (blank) => {
        blank.on("console", (message) => said.push(message.text()));
        await blank.addInitScript(() =>
          addEventListener("load", async () => {
            const { rig } = window;
            const room = rig.room();
            const { seat, control } = rig.media(room, 1);
            addEventListener("click", () => void control.hearNow());
            // Its tone waits for a gesture as well, so it sends silence: enough to be played.
            await rig.join(room, 2, true);
            room.grant(1, 2, "in");
            await rig.until(() => rig.stores.$soundBlocked.get());
            // The room takes one who cannot hear out of the conversation. That is no reason to believe that sound works now.
            room.grant(1, 2, "gone");
            await rig.until(() => rig.openOf(0).length === 0);
            console.log(rig.stores.$soundBlocked.get(), seat.media.at(-1)?.canHear);
          }),
        );
      },
    });
    await expect.poll(() => said.join("|"), { timeout: 20_000 }).toContain("true false");
    await page.mouse.click(5, 5);
    expect(await page.evaluate(() => window.rig.until(() => !window.rig.stores.$soundBlocked.get()))).toBe(true);
  });

  /** Lets people 1 and 2 talk at a distance and reads the volume that 1 is given. */
  const volumes = (page: Page) =>
    page.evaluate(async () => {
      const { rig } = window;
      const elements: HTMLAudioElement[] = [];
      const gains: GainNode[] = [];
      const create = document.createElement.bind(document);
      document.createElement = ((name: string) => {
        const element = create(name);
        if (element instanceof HTMLAudioElement) elements.push(element);
        return element;
      }) as typeof document.createElement;
      const createGain = AudioContext.prototype.createGain;
      AudioContext.prototype.createGain = function (this: AudioContext) {
        const gain = createGain.call(this);
        gains.push(gain);
        return gain;
      };
      const room = rig.room();
      rig.media(room, 1);
      await rig.join(room, 2, true);
      room.distance = 32;
      room.grant(1, 2, "in");
      // The first element only asks whether volumes can be set.
      const loudness = () =>
        (gains.length > 0
          ? gains.at(-1)!.gain.value
          : elements.length > 1
            ? elements.findLast((one) => one.srcObject !== null && !one.muted)?.volume
            : undefined) ?? -1;
      const near = await rig.until(() => loudness() > 0.97);
      room.distance = 128;
      const far = await rig.until(() => loudness() < 0.12 && loudness() > 0.08);
      return { near, far, at: loudness(), by: gains.length > 0 ? "gain" : "element" };
    });

  it("[ME12] an element's volume follows the distance", async () => {
    expect(await volumes(await open(permitted))).toMatchObject({ near: true, far: true, by: "element" });
  });

  it("[ME12] where elements keep their volume, as on iOS, a gain follows it", async () => {
    const page = await open(permitted, {
      prepare: (blank) =>
        blank.addInitScript(() => Object.defineProperty(HTMLMediaElement.prototype, "volume", { get: () => 1, set: () => undefined })),
    });
    expect(await volumes(page)).toMatchObject({ near: true, far: true, by: "gain" });
  });
});
