/** Pictures on Kartu's own pages: a desk and a phone, from page to page and through a real LiveKit. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { openBrowser, type TestBrowser, type Visit } from "../support/browser.ts";
import { type LiveKitServer, noLiveKit, startLiveKit } from "../support/livekit.ts";
import { guestSession, newInvite, newSpace, ownerSession, type InProcessServer, startTestServer } from "../support/server.ts";
import { packetsByStream } from "../support/peer-connections.ts";
import { paperScreen } from "../support/paper-screen.ts";
import { until, watch } from "../support/until.ts";
import { button, goTo, inside, openPeople, turnMicrophoneOn } from "./support/people.ts";
import { PATIENCE } from "./support/patience.ts";

/** Bytes of pictures that ever came to this page. */
const pictureBytes = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    let bytes = 0;
    for (const pc of window.kartuPeers?.live ?? [])
      for (const entry of (await pc.getStats()).values() as Iterable<RTCInboundRtpStreamStats>)
        if (entry.type === "inbound-rtp" && entry.kind === "video") bytes += entry.bytesReceived ?? 0;
    return bytes;
  });

/** What comes in so many ms. */
async function bytesIn(page: Page, ms: number): Promise<number> {
  const before = await pictureBytes(page);
  await watch(ms);
  return (await pictureBytes(page)) - before;
}

/** A picture in which something moves. */
const moving = (page: Page, name: string | RegExp): Promise<true> =>
  until(
    "the picture moves",
    () =>
      button(page, name)
        .locator("video")
        .evaluate(
          (video: HTMLVideoElement) =>
            new Promise<boolean>((resolve) => {
              video.requestVideoFrameCallback(() => resolve(video.videoWidth > 2));
              setTimeout(() => resolve(false), 900);
            }),
          undefined,
          PATIENCE,
        ),
    20_000,
  );

const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true });

