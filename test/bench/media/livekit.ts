/**
 * Range to sound and picture through a real LiveKit: Kartu's own server and Kartu's own pages, one Chromium page each. The way to Kartu and the UDP way to LiveKit
 * are led through relays in user space; LiveKit learns no address of a page, so there is no shorter way.
 * The clock starts when the server grants: at the page's own reading of its audience, less the half of a round trip that it took.
 */
import type { Page } from "playwright-core";
import { TILE } from "../../../shared/domain/units.ts";
import { arrived, watchArrivals } from "../../support/arrivals.ts";
import { openBrowser } from "../../support/browser.ts";
import { startLiveKit } from "../../support/livekit.ts";
import { startTestServer } from "../../support/server.ts";
import { toneWav } from "../../support/sound.ts";
import { until } from "../../support/until.ts";
import { apart, BAY, enter, inMeeting, MEETING, soundHouse, walk } from "../../e2e/support/sound-people.ts";
import { straight } from "./crossing.ts";
import { leadThrough } from "./lead.ts";
import { slowLine } from "./slow-line.ts";
import { udpRelay } from "./udp-relay.ts";

export interface LiveKitFigures {
  /** ms from the grant, one for each time two met in the open, who had been near each other for a moment. */
  audio: number[];
  /** One who steps into a meeting area, for which nothing can be prepared. */
  meeting: number[];
  /** One who was out of the conversation for a moment. */
  again: number[];
  /** One whose page joins both servers anew. */
  cold: number[];
  video: number[];
  unheard: number;
  leaked: number;
}

const LEAK_MS = 250;
const LEAK_ROUNDS = 3;
/** The track of before is still being taken away. */
const AGAIN_AFTER_MS = 250;
/** Where they stand and wait, and where they meet, tiles from the other: too far to be connected beforehand, and within hearing. */
const FAR = 8;
const TO = 2;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

declare global {
  interface Window {
    /** When one was last taken into somebody's audience, and when the first sound and picture came after that; performance.now(), 0 = not yet. */
    met: { at: number; heard: number; seen: number };
  }
}

/** Notes when others are first heard and seen after each grant, to a few milliseconds. */
const takeTimes = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const met = { at: 0, heard: 0, seen: 0 };
    window.met = met;
    const audio = new AudioContext();
    const samples = new Float32Array(256);
    const watch = (track: MediaStreamTrack): void => {
      const analyser = audio.createAnalyser();
      analyser.fftSize = samples.length;
      audio.createMediaStreamSource(new MediaStream([track])).connect(analyser);
      const timer = setInterval(() => {
        if (track.readyState === "ended") clearInterval(timer);
        if (met.at === 0 || met.heard !== 0) return;
        analyser.getFloatTimeDomainData(samples);
        if (samples.some((sample) => Math.abs(sample) > 0.01)) met.heard = performance.now();
      }, 4);
    };
    const known = new Set<MediaStreamTrack>();
    setInterval(() => {
      for (const pc of window.kartuPeers?.live ?? [])
        for (const { track } of pc.getReceivers())
          if (track.kind === "audio" && !known.has(track)) {
            known.add(track);
            watch(track);
          }
    }, 10);
    window.honest.$pictures.subscribe((pictures) => {
      if (met.at === 0 || met.seen !== 0) return;
      if (Object.values(pictures).some(({ ready }) => ready)) met.seen = performance.now();
    });
  });

/** The clock of each grant, in the session of now. */
const followAudience = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { met } = window;
    window.honest.session?.onAudience(({ peers }) => {
      const now = peers.some(({ stage }) => stage === "in");
      if (now && met.at === 0) Object.assign(met, { at: performance.now(), heard: 0, seen: 0 });
      if (!now) met.at = 0;
    });
  });

