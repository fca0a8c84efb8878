/** Small sounds of the interface: soft, short, and only where they were not turned off. */
import { $chimes } from "../../store/prefs.ts";

/** Tones, Hz, one after the other. */
const TUNES = { end: [659, 523, 392], knock: [523, 659], call: [587, 784], hand: [698] } as const;
/** From one tone to the next, s; how long one rings, s. */
const STEP = 0.18;
const RING = 0.5;
const LOUDNESS = 0.08;

let context: AudioContext | null = null;

export function chime(tune: keyof typeof TUNES): void {
  // Before the first gesture a browser plays nothing, and says so in its console.
  if ($chimes.get() === "off" || typeof AudioContext === "undefined" || navigator.userActivation?.hasBeenActive === false) return;
  context ??= new AudioContext();
  void context.resume().catch(() => undefined);
  const { currentTime, destination } = context;
  for (const [i, tone] of TUNES[tune].entries()) {
    const at = currentTime + 0.02 + i * STEP;
    const gain = context.createGain();
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, at + RING);
    gain.connect(destination);
    const voice = context.createOscillator();
    voice.type = "sine";
    voice.frequency.value = tone;
    voice.connect(gain);
    voice.start(at);
    voice.stop(at + RING);
  }
}
