/**
 * What arrives at a page over WebRTC, counted over time: a media server takes its streams away again, and their numbers with them, so they
 * are read every few milliseconds and never forgotten. Stands on `watchPeerConnections`.
 */
import type { Page } from "playwright-core";

export interface Arrived {
  packets: number;
  energy: number;
  /** When the last packet came, ms since 1970; 0 = never. */
  last: number;
}

declare global {
  interface Window {
    kartuArrived?: Arrived;
  }
}

const EVERY_MS = 20;

/** From now on. May be called again. */
export async function watchArrivals(page: Page): Promise<void> {
  await page.evaluate((every) => {
    if (window.kartuArrived !== undefined) return;
    const arrived = { packets: 0, energy: 0, last: 0 };
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
      await Promise.all([...(window.kartuPeers?.live ?? [])].map((pc) => read(pc).catch(() => undefined)));
      setTimeout(() => void tick(), every);
    };
    void tick();
  }, EVERY_MS);
}

export const arrived = (page: Page): Promise<Arrived> => page.evaluate(() => ({ ...window.kartuArrived! }));
