/**
 * One connection to one person: an RTCPeerConnection with a single section of sound, negotiated once so that later only tracks come and go.
 * Knows nothing of audiences: what it may send and let through is told to it.
 */
import type { Signal } from "../../../shared/protocol/messages.ts";
import { answersTo, forSpeech, MAX_BITRATE, naming, sessionOf } from "./sdp.ts";

export interface LinkDeps {
  /** Servers and policy for a new connection. */
  config(): Promise<RTCConfiguration>;
  signal(signal: Signal): void;
  on(event: "up" | "down" | "broken"): void;
  /** `track` exists from now on; nothing is heard of it until `receive(true)`. */
  onTrack(): void;
}

export interface Link {
  /** Offers; `restart` looks for new ways on the same connection. */
  offer(restart: boolean): void;
  /** Takes an offer and answers. */
  answer(sdp: string): void;
  /** Takes the answer to the last offer; false when none is waited for or it is for another. */
  take(sdp: string): boolean;
  candidate(candidate: RTCIceCandidateInit): void;
  /** What is sent from now on; null: nothing, at once. */
  send(track: MediaStreamTrack | null): void;
  /** Whether what arrives may be heard. */
  receive(on: boolean): void;
  readonly track: MediaStreamTrack | null;
  /** Session id of the other side's descriptions. */
  readonly session: string | null;
  connected(): boolean;
  /** Loudness of what arrives now, 0 to 1, or null when the browser does not say. */
  level(): number | null;
  close(): void;
}

/** A hiccup of the network is not a broken connection. ms */
const HICCUP_MS = 1_000;
/** A packet older than this says nothing about who speaks now. ms */
const LEVEL_FRESH_MS = 300;

