/**
 * One connection to one person: an RTCPeerConnection with a section for each source, negotiated once so that later only tracks come and go.
 * Knows nothing of audiences: what it may send and let through is told to it.
 */
import { kindOf, type MediaSource } from "../../../shared/domain/media/publish.ts";
import type { Signal } from "../../../shared/protocol/messages.ts";
import { answersTo, forSpeech, naming, SECTIONS, sessionOf } from "./sdp.ts";
import { openSection, type Section } from "./section.ts";

export interface LinkDeps {
  /** Servers and policy for a new connection. */
  config(): Promise<RTCConfiguration>;
  signal(signal: Signal): void;
  on(event: "up" | "down" | "broken"): void;
  /** What arrives exists from now on; nothing is heard or seen of it until it is received. */
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
  section(source: MediaSource): Section;
  /** What arrives of a source; null until the descriptions are exchanged. */
  track(source: MediaSource): MediaStreamTrack | null;
  /** To be looked at, not to be changed. */
  readonly connection: RTCPeerConnection | null;
  /** Session id of the other side's descriptions. */
  readonly session: string | null;
  connected(): boolean;
  close(): void;
}

/** A hiccup of the network is not a broken connection. ms */
const HICCUP_MS = 1_000;

export function openLink(deps: LinkDeps): Link {
  let pc: RTCPeerConnection | null = null;
  const broken = (): void => {
    if (!closed) deps.on("broken");
  };
  const sections = SECTIONS.map((source) => openSection(source, broken));
  /** The connection has its sections. */
  let adopted = false;
  let closed = false;
  let session: string | null = null;
  let offered: string | null = null;
  let described = false;
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
        for (const section of sections) section.connected();
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

  function adopt(found: readonly RTCRtpTransceiver[]): void {
    if (found.length !== sections.length) throw new Error("A description with other sections");
    adopted = true;
    for (const [i, section] of sections.entries()) section.adopt(found[i] as RTCRtpTransceiver);
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
    if (!adopted) {
      const found = connection.getTransceivers();
      // The other side offered: answered both ways from the start, for the same reason.
      for (const transceiver of found) transceiver.direction = "sendrecv";
      adopt(found);
    }
    deps.onTrack();
  }

  return {
    offer(restart) {
      then(async () => {
        const connection = await opened();
        // Both ways from the start: later a track is put in or taken out, and nothing has to be negotiated.
        if (!adopted) adopt(SECTIONS.map((source) => connection.addTransceiver(kindOf(source), { direction: "sendrecv" })));
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
    section: (source) => sections[SECTIONS.indexOf(source)] as Section,
    track: (source) => (session === null ? null : (sections[SECTIONS.indexOf(source)]?.incoming ?? null)),
    get connection() {
      return pc;
    },
    get session() {
      return session;
    },
    connected: () => pc?.connectionState === "connected",
    close() {
      if (closed) return;
      closed = true;
      clearTimeout(hiccup);
      for (const section of sections) section.close();
      pc?.close();
    },
  };
}