export async function liveKitFigures(rtt: number, samples: number): Promise<LiveKitFigures> {
  const livekit = await startLiveKit();
  const server = await startTestServer({ inMemory: true, livekit: livekit.config });
  const relay = udpRelay(rtt / 2);
  const line = await slowLine(server.port, rtt / 2);
  const chromium = await openBrowser({ microphone: { wav: toneWav() } });
  try {
    const far = { ...server, url: line.url, port: line.port };
    const led = await relay.lead(`candidate:1 1 udp 1 127.0.0.1 ${livekit.ports.udp} typ host`);
    const port = Number(led?.split(" ")[5]);
    const house = await soundHouse(far, chromium, (visit) =>
      visit.context.addInitScript(leadThrough, [livekit.ports.udp, port] as [number, number]),
    );
    const visits = [await house.open("Mia"), await house.open("Jon"), await house.open("Hostile", "livekit-hostile")];
    for (const visit of visits) visit.allow(/WebSocket|Failed to load resource/);
    const [mia, jon, hostile] = visits.map(({ page }) => page) as [Page, Page, Page];
    for (const page of [mia, jon]) await enter(page, house.space);
    await takeTimes(jon);
    await followAudience(jon);
    for (const page of [mia, jon]) await walk(page, MEETING);
    await inMeeting(mia, 1);
    await mia.evaluate(() => window.honest.control?.requestCam());
    await until("a first picture", () => jon.evaluate(() => window.met.seen > 0), 20_000);

    const figures: LiveKitFigures = { audio: [], meeting: [], again: [], cold: [], video: [], unheard: 0, leaked: 0 };
    for (let i = 0; i < samples; i++) {
      await walk(jon, BAY);
      await apart(jon);
      await pause(1_000);
      await walk(jon, MEETING);
      await inMeeting(jon, 1);
      const came = (key: "heard" | "seen"): Promise<boolean> =>
        until(key, () => jon.evaluate((what) => window.met.at > 0 && window.met[what] > 0, key), 6_000).catch(() => false);
      const [heard, seen] = [await came("heard"), await came("seen")];
      const met = await jon.evaluate(() => window.met);
      if (heard) figures.meeting.push(met.heard - met.at + rtt / 2);
      else figures.unheard += 1;
      if (seen) figures.video.push(met.seen - met.at + rtt / 2);
    }

    const heardAt = async (into: number[]): Promise<void> => {
      const heard = await until("heard", () => jon.evaluate(() => window.met.at > 0 && window.met.heard > 0), 6_000).catch(() => false);
      const met = await jon.evaluate(() => window.met);
      if (heard) into.push(met.heard - met.at + rtt / 2);
      else figures.unheard += 1;
    };
    await mia.evaluate(() => window.honest.control?.requestCam());

    const left = straight(server, house.space);
    const go = (page: Page, tiles: number): Promise<void> =>
      page.evaluate((to) => window.honest.session?.walkTo({ kind: "point", ...to }), { x: left.x + tiles * TILE, y: left.y });
    const stands = async (page: Page, tiles: number): Promise<boolean> => {
      const { x, y } = await page.evaluate(() => window.honest.session!.movers.self());
      return Math.hypot(x - left.x - tiles * TILE, y - left.y) < TILE / 2;
    };
    await go(mia, 0);
    for (let i = 0; i < samples; i++) {
      await go(jon, FAR);
      await until("he stands there", async () => (await stands(mia, 0)) && (await stands(jon, FAR)), 20_000);
      await apart(jon);
      await pause(1_000);
      await go(jon, TO);
      await heardAt(figures.audio);
    }
    for (const page of [mia, jon]) await walk(page, MEETING);
    await inMeeting(mia, 1);
    const person = [...server.kartu.live.get(house.space)!.people.values()].find(({ name }) => name === "Jon")!;
    const bar = (why: typeof person.barred): void => {
      person.barred = why;
      person.run.stirred = true;
    };
    for (let i = 0; i < samples; i++) {
      bar("media_down");
      await apart(jon);
      await pause(AGAIN_AFTER_MS);
      bar(null);
      await inMeeting(jon, 1);
      await heardAt(figures.again);
    }
    for (let i = 0; i < samples; i++) {
      await jon.evaluate(() => window.honest.session?.leave());
      await until("he is gone", () => mia.evaluate(() => window.honest.$iHear.get().length === 0), 20_000);
      await jon.evaluate(() => void (window.met.at = 0));
      await enter(jon, house.space);
      await followAudience(jon);
      await heardAt(figures.cold);
    }

    await watchArrivals(hostile);
    await hostile.evaluate((space) => window.livekitHostile.join(space), house.space);
    for (let round = 0; round < LEAK_ROUNDS; round++) {
      const before = (await arrived(hostile)).packets;
      await hostile.evaluate((area) => window.livekitHostile.walkTo({ kind: "area", area }), MEETING);
      await until("the hostile one hears something", async () => (await arrived(hostile)).packets > before + 10, 20_000);
      await hostile.evaluate((area) => {
        window.livekitHostile.leftAt = 0;
        window.livekitHostile.walkTo({ kind: "area", area });
      }, BAY);
      await until("the hostile one has left", () => hostile.evaluate(() => window.livekitHostile.leftAt > 0), 20_000);
      // What is asked takes time itself: the page counts by its own clock.
      figures.leaked += await hostile.evaluate(async (ms) => {
        const wait = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));
        const left = window.livekitHostile.leftAt - performance.timeOrigin;
        await wait(left + ms - performance.now());
        const then = window.kartuArrived!.packets;
        await wait(1_000);
        // The count is looked at now and then; what is late is late by the moment at which it came.
        const { packets, last } = window.kartuArrived!;
        return last > window.livekitHostile.leftAt + ms ? Math.max(1, packets - then) : 0;
      }, LEAK_MS);
    }
    return figures;
  } finally {
    await chromium.close().catch(() => undefined);
    await line.close();
    relay.close();
    await server.close();
    await livekit.close();
  }
}