for (const way of ["mesh", "livekit"] as const) {
  describe.skipIf(way === "livekit" && noLiveKit)(`tiles and grid, ${way}`, () => {
    let livekit: LiveKitServer | null = null;
    let server: InProcessServer;
    let chromium: TestBrowser;
    let visits: Visit[];
    let mia: Page;
    let jon: Page;

    beforeAll(async () => {
      livekit = way === "livekit" ? await startLiveKit() : null;
      server = await startTestServer({ inMemory: true, ...(livekit === null ? {} : { livekit: livekit.config }) });
      const owner = await ownerSession(server);
      const space = (await newSpace(owner)).id;
      const code = await newInvite(owner, space);
      chromium = await openBrowser();
      visits = [];
      for (const name of ["Mia", "Jon"]) {
        const { cookie } = await guestSession(server, owner, space, { name, code });
        const url = `${server.url}/s/${space}`;
        visits.push(await chromium.openPage({ url, cookie, mobile: name === "Jon", before: paperScreen }));
      }
      [mia, jon] = visits.map(({ page }) => page) as [Page, Page];
      for (const page of [mia, jon]) {
        await inside(page);
        await turnMicrophoneOn(page);
        await goTo(page, "Meeting corner");
      }
      await button(jon, "Close the panel").click();
    });
    afterAll(async () => {
      await chromium?.close().finally(async () => {
        await server?.close();
        await livekit?.close();
      });
    });

    it("[ME132] whoever is heard stands there with face and name; with a camera, as a picture", async () => {
      await button(jon, /^Mia, microphone|^Mia, speaks/).waitFor(PATIENCE);
      await button(mia, /Turn the camera on/).click();
      await moving(jon, /^Mia: make the picture large/);
      await moving(mia, /^You: make the picture large/);
      await mia.getByText("Sees you: Jon").first().waitFor(PATIENCE);
      expect(await axeFindings(mia)).toEqual([]);
      expect(await axeFindings(jon)).toEqual([]);
    });

    it("[ME133] one tap to all of them, one to a single one, and back to where one was, with the focus", async () => {
      await button(jon, "All large").click();
      await heading(jon, "Everyone here").waitFor(PATIENCE);
      await expect.poll(() => heading(jon, "Everyone here").evaluate((found) => found === document.activeElement), PATIENCE).toBe(true);
      await moving(jon, /^Mia: make the picture large/);
      expect(await axeFindings(jon)).toEqual([]);
      await button(jon, /^Mia: make the picture large/).click();
      await heading(jon, "Mia").waitFor(PATIENCE);
      expect(await axeFindings(jon)).toEqual([]);
      await jon.keyboard.press("Escape");
      await heading(jon, "Everyone here").waitFor(PATIENCE);
      await jon.keyboard.press("Escape");
      await until("the focus is where it was", () => button(jon, "All large").evaluate((found) => found === document.activeElement));
    });

    it("[ME135] a shared screen: seen large by the other, looked at closely; who sees it and its end stay on the screen", async () => {
      await button(mia, "Share screen").click();
      await mia.getByText("Seen by: Jon").waitFor(PATIENCE);
      await button(jon, "Look at the screen of Mia").click();
      await heading(jon, "Screen of Mia").waitFor(PATIENCE);
      await until(
        "its lines are there",
        () =>
          jon
            .locator("section[aria-labelledby=theatre-heading] video")
            .first()
            .evaluate((video: HTMLVideoElement) => video.videoWidth >= 640),
        20_000,
      );
      await button(jon, "Closer").click();
      await jon.getByText("150 %").waitFor(PATIENCE);
      await jon.keyboard.press("Tab");
      expect(await axeFindings(jon)).toEqual([]);
      await button(mia, "Stop sharing").first().click();
      await heading(jon, "Screen of Mia").waitFor({ state: "detached", ...PATIENCE });
      await button(jon, "All large").waitFor(PATIENCE);
      await expect.poll(() => mia.getByText("Seen by: Jon").count(), PATIENCE).toBe(0);
    });

    it("[ME66] the data saver takes effect at once: fewer bytes, small pictures; sound only: none, and it says why", async () => {
      const mode = async (name: RegExp): Promise<void> => {
        await button(jon, "More").click();
        await button(jon, "Settings").click();
        const dialog = jon.getByRole("dialog");
        await expect.poll(() => dialog.getByText(/MB an hour/).count(), PATIENCE).toBe(3);
        await dialog.getByRole("radio", { name }).check();
        await jon.keyboard.press("Escape");
        await dialog.waitFor({ state: "detached", ...PATIENCE });
      };
      await button(jon, /^Mia: make the picture large/).click();
      const large = jon.locator("section[aria-labelledby=theatre-heading] video").first();
      const height = (): Promise<number> => large.evaluate((video: HTMLVideoElement) => video.videoHeight);
      await until("it is large", async () => (await height()) > 180, 30_000);
      const full = await bytesIn(jon, 2_000);
      await mode(/Data saver/);
      await until("it is small", async () => (await height()) <= 180, 20_000);
      const saver = await bytesIn(jon, 2_000);
      console.log(`${way}: pictures in two seconds, ${full} bytes, with the saver ${saver}`);
      expect(saver).toBeGreaterThan(0);
      expect(saver).toBeLessThan(full);
      await jon.keyboard.press("Escape");
      await mode(/Sound only/);
      await button(jon, /^Mia, /).waitFor(PATIENCE);
      await jon.getByText(/“sound only” is on. With a camera on: Mia/).waitFor(PATIENCE);
      await bytesIn(jon, 1_000);
      expect(await bytesIn(jon, 1_500)).toBeLessThan(full / 20);
      await mode(/Everything/);
      await moving(jon, /^Mia: make the picture large/);
    });

    it("[ME130] off is off: the tile goes, and nobody sees one any more", async () => {
      await button(mia, /Turn the camera off/).click();
      await button(jon, /^Mia, /).waitFor(PATIENCE);
      await expect.poll(() => button(jon, /^Mia: make the picture large/).count(), PATIENCE).toBe(0);
      await mia
        .getByText("Sees you: Jon")
        .first()
        .waitFor({ state: "detached", ...PATIENCE });
    });

    it("[LM4] a block ends sound and pictures between the two, counted in both browsers", async () => {
      const both = [mia, jon];
      for (const page of both) {
        // (The camera may be on when this is run by itself.)
        if (await button(page, /Turn the camera on/).isVisible()) await button(page, /Turn the camera on/).click();
      }
      await moving(jon, /^Mia: make the picture large/);
      await moving(mia, /^Jon: make the picture large/);
      await openPeople(jon);
      await button(jon, /^Mia/).first().click();
      await button(jon, /^Block$/).click();
      await heading(jon, "Block Mia?").waitFor(PATIENCE);
      await button(jon, /^Block$/).click();
      await until("neither page shows the other", async () => {
        const [ofMia, ofJon] = await Promise.all(both.map((page) => page.locator("body").innerText()));
        return !ofMia?.includes("Jon") && !/Mia(?! is blocked)/.test(ofJon ?? "");
      });
      // What was sent before that may still come.
      await watch(500);
      const before = await Promise.all(both.map(packetsByStream));
      await watch(1_500);
      for (const [i, page] of both.entries())
        for (const [stream, packets] of await packetsByStream(page)) expect(packets).toBe(before[i]?.get(stream) ?? 0);
    });
  });
}
