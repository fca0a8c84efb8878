/** Loudness: one's own for the meter, everyone's for "who speaks". Ten times a second, and only what changed is told. */
import type { Audio } from "./audio-context.ts";

/** Above it someone begins to speak; below half of it for HOLD_MS they cease. Amplitude, 0 to 1. */
const SPEECH = 0.02;
const HOLD_MS = 400;

/** Root mean square of one's own microphone, on demand. */
export function meter(audio: Audio, track: MediaStreamTrack): { level(): number; close(): void } {
  const context = audio.context();
  void audio.wake();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 1_024;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      let sum = 0;
      for (const sample of samples) sum += sample * sample;
      return Math.min(1, Math.sqrt(sum / samples.length));
    },
    close() {
      source.disconnect();
      analyser.disconnect();
    },
  };
}

/** The meter on the screen follows the ear: -60 dB is nothing, 0 dB is all. @param level amplitude, 0 to 1 */
export const onScreen = (level: number): number => (level <= 0.001 ? 0 : Math.min(1, 1 + Math.log10(level) / 3));

/** Tells speech from silence without flickering between words. */
export function speech(): (level: number | null, now: number) => boolean {
  let speaking = false;
  let heard = Number.NEGATIVE_INFINITY;
  return (level, now) => {
    const loud = level ?? 0;
    if (loud >= (speaking ? SPEECH / 2 : SPEECH)) {
      speaking = true;
      heard = now;
    } else if (now - heard > HOLD_MS) {
      speaking = false;
    }
    return speaking;
  };
}
