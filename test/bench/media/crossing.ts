/**
 * From the geometric crossing to sound: two walk towards each other in the open, and the clock starts when where they are, each as their own page has it,
 * is as near as one is heard. The server learns of that half a round trip later, judges at its next tick, and lets conversations grow five times a second.
 */
import type { Page } from "playwright-core";
import { HEAR_IN, TILE } from "../../../shared/domain/units.ts";
import { openBrowser } from "../../support/browser.ts";
import { startLiveKit } from "../../support/livekit.ts";
import { type InProcessServer, startTestServer } from "../../support/server.ts";
import { toneWav } from "../../support/sound.ts";
import { until } from "../../support/until.ts";
import { apart, enter, soundHouse } from "../../e2e/support/sound-people.ts";
import { leadEach, leadThrough } from "./lead.ts";
import { slowLine } from "./slow-line.ts";
import { udpRelay } from "./udp-relay.ts";

/** They start this far from each other, and stop in hearing, tiles. */
const FROM = 10;
const TO = 2;

/** Where somebody was, by the machine's clock. */
type Track = readonly (readonly [at: number, x: number, y: number])[];

declare global {
  interface Window {
    walked: { track: [number, number, number][]; heard: number; armed: boolean };
  }
}

const watchWalk = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const walked: Window["walked"] = { track: [], heard: 0, armed: false };
    window.walked = walked;
    const now = (): number => performance.timeOrigin + performance.now();
    const audio = new AudioContext();
    const samples = new Float32Array(256);
    const known = new Map<MediaStreamTrack, AnalyserNode>();
    setInterval(() => {
      for (const pc of window.kartuPeers?.live ?? [])
        for (const { track } of pc.getReceivers()) {
          if (track.kind !== "audio" || known.has(track)) continue;
          const analyser = audio.createAnalyser();
          analyser.fftSize = samples.length;
          audio.createMediaStreamSource(new MediaStream([track])).connect(analyser);
          known.set(track, analyser);
        }
      if (!walked.armed) return;
      const { x, y } = window.honest.session!.movers.self();
      walked.track.push([now(), x, y]);
      if (walked.heard !== 0) return;
      for (const analyser of known.values()) {
        analyser.getFloatTimeDomainData(samples);
        if (samples.some((sample) => Math.abs(sample) > 0.01)) walked.heard = now();
      }
    }, 5);
  });

/** Of one at a time between two of its marks. */
function placeAt(track: Track, at: number): { x: number; y: number } | null {
  const next = track.findIndex(([time]) => time >= at);
  const [a, b] = [track[next - 1], track[next]];
  if (a === undefined || b === undefined) return null;
  const part = (at - a[0]) / (b[0] - a[0]);
  return { x: a[1] + part * (b[1] - a[1]), y: a[2] + part * (b[2] - a[2]) };
}

/** When the two were first in hearing of each other, or null. */
function crossing(one: Track, other: Track): number | null {
  for (const [at, x, y] of one) {
    const there = placeAt(other, at);
    if (there !== null && Math.hypot(there.x - x, there.y - y) <= HEAR_IN) return at;
  }
  return null;
}

/** A straight way of FROM tiles in the open, out of every area. @returns its left end, px */
export function straight(server: InProcessServer, space: string): { x: number; y: number } {
  const run = [...server.kartu.live.get(space)!.runs.values()].find(({ people }) => people.size > 0)!;
  const { width, height, solid } = run.place;
  for (let row = 2; row < height; row++)
    for (let column = 1; column + FROM < width; column++) {
      const free = Array.from({ length: FROM + 1 }, (_, i) => i).every((i) => {
        const [x, y] = [(column + i + 0.5) * TILE, (row + 0.5) * TILE];
        const clear = [-1, 0, 1].every((beside) => solid[(row + beside) * width + column + i] === 0);
        return clear && run.areas.speechAt(x, y).kind === "open" && run.areas.portalAt(x, y) === null;
      });
      if (free) return { x: (column + 0.5) * TILE, y: (row + 0.5) * TILE };
    }
  throw new Error("no straight way in the open");
}

/** @returns ms from the crossing to sound at the one on the right; `unheard`: how often none came */
export async function crossingFigures(transport: string, rtt: number, samples: number): Promise<{ crossing: number[]; unheard: number }> {
  const livekit = transport === "livekit" ? await startLiveKit() : null;
  const server = await startTestServer({ inMemory: true, ...(livekit === null ? {} : { livekit: livekit.config }) });
  const relay = udpRelay(rtt / 2);
  const line = await slowLine(server.port, rtt / 2);
  const chromium = await openBrowser({ microphone: { wav: toneWav() } });
  try {
    const front = livekit === null ? null : await relay.lead(`candidate:1 1 udp 1 127.0.0.1 ${livekit.ports.udp} typ host`);
    const house = await soundHouse({ ...server, url: line.url, port: line.port }, chromium, async ({ context }) => {
      if (livekit !== null) await context.addInitScript(leadThrough, [livekit.ports.udp, Number(front?.split(" ")[5])] as [number, number]);
      else {
        await context.exposeFunction("lead", (candidate: string) => relay.lead(candidate));
        await context.addInitScript(leadEach);
      }
    });
    const visits = [await house.open("Mia"), await house.open("Jon")];
    for (const visit of visits) visit.allow(/WebSocket|Failed to load resource/);
    const pages = visits.map(({ page }) => page) as [Page, Page];
    const [mia, jon] = pages;
    for (const page of pages) await enter(page, house.space);
    for (const page of pages) await watchWalk(page);
    const left = straight(server, house.space);
    const go = (page: Page, tiles: number): Promise<void> =>
      page.evaluate((to) => window.honest.session?.walkTo({ kind: "point", ...to }), { x: left.x + tiles * TILE, y: left.y });
    const stands = (page: Page, tiles: number): Promise<true> =>
      until(
        "they stand there",
        async () => {
          const { x, y } = await page.evaluate(() => window.honest.session!.movers.self());
          return Math.hypot(x - left.x - tiles * TILE, y - left.y) < TILE / 2;
        },
        20_000,
      );

    const figures: { crossing: number[]; unheard: number } = { crossing: [], unheard: 0 };
    // The first way there is not counted: one may have passed the other.
    for (let i = 0; i <= samples; i++) {
      await Promise.all([go(mia, 0), go(jon, FROM)]);
      await Promise.all([stands(mia, 0), stands(jon, FROM)]);
      await apart(jon);
      await new Promise((resolve) => setTimeout(resolve, 500));
      for (const page of pages) await page.evaluate(() => Object.assign(window.walked, { track: [], heard: 0, armed: true }));
      await Promise.all([go(mia, FROM / 2 - TO / 2), go(jon, FROM / 2 + TO / 2)]);
      const heard = await until("sound", () => jon.evaluate(() => window.walked.heard || null), 10_000).catch(() => 0);
      const [a, b] = await Promise.all(pages.map((page) => page.evaluate(() => ((window.walked.armed = false), window.walked.track))));
      const at = crossing(b!, a!);
      if (i === 0) continue;
      if (heard === 0 || at === null) figures.unheard += 1;
      else figures.crossing.push(heard - at);
    }
    return figures;
  } finally {
    await chromium.close().catch(() => undefined);
    await line.close();
    relay.close();
    await server.close();
    await livekit?.close();
  }
}
