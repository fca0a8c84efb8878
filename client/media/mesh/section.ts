/** One section of a connection: what is sent of one source, how large, and what arrives of it. */
import { kindOf, type MediaSource } from "../../../shared/domain/media/publish.ts";
import type { Interest } from "../../../shared/protocol/messages.ts";
import { BITS } from "../bits.ts";

/** A packet older than this says nothing about who speaks now. ms */
const LEVEL_FRESH_MS = 300;

export interface Section {
  readonly source: MediaSource;
  /** The connection has made it. */
  adopt(transceiver: RTCRtpTransceiver): void;
  /** What is sent from now on; null: nothing, at once. */
  send(track: MediaStreamTrack | null): void;
  /** No more than this is wanted at the other side. */
  limit(level: Interest): void;
  /** The connection is there: limits hold from now on. */
  connected(): void;
  /** Whether what arrives may be heard or seen. */
  receive(on: boolean): void;
  readonly incoming: MediaStreamTrack | null;
  /** Loudness of what arrives now, 0 to 1, or null when the browser does not say. */
  level(): number | null;
  close(): void;
}

/** VP8 alone: every browser has it, and descriptions stay short. */
function onlyVp8(transceiver: RTCRtpTransceiver): void {
  const codecs = RTCRtpReceiver.getCapabilities?.("video")?.codecs.filter(({ mimeType }) => /\/(VP8|rtx)$/i.test(mimeType)) ?? [];
  if (!codecs.some(({ mimeType }) => /VP8/i.test(mimeType))) return;
  try {
    transceiver.setCodecPreferences(codecs);
  } catch {
    // Negotiated as the browser likes it.
  }
}

/** @param failed the connection cannot be used any more */
export function openSection(source: MediaSource, failed: () => void): Section {
  let transceiver: RTCRtpTransceiver | null = null;
  let sending: { of: MediaStreamTrack; copy: MediaStreamTrack } | null = null;
  let receiving = false;
  let level: Interest = "high";
  let up = false;
  let limiting: Promise<void> = Promise.resolve();

  function put(track: MediaStreamTrack | null): void {
    transceiver?.sender.replaceTrack(track).catch(failed);
  }

  function stop(): boolean {
    const before = sending;
    sending = null;
    if (before === null) return false;
    before.copy.enabled = false;
    before.copy.stop();
    return true;
  }

  function applyLimit(): void {
    const sender = transceiver?.sender;
    if (sender === undefined || !up) return;
    // One after another: parameters are only good for the next call.
    limiting = limiting.then(async () => {
      const parameters = sender.getParameters();
      const [encoding] = parameters.encodings ?? [];
      const bits = BITS[source][level === "off" ? "low" : level];
      if (encoding === undefined) return;
      encoding.maxBitrate = bits;
      encoding.priority = source === "mic" ? "high" : "low";
      if (source === "cam") encoding.scaleResolutionDownBy = level === "low" ? 2 : 1;
      // The other side's wish in its description limits it too: where this is refused nothing is lost.
      await sender.setParameters(parameters).catch(() => undefined);
    });
  }

  return {
    source,
    adopt(found) {
      transceiver = found;
      if (kindOf(source) === "video") onlyVp8(found);
      found.receiver.track.enabled = receiving;
      if (sending !== null) put(sending.copy);
    },
    send(track) {
      if ((sending?.of ?? null) === track) return;
      const was = stop();
      if (track === null) {
        if (was) put(null);
        return;
      }
      // A copy for each person: it falls silent in this very call, whatever the connection is busy with.
      sending = { of: track, copy: track.clone() };
      put(sending.copy);
      applyLimit();
    },
    limit(next) {
      if (level === next) return;
      level = next;
      applyLimit();
    },
    connected() {
      up = true;
      applyLimit();
    },
    receive(on) {
      receiving = on;
      if (transceiver !== null) transceiver.receiver.track.enabled = on;
    },
    get incoming() {
      return transceiver?.receiver.track ?? null;
    },
    level() {
      const [from] = transceiver?.receiver.getSynchronizationSources?.() ?? [];
      if (from === undefined) return null;
      if (performance.timeOrigin + performance.now() - from.timestamp > LEVEL_FRESH_MS) return 0;
      return from.audioLevel ?? null;
    },
    close: () => void stop(),
  };
}
