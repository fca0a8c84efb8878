/** What a page really receives over WebRTC: read from the peer connections themselves, not from what the page believes. */
import type { Page } from "playwright-core";

export interface Received {
  /** Peer connections the page ever made. */
  connections: number;
  /** Those that are connected now. */
  connected: number;
  /** Packets of sound or picture, over the life of all connections, closed ones too. */
  packets: number;
  /** Sum of totalAudioEnergy: grows only while there is something to hear (and it is played). */
  energy: number;
}

declare global {
  interface Window {
    kartuPeers?: {
      live: Set<RTCPeerConnection>;
      made: number;
      closed: [RTCPeerConnection, Promise<RTCStatsReport | null>][];
      /** The most that was ever read of each stream: a browser may forget what a connection had, once it is closed. */
      known: WeakMap<RTCPeerConnection, Map<string, { packets: number; energy: number }>>;
    };
  }
}

/** Runs in the page, first of all: remembers every RTCPeerConnection, and the last numbers of those that get closed. */
export function watchPeerConnections(): void {
  const Native = window.RTCPeerConnection;
  if (typeof Native !== "function") return;
  const peers: NonNullable<Window["kartuPeers"]> = { live: new Set(), made: 0, closed: [], known: new WeakMap() };
  window.kartuPeers = peers;
  class Watched extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      peers.live.add(this);
      peers.made++;
    }
    override close(): void {
      if (peers.live.delete(this)) peers.closed.push([this, this.getStats().catch(() => null)]);
      super.close();
    }
  }
  window.RTCPeerConnection = Watched;
}

/** Numbers of this moment. */
export function received(page: Page): Promise<Received> {
  return page.evaluate(async () => {
    const peers = window.kartuPeers;
    if (!peers) return { connections: 0, connected: 0, packets: 0, energy: 0 };
    const live = [...peers.live].map((peer) => [peer, peer.getStats().catch(() => null)] as const);
    let packets = 0;
    let energy = 0;
    for (const [peer, asked] of [...live, ...peers.closed]) {
      const report = await asked;
      const streams = peers.known.get(peer) ?? new Map<string, { packets: number; energy: number }>();
      peers.known.set(peer, streams);
      report?.forEach((entry: RTCInboundRtpStreamStats & { totalAudioEnergy?: number }) => {
        if (entry.type !== "inbound-rtp") return;
        const key = `${entry.id} ${entry.ssrc}`;
        const known = streams.get(key) ?? { packets: 0, energy: 0 };
        known.packets = Math.max(known.packets, entry.packetsReceived ?? 0);
        known.energy = Math.max(known.energy, entry.totalAudioEnergy ?? 0);
        streams.set(key, known);
      });
      for (const known of streams.values()) {
        packets += known.packets;
        energy += known.energy;
      }
    }
    const connected = [...peers.live].filter((peer) => peer.connectionState === "connected").length;
    return { connections: peers.made, connected, packets, energy };
  });
}

/** Packets of each stream that the page receives now, by its SSRC: a stream that is taken away goes out of the numbers, one that begins comes in. */
export async function packetsByStream(page: Page): Promise<ReadonlyMap<number, number>> {
  return new Map(
    await page.evaluate(async () => {
      const streams: [number, number][] = [];
      for (const peer of window.kartuPeers?.live ?? [])
        (await peer.getStats()).forEach((entry: RTCInboundRtpStreamStats) => {
          if (entry.type === "inbound-rtp") streams.push([entry.ssrc, entry.packetsReceived ?? 0]);
        });
      return streams;
    }),
  );
}
