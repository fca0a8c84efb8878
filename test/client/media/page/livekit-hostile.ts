/**
 * A page that keeps to no rule of the media server: LiveKit's own client on Kartu's signalling, asking for everything and sending what it
 * likes. It walks by Kartu's own net, since the server believes no walk that is not confirmed.
 */
import { AudioPresets, LocalVideoTrack, LogLevel, Room, RoomEvent, setLogLevel, Track } from "livekit-client";
import { openSpace } from "../../../../client/net/open-space.ts";
import type { SpaceSession } from "../../../../client/net/space-session.ts";
import { $you } from "../../../../client/store/space.ts";
import type { AudiencePeer, WalkTarget } from "../../../../shared/protocol/messages.ts";

setLogLevel(LogLevel.silent);

const Native = window.WebSocket;
/** Sockets of the signalling, the newest last. */
const signalling: WebSocket[] = [];
let held = false;
window.WebSocket = class extends Native {
  constructor(url: string | URL, protocols?: string | string[]) {
    super(held && String(url).includes("/livekit") ? "ws://127.0.0.1:1" : url, protocols);
    if (!String(url).includes("/livekit")) return;
    signalling.push(this);
    this.addEventListener("close", ({ code }) => hostile.closes.push(code));
  }
};

/** Above this it is sound, not comfort noise. Amplitude. */
const AUDIBLE = 0.01;
let context: AudioContext | undefined;

/** Notes when a track was last heard, to a few milliseconds. */
function listen(track: MediaStreamTrack): void {
  context ??= new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 256;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    if (track.readyState === "ended") clearInterval(timer);
    analyser.getFloatTimeDomainData(samples);
    if (samples.some((sample) => Math.abs(sample) > AUDIBLE)) hostile.audibleAt = performance.timeOrigin + performance.now();
  }, 4);
}

let room: Room | undefined;
let session: SpaceSession;
let seat: string | null = null;

const hostile = {
  peers: [] as readonly AudiencePeer[],
  /** When the last person was taken out of the audience, ms since 1970. */
  leftAt: 0,
  /** When something was last heard, ms since 1970. */
  audibleAt: 0,
  closes: [] as number[],
  signalling: () => signalling.length,
  open: () => signalling.filter((socket) => socket.readyState === Native.OPEN).length,
  async join(space: string): Promise<number | null> {
    session = await openSpace(space);
    session.onSoundSeat((next) => {
      seat = next;
    });
    session.onAudience(({ peers }) => {
      if (hostile.peers.some((peer) => peer.stage === "in") && !peers.some((peer) => peer.stage === "in"))
        hostile.leftAt = performance.timeOrigin + performance.now();
      hostile.peers = peers;
    });
    session.sendMedia({ mic: "on", canHear: true });
    while (seat === null) await new Promise((resolve) => setTimeout(resolve, 20));
    await hostile.connect();
    // Everything, again and again.
    setInterval(() => {
      for (const person of room?.remoteParticipants.values() ?? [])
        for (const one of person.trackPublications.values()) one.setSubscribed(true);
    }, 100);
    return $you.get();
  },
  async connect(query = ""): Promise<void> {
    await room?.disconnect();
    room = new Room();
    room.on(RoomEvent.TrackSubscribed, (track) => {
      track.attach();
      if (track.kind === Track.Kind.Audio) listen(track.mediaStreamTrack);
    });
    await room.connect(`${location.origin.replace("http", "ws")}/livekit${query}`, seat ?? "", { autoSubscribe: true });
  },
  /** Names of those who are in the room, as everybody there sees them. */
  others: () =>
    [...(room?.remoteParticipants.values() ?? [])].map(({ identity, trackPublications }) => ({ identity, tracks: trackPublications.size })),
  seat: () => seat,
  say: (mic: "muted" | "on", cam: "off" | "on" = "off") => session.sendMedia({ mic, canHear: true, cam }),
  walkTo: (target: WalkTarget) => session.walkTo(target),
  async publish(): Promise<void> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    await room?.localParticipant.publishTrack(stream.getAudioTracks()[0]!, {
      source: Track.Source.Microphone,
      audioPreset: AudioPresets.speech,
    });
  },
  /** A camera as it should be, that goes on whatever anybody says. */
  async publishCam(): Promise<void> {
    const stream = await navigator.mediaDevices.getUserMedia({ video: true });
    await room?.localParticipant.publishTrack(stream.getVideoTracks()[0]!, { source: Track.Source.Camera, simulcast: false });
  },
  /** A picture, declared as a microphone. Resolves to whether the media server took it. */
  async publishPicture(): Promise<boolean> {
    const canvas = document.createElement("canvas");
    canvas.getContext("2d")?.fillRect(0, 0, 10, 10);
    const track = new LocalVideoTrack(canvas.captureStream(10).getVideoTracks()[0]!, undefined, true);
    const published = room!.localParticipant.publishTrack(track, { source: Track.Source.Microphone, simulcast: false }).then(
      () => true,
      () => false,
    );
    return Promise.race([published, new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 2_000))]);
  },
  /** The list that only the server may write. */
  widen: () => room?.localParticipant.setTrackSubscriptionPermissions(true),
  send(frame: string | number[]): void {
    signalling.findLast((socket) => socket.readyState === Native.OPEN)?.send(typeof frame === "string" ? frame : new Uint8Array(frame));
  },
  cut: () => signalling.at(-1)?.close(),
  /** No signalling comes about from now on. */
  hold(is: boolean): void {
    held = is;
    if (is) for (const socket of signalling) socket.close();
  },
};
declare global {
  interface Window {
    livekitHostile: typeof hostile;
  }
}
window.livekitHostile = hostile;
