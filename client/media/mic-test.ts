/**
 * A microphone tried out alone: a level, and three seconds that one hears back. Nothing leaves the page, and nothing is kept: the sound runs through a
 * delay line and is gone.
 */
import { pageAudio } from "./audio-context.ts";
import { openMic, type Refusal } from "./capture.ts";
import { meter, onScreen } from "./levels.ts";
import { recall } from "../store/kept.ts";

/** So long one speaks, and so much later one hears it, s. */
export const ECHO_S = 3;

export interface MicTest {
  /** Loudness for the eye, 0 to 1. */
  level(): number;
  /** Three seconds are taken in, then heard. Resolves when the last of it has been played. */
  echo(onPhase: (phase: "speak" | "listen") => void): Promise<void>;
  /** Puts the microphone down. */
  stop(): void;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks for the microphone: from a tap. */
export async function openMicTest(): Promise<{ ok: true; test: MicTest } | { ok: false; why: Refusal }> {
  const got = await openMic(recall("kartu.mic-device"));
  if (!got.ok) return got;
  const { track } = got;
  const audio = pageAudio();
  const own = meter(audio, track);
  const source = audio.context().createMediaStreamSource(new MediaStream([track]));
  return {
    ok: true,
    test: {
      level: () => onScreen(own.level()),
      async echo(onPhase) {
        await audio.wake();
        const context = audio.context();
        // The gate closes before the first sound comes back: what the loudspeaker plays is not taken in again.
        const gate = context.createGain();
        const later = context.createDelay(ECHO_S + 0.5);
        later.delayTime.value = ECHO_S;
        source.connect(gate).connect(later).connect(context.destination);
        gate.gain.setValueAtTime(1, context.currentTime);
        gate.gain.setValueAtTime(0, context.currentTime + ECHO_S - 0.05);
        onPhase("speak");
        await wait(ECHO_S * 1_000);
        onPhase("listen");
        await wait(ECHO_S * 1_000);
        source.disconnect(gate);
        gate.disconnect();
        later.disconnect();
      },
      stop() {
        own.close();
        source.disconnect();
        track.stop();
        audio.close();
      },
    },
  };
}