export function openLink(deps: LinkDeps): Link {
  let pc: RTCPeerConnection | null = null;
  let transceiver: RTCRtpTransceiver | null = null;
  let closed = false;
  let session: string | null = null;
  let offered: string | null = null;
  let described = false;
  let sending: MediaStreamTrack | null = null;
  let receiving = false;
  let hiccup: ReturnType<typeof setTimeout> | undefined;
  /** Own candidates that came before the description was sent. */
  let own: RTCIceCandidate[] = [];

  /** Steps of a negotiation, one after the other. A step that fails ends the connection: it is tried again with a new one. */
  let steps: Promise<void> = Promise.resolve();
  const then = (act: () => Promise<void>): void => {
    steps = steps.then(async () => {
      if (closed) return;
      try {
        await act();
      } catch {
        if (!closed) deps.on("broken");
      }
    });
  };

  function stateChanged(): void {
    if (closed || pc === null) return;
    clearTimeout(hiccup);
    switch (pc.connectionState) {
      case "connected":
        limitBitrate();
        return deps.on("up");
      case "disconnected":
        hiccup = setTimeout(() => deps.on("down"), HICCUP_MS);
        return;
      case "failed":
        return deps.on("down");
      case "closed":
        return deps.on("broken");
      case "new":
      case "connecting":
        return;
    }
  }

  function limitBitrate(): void {
    const sender = transceiver?.sender;
    const parameters = sender?.getParameters();
    const [encoding] = parameters?.encodings ?? [];
    if (sender === undefined || parameters === undefined || encoding === undefined || encoding.maxBitrate === MAX_BITRATE) return;
    encoding.maxBitrate = MAX_BITRATE;
    encoding.priority = "high";
    // The other side's wish in its description limits it too: where this is refused nothing is lost.
    sender.setParameters(parameters).catch(() => undefined);
  }

  function adopt(found: RTCRtpTransceiver): void {
    transceiver = found;
    found.receiver.track.enabled = receiving;
    if (sending !== null) put(sending);
  }

  function put(track: MediaStreamTrack | null): void {
    const sender = transceiver?.sender;
    sender?.replaceTrack(track).catch(() => {
      if (!closed) deps.on("broken");
    });
  }

  async function opened(): Promise<RTCPeerConnection> {
    if (pc !== null) return pc;
    const config = await deps.config();
    const made = new RTCPeerConnection({ ...config, bundlePolicy: "max-bundle", rtcpMuxPolicy: "require" });
    pc = made;
    // Closed while the servers were asked for.
    if (closed) made.close();
    made.addEventListener("connectionstatechange", stateChanged);
    made.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate === null || candidate.candidate === "" || closed) return;
      if (described) tellCandidate(candidate);
      else own.push(candidate);
    });
    // Nobody opens a data channel here.
    made.addEventListener("datachannel", ({ channel }) => channel.close());
    return made;
  }

  const tellCandidate = ({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidate): void =>
    deps.signal({ kind: "candidate", candidate, sdpMid, sdpMLineIndex });

  function tellDescription(type: "offer" | "answer", sdp: string): void {
    if (closed) return;
    deps.signal({ kind: "description", type, sdp });
    described = true;
    for (const candidate of own) tellCandidate(candidate);
    own = [];
  }

  async function remote(connection: RTCPeerConnection, description: RTCSessionDescriptionInit): Promise<void> {
    await connection.setRemoteDescription(description);
    session = sessionOf(description.sdp ?? "");
    const [found] = connection.getTransceivers();
    if (found === undefined) throw new Error("A description without a section");
    if (found !== transceiver) {
      // The other side offered: answered both ways from the start, for the same reason.
      found.direction = "sendrecv";
      adopt(found);
    }
    deps.onTrack();
  }

  return {
    offer(restart) {
      then(async () => {
        const connection = await opened();
        // Both ways from the start: later a track is put in or taken out, and nothing has to be negotiated.
        if (transceiver === null) adopt(connection.addTransceiver("audio", { direction: "sendrecv" }));
        await connection.setLocalDescription(await connection.createOffer({ iceRestart: restart }));
        offered = connection.localDescription?.sdp ?? "";
        tellDescription("offer", forSpeech(offered));
      });
    },
    answer(sdp) {
      then(async () => {
        const connection = await opened();
        await remote(connection, { type: "offer", sdp });
        await connection.setLocalDescription();
        tellDescription("answer", naming(forSpeech(connection.localDescription?.sdp ?? ""), sdp));
      });
    },
    take(sdp) {
      if (pc === null || offered === null || !answersTo(sdp, offered)) return false;
      offered = null;
      const connection = pc;
      then(() => remote(connection, { type: "answer", sdp }));
      return true;
    },
    candidate(candidate) {
      // In line with the descriptions, since it belongs to the one before it.
      then(async () => {
        // One that cannot be used (another network family, an older session) costs nothing: the others are tried.
        if (pc?.remoteDescription != null) await pc.addIceCandidate(candidate).catch(() => undefined);
      });
    },
    send(track) {
      const before = sending;
      // A copy for each person: it falls silent in this very call, whatever the connection is busy with.
      sending = track === null ? null : track.clone();
      if (before !== null) {
        before.enabled = false;
        before.stop();
      }
      if (transceiver !== null && (before !== null || sending !== null)) put(sending);
    },
    receive(on) {
      receiving = on;
      if (transceiver !== null) transceiver.receiver.track.enabled = on;
    },
    get track() {
      return session === null ? null : (transceiver?.receiver.track ?? null);
    },
    get session() {
      return session;
    },
    connected: () => pc?.connectionState === "connected",
    level() {
      const [source] = transceiver?.receiver.getSynchronizationSources?.() ?? [];
      if (source === undefined) return null;
      if (performance.timeOrigin + performance.now() - source.timestamp > LEVEL_FRESH_MS) return 0;
      return source.audioLevel ?? null;
    },
    close() {
      if (closed) return;
      closed = true;
      clearTimeout(hiccup);
      if (sending !== null) {
        sending.enabled = false;
        sending.stop();
        sending = null;
      }
      pc?.close();
    },
  };
}
