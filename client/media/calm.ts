/**
 * A page that nobody looks at does not listen in: hidden for 10 s (a phone: at once) it mutes, with a falling tone and a mark in its title.
 * It stays muted until the person unmutes by hand.
 */
import type { Audio } from "./audio-context.ts";
import { isPhone } from "./in-app.ts";

export const HIDDEN_MS = 10_000;
const MARK = "🔇 ";

export interface CalmDeps {
  audio: Audio;
  /** The microphone is on just now. */
  isOn(): boolean;
  mute(): void;
  /** A shared screen, picture-in-picture or the stage keep the microphone on. */
  excused?: (() => boolean) | undefined;
}

/** Two falling notes, a quarter of a second. Says nothing where the context may not play. */
function tone(audio: Audio): void {
  const context = audio.context();
  if (context.state !== "running") return;
  const at = context.currentTime;
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.12, at + 0.02);
  gain.gain.setTargetAtTime(0, at + 0.12, 0.05);
  const voice = context.createOscillator();
  voice.frequency.setValueAtTime(520, at);
  voice.frequency.setValueAtTime(390, at + 0.12);
  voice.connect(gain).connect(context.destination);
  voice.start(at);
  voice.stop(at + 0.35);
}

/** @returns stop */
export function keepCalm(deps: CalmDeps): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let marked = false;

  function unmark(): void {
    if (marked && document.title.startsWith(MARK)) document.title = document.title.slice(MARK.length);
    marked = false;
  }
  function mute(): void {
    if (!document.hidden || !deps.isOn()) return;
    if (deps.excused?.() === true) {
      // What keeps it on may end while nobody looks.
      timer = setTimeout(mute, HIDDEN_MS);
      return;
    }
    // The tone first: on a phone the page may be put to sleep right after this.
    tone(deps.audio);
    deps.mute();
    if (!marked) document.title = MARK + document.title;
    marked = true;
  }
  function changed(): void {
    clearTimeout(timer);
    if (!document.hidden) unmark();
    else if (isPhone(navigator.userAgent, navigator.maxTouchPoints)) mute();
    else timer = setTimeout(mute, HIDDEN_MS);
  }
  document.addEventListener("visibilitychange", changed);
  return () => {
    clearTimeout(timer);
    unmark();
    document.removeEventListener("visibilitychange", changed);
  };
}
