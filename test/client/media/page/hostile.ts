/**
 * A page that keeps to no rule of sound: raw connections that it never closes, and every signal it likes. It walks by Kartu's own net,
 * since the server believes no walk that is not confirmed.
 */
import { openSpace } from "../../../../client/net/open-space.ts";
import type { SpaceSession } from "../../../../client/net/space-session.ts";
import { $connection } from "../../../../client/store/space.ts";
import type { AudiencePeer, DownMessages, Signal, WalkTarget } from "../../../../shared/protocol/messages.ts";

interface Held {
  person: number;
  pair: number;
  pc: RTCPeerConnection;
  offer: string;
}

let peers = new Map<number, AudiencePeer>();
const held: Held[] = [];
let session: SpaceSession;
let voice: MediaStreamTrack;

const signal = (to: number, epoch: number, what: Signal): void => session.sendSignal(to, epoch, what);

const hostile = {
  /** For the message of a test that fails. */
  state: () =>
    JSON.stringify({
      connection: $connection.get(),
      at: session.debug().self,
      peers: [...peers.values()],
      links: held.map(({ person, pair, pc }) => `${person}/${pair} ${pc.connectionState}`),
    }),
  /** Everything that ever came: nothing of it should concern those one is not with. */
  signals: [] as DownMessages["signal"][],
  /** When the last person was taken out of the audience, ms since 1970. */
  leftAt: 0,
  /** Not cut off: what it may not do must come to nothing by other means. */
  inside: () => $connection.get().state === "joined",
  peers: () => [...peers.values()],
  connected: () => held.filter(({ pc }) => pc.connectionState === "connected").length,
  async join(space: string): Promise<void> {
    session = await openSpace(space);
    session.onAudience((audience) => hostile.hear(audience.peers));
    session.onSignal((message) => hostile.take(message));
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    voice = stream.getAudioTracks()[0]!;
    session.sendMedia({ mic: "on", canHear: true });
  },
  walkTo: (target: WalkTarget) => session.walkTo(target),
  hear(audience: readonly AudiencePeer[]): void {
    const before = peers;
    peers = new Map(audience.map((peer) => [peer.person, peer]));
    if (before.size > 0 && peers.size === 0) hostile.leftAt = performance.timeOrigin + performance.now();
    for (const { person, pair, offers } of audience) if (offers && before.get(person)?.pair !== pair) void hostile.offer(person, pair);
  },
  async offer(person: number, pair: number): Promise<void> {
    const pc = new RTCPeerConnection();
    pc.addTrack(voice, new MediaStream([voice]));
    // The sections that an honest page takes; it asks for everything.
    for (const kind of ["video", "video", "audio"]) pc.addTransceiver(kind, { direction: "sendrecv" });
    pc.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate === null) return;
      signal(person, pair, {
        kind: "candidate",
        candidate: candidate.candidate,
        sdpMid: candidate.sdpMid,
        sdpMLineIndex: candidate.sdpMLineIndex,
      });
    });
    await pc.setLocalDescription();
    const offer = pc.localDescription!.sdp;
    held.push({ person, pair, pc, offer });
    signal(person, pair, { kind: "description", type: "offer", sdp: offer });
  },
  take(message: DownMessages["signal"]): void {
    hostile.signals.push(message);
    const mine = held.findLast(({ person, pair }) => person === message.from && pair === message.epoch);
    if (message.signal.kind === "description") void mine?.pc.setRemoteDescription(message.signal);
    if (message.signal.kind === "candidate") void mine?.pc.addIceCandidate(message.signal).catch(() => undefined);
  },
  /** Signals of every kind to someone, under a name of a pair that may or may not exist. */
  async forge(person: number, pair: number): Promise<void> {
    await hostile.offer(person, pair);
    const { offer } = held.at(-1)!;
    signal(person, pair, { kind: "description", type: "answer", sdp: offer });
    signal(person, pair, { kind: "restart" });
    session.sendLink(person, pair, "connected");
  },
  /** The offers that were once accepted, under their own and the following names. */
  replay(): void {
    for (const { person, pair, offer } of held.slice()) {
      for (let next = pair; next < pair + 3; next++) {
        signal(person, next, { kind: "description", type: "offer", sdp: offer });
        signal(person, next, { kind: "restart" });
      }
    }
  },
  /** As if nobody had muted it. */
  sayOn: () => session.sendMedia({ mic: "on", canHear: true }),
  /** Packets that it has sent. */
  async sent(): Promise<number> {
    let packets = 0;
    for (const { pc } of held)
      for (const report of (await pc.getStats()).values() as Iterable<RTCOutboundRtpStreamStats>)
        if (report.type === "outbound-rtp") packets += report.packetsSent ?? 0;
    return packets;
  },
  /** Sound that came in on all connections, and when the last packet of it did. */
  async received(): Promise<{ packets: number; last: number }> {
    let [packets, last] = [0, 0];
    for (const { pc } of held) {
      for (const report of (await pc.getStats()).values() as Iterable<
        RTCInboundRtpStreamStats & { lastPacketReceivedTimestamp?: number }
      >) {
        if (report.type !== "inbound-rtp") continue;
        packets += report.packetsReceived ?? 0;
        last = Math.max(last, report.lastPacketReceivedTimestamp ?? 0);
      }
    }
    return { packets, last };
  },
};
declare global {
  interface Window {
    hostile: typeof hostile;
  }
}
window.hostile = hostile;
