/**
 * What arrives at a page over WebRTC, counted over time: a media server takes its streams away again, and their numbers with them, so they
 * are read every few milliseconds and never forgotten. Stands on `watchPeerConnections`.
 */
import type { Page } from "playwright-core";
import { watch } from "./until.ts";

export interface Arrived {
  packets: number;
  energy: number;
  /** When the last packet came, ms since 1970; 0 = never. */
  last: number;
  /** When the numbers were asked for, ms of the page's clock. */
  asked: number;
}

declare global {
  interface Window {
    kartuArrived?: Arrived;
  }
}

const EVERY_MS = 20;
/** A browser answers with numbers that may be so old, ms. */
const OLD_MS = 60;
/** No packet comes later than this after an audience shrank, ms. */
export const PACKETS_END_MS = 250;

/** From now on. May be called again. */
export async function watchArrivals(page: Page): Promise<void> {
  await page.evaluate((every) => {
    if (window.kartuArrived !== undefined) return;
    const arrived = { packets: 0, energy: 0, last: 0, asked: 0 };
    window.kartuArrived = arrived;
    const seen = new WeakMap<RTCPeerConnection, Map<string, { packets: number; energy: number }>>();
    const read = async (pc: RTCPeerConnection): Promise<void> => {
      const mine = seen.get(pc) ?? new Map<string, { packets: number; energy: number }>();
      seen.set(pc, mine);
      for (const entry of (await pc.getStats()).values() as Iterable<
        RTCInboundRtpStreamStats & { lastPacketReceivedTimestamp?: number; totalAudioEnergy?: number }
      >) {
        if (entry.type !== "inbound-rtp") continue;
        const key = `${entry.id} ${entry.ssrc}`;
        const before = mine.get(key) ?? { packets: 0, energy: 0 };
        const packets = entry.packetsReceived ?? 0;
        const energy = entry.totalAudioEnergy ?? 0;
        mine.set(key, { packets, energy });
        arrived.packets += Math.max(0, packets - before.packets);
        arrived.energy += Math.max(0, energy - before.energy);
        arrived.last = Math.max(arrived.last, entry.lastPacketReceivedTimestamp ?? 0);
      }
    };
    const tick = async (): Promise<void> => {
      const now = performance.now();
      await Promise.all([...(window.kartuPeers?.live ?? [])].map((pc) => read(pc).catch(() => undefined)));
      arrived.asked = now;
      setTimeout(() => void tick(), every);
    };
    void tick();
  }, EVERY_MS);
}

export const arrived = (page: Page): Promise<Arrived> => page.evaluate(() => ({ ...window.kartuArrived! }));

/** With every packet that had come when this was asked, however late a busy page reads its numbers. What may come no more is counted from here. */
export const counted = (page: Page): Promise<Arrived> =>
  page.evaluate(async (old) => {
    const from = performance.now() + old;
    while (window.kartuArrived!.asked < from) await new Promise((resolve) => setTimeout(resolve, 10));
    return { ...window.kartuArrived! };
  }, OLD_MS);

/** The same, once what was sent before an audience shrank has come: from now on not a packet more. */
export async function atTheEnd(page: Page): Promise<Arrived> {
  await watch(PACKETS_END_MS);
  return counted(page);
}
