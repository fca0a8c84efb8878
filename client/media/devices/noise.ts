/**
 * Strong noise suppression: RNNoise in an AudioWorklet, from our own server, loaded only when somebody has chosen it. About 115 KB, and a few per
 * cent of a core: never offered to weak devices.
 */
import { loadRnnoise, RnnoiseWorkletNode } from "@sapphi-red/web-noise-suppressor";
import wasm from "@sapphi-red/web-noise-suppressor/rnnoise.wasm?url";
import simdWasm from "@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url";
// The address of the file, by Vite: it is run by the worklet, not imported.
// oxlint-disable-next-line import/default
import worklet from "@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url";

/** What RNNoise was made for. */
const RATE_HZ = 48_000;

export interface ClearVoice {
  track: MediaStreamTrack;
  close(): void;
}

/** @throws where the browser has no worklets, or a part of it does not come */
export async function clearVoice(track: MediaStreamTrack): Promise<ClearVoice> {
  const context = new AudioContext({ sampleRate: RATE_HZ, latencyHint: "interactive" });
  try {
    const [wasmBinary] = await Promise.all([loadRnnoise({ url: wasm, simdUrl: simdWasm }), context.audioWorklet.addModule(worklet)]);
    await context.resume();
    const source = context.createMediaStreamSource(new MediaStream([track]));
    const filter = new RnnoiseWorkletNode(context, { maxChannels: 1, wasmBinary });
    const out = context.createMediaStreamDestination();
    source.connect(filter).connect(out);
    const [clear] = out.stream.getAudioTracks();
    if (clear === undefined) throw new Error("A destination without a track");
    clear.contentHint = "speech";
    return {
      track: clear,
      close() {
        filter.destroy();
        source.disconnect();
        clear.stop();
        void context.close().catch(() => undefined);
      },
    };
  } catch (error) {
    void context.close().catch(() => undefined);
    throw error;
  }
}
