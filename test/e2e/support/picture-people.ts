/** What a page sees of others, read from the frames themselves. */
import type { Page } from "playwright-core";
import { until } from "../../support/until.ts";

export interface Seen {
  person: number;
  source: "cam" | "screen";
  width: number;
  height: number;
}

/** Pictures with frames in them that are on the page just now. */
export const seen = (page: Page): Promise<Seen[]> =>
  page.evaluate(async () => {
    const shown: { person: number; source: "cam" | "screen"; width: number; height: number }[] = [];
    for (const { person, source, stream, ready } of Object.values(window.honest.$pictures.get())) {
      if (!ready) continue;
      const video = document.createElement("video");
      video.muted = true;
      video.srcObject = stream;
      await video.play().catch(() => undefined);
      const framed = await new Promise<boolean>((resolve) => {
        video.requestVideoFrameCallback(() => resolve(true));
        setTimeout(() => resolve(false), 400);
      });
      if (framed) shown.push({ person, source, width: video.videoWidth, height: video.videoHeight });
      video.srcObject = null;
    }
    return shown;
  });

export const sees = (page: Page, person: number, source: Seen["source"], withinMs = 30_000): Promise<Seen> =>
  until(
    `${source} of ${person} is seen`,
    async () => {
      const found = (await seen(page)).find((one) => one.person === person && one.source === source);
      if (found !== undefined) return found;
      throw new Error(
        JSON.stringify(
          await page.evaluate(() => ({ pictures: Object.keys(window.honest.$pictures.get()), cam: window.honest.$cam.get() })),
        ),
      );
    },
    withinMs,
  );

export const seesNothing = (page: Page): Promise<true> =>
  until("nothing is seen", () => page.evaluate(() => Object.keys(window.honest.$pictures.get()).length === 0));

/** Packets of pictures that ever came to this page. */
export const picturePackets = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    let packets = 0;
    for (const pc of window.kartuPeers?.live ?? [])
      for (const entry of (await pc.getStats()).values() as Iterable<RTCInboundRtpStreamStats>)
        if (entry.type === "inbound-rtp" && entry.kind === "video") packets += entry.packetsReceived ?? 0;
    return packets;
  });
