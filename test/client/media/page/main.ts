/** What the browser tests drive: meshes and raw connections in one page, and Kartu's own sound on an in-memory room. */
import { createMesh } from "../../../../client/media/mesh/mesh.ts";
import { type MediaControl, type MediaOptions, startMedia } from "../../../../client/media/start.ts";
import * as mediaStores from "../../../../client/store/media.ts";
import type { MediaTransport } from "../../../../client/media/media-transport.ts";
import type { IceReport } from "../../../../shared/protocol/http.ts";
import type { PersonId } from "../../../../shared/protocol/messages.ts";
import { Room, type Seat } from "./room.ts";

/** Each connection of the page, with the person it was made for. */
const connections: { owner: PersonId; pc: RTCPeerConnection }[] = [];
const Native = window.RTCPeerConnection as typeof RTCPeerConnection | undefined;
if (Native !== undefined) {
  window.RTCPeerConnection = class extends Native {
    constructor(config?: RTCConfiguration & { owner?: PersonId }) {
      super(config);
      connections.push({ owner: config?.owner ?? 0, pc: this });
    }
  };
}

interface Person extends Seat {
  mesh: MediaTransport;
  /** Grant to sound, in ms of the page's clock: set when energy arrives from a person. */
  heard: Map<PersonId, number>;
  stopListening: Map<PersonId, () => void>;
  /** Other tracks that are there, by `person:source`. */
  seen: Map<string, MediaStreamTrack>;
}

let context: AudioContext | undefined;
/** A tone that never pauses: what the fake device gives is one beep a second. */
function toneTrack(frequency: number): MediaStreamTrack {
  context ??= new AudioContext();
  const voice = context.createOscillator();
  voice.frequency.value = frequency;
  const out = context.createMediaStreamDestination();
  voice.connect(out);
  voice.start();
  return out.stream.getAudioTracks()[0]!;
}

/** Calls back once the track carries energy. @returns stop */
function listen(track: MediaStreamTrack, heard: (at: number) => void): () => void {
  context ??= new AudioContext();
  const element = document.createElement("audio");
  element.srcObject = new MediaStream([track]);
  element.muted = true;
  void element.play().catch(() => undefined);
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 256;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    if (samples.some((sample) => Math.abs(sample) > 0.01)) {
      clearInterval(timer);
      heard(performance.now());
    }
  }, 2);
  return () => {
    clearInterval(timer);
    source.disconnect();
    element.srcObject = null;
  };
}

/** Sound that arrived at a person's connections, open or closed by now. */
async function received(owner: PersonId): Promise<{ packets: number; energy: number; last: number }> {
  let [packets, energy, last] = [0, 0, 0];
  for (const { pc } of connections.filter((one) => one.owner === owner)) {
    for (const report of (await pc.getStats()).values() as Iterable<RTCInboundRtpStreamStats & { lastPacketReceivedTimestamp?: number }>) {
      if (report.type !== "inbound-rtp") continue;
      packets += report.packetsReceived ?? 0;
      energy += report.totalAudioEnergy ?? 0;
      last = Math.max(last, report.lastPacketReceivedTimestamp ?? 0);
    }
  }
  return { packets, energy, last };
}

/** A picture that is another one each time: what an encoder has to say something about. */
function movingTrack(): MediaStreamTrack {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: 320, height: 180 });
  const pen = canvas.getContext("2d")!;
  const timer = setInterval(() => {
    pen.fillStyle = `hsl(${Math.round(performance.now() / 10) % 360} 80% 50%)`;
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }, 33);
  const [track] = canvas.captureStream(30).getVideoTracks();
  track!.addEventListener("ended", () => clearInterval(timer));
  return track!;
}

/** @returns when it was first shown, ms of the page's clock; null: not within five seconds */
async function firstPicture(track: MediaStreamTrack): Promise<number | null> {
  const video = document.createElement("video");
  Object.assign(video, { muted: true, srcObject: new MediaStream([track]) });
  const shown = new Promise<number>((resolve) => video.requestVideoFrameCallback(() => resolve(performance.now())));
  void video.play().catch(() => undefined);
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), 5_000));
  return Promise.race([shown, late]).finally(() => {
    video.srcObject = null;
  });
}

const rig = {
  connections,
  received,
  toneTrack,
  movingTrack,
  firstPicture,
  room: () => new Room(),
  /** Browsers tell host candidates openly only to a page that was permitted the microphone. */
  async permit() {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of stream.getTracks()) track.stop();
  },
  async join(room: Room, id: PersonId, speaks: boolean): Promise<Person> {
    const seat = room.seat(id);
    const mesh = createMesh({ port: seat.port, config: () => Promise.resolve({ iceServers: [], owner: id } as RTCConfiguration) });
    const person: Person = Object.assign(seat, {
      mesh,
      heard: new Map<PersonId, number>(),
      stopListening: new Map<PersonId, () => void>(),
      seen: new Map<string, MediaStreamTrack>(),
    });
    mesh.on("track", ({ person: from, source, track }) => {
      if (source !== "mic") return void person.seen.set(`${from}:${source}`, track);
      person.stopListening.set(
        from,
        listen(track, (at) => person.heard.set(from, at)),
      );
    });
    mesh.on("trackEnd", ({ person: from, source }) => {
      if (source !== "mic") return void person.seen.delete(`${from}:${source}`);
      person.stopListening.get(from)?.();
      person.stopListening.delete(from);
    });
    seat.port.onAudience(({ peers }) => mesh.setAudience(peers, 0, 0));
    await mesh.start();
    if (speaks) await mesh.setLocalTrack("mic", toneTrack(300 + 100 * (id % 12)));
    return person;
  },
  /** Waits for a condition, at most `ms`; false when it did not come. */
  async until(condition: () => boolean | Promise<boolean>, ms = 15_000): Promise<boolean> {
    for (const end = performance.now() + ms; performance.now() < end; ) {
      if (await condition()) return true;
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    return false;
  },
  openOf: (owner: PersonId) => connections.filter((one) => one.owner === owner && one.pc.connectionState !== "closed"),
  connected: (owner: PersonId) => connections.filter((one) => one.owner === owner && one.pc.connectionState === "connected").length,
  stores: mediaStores,
  media(room: Room, id: PersonId, report: Partial<IceReport> = {}, options: MediaOptions = {}): { seat: Seat; control: MediaControl } {
    const seat = room.seat(id);
    return {
      seat,
      control: startMedia(seat.port, () => Promise.resolve({ iceServers: [], policy: "all", refused: null, ...report }), options),
    };
  },
};
export type Rig = typeof rig;
declare global {
  interface Window {
    rig: Rig;
  }
}
window.rig = rig;
