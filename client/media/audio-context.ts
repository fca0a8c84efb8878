/**
 * The page's one AudioContext: made at the first gesture that needs it, woken again when the system has put it to sleep
 * (iOS: `interrupted` after a call, `suspended` after the screen was off).
 */
const PATIENCE_MS = 300;
const GESTURES = ["pointerup", "keydown", "touchend"] as const;

export interface Audio {
  /** The context; made when first asked for, running when the browser allows. */
  context(): AudioContext;
  /** Wakes it: call from a gesture. Resolves to whether it runs. */
  wake(): Promise<boolean>;
  close(): void;
}

/** @param changed told whenever the system has stopped it or given it back */
export function pageAudio(changed: (state: AudioContextState) => void = () => undefined): Audio {
  let context: AudioContext | null = null;
  let closed = false;
  const make = (): AudioContext => {
    const made = new AudioContext({ latencyHint: "interactive" });
    made.addEventListener("statechange", () => changed(made.state));
    return made;
  };
  const resume = async (): Promise<boolean> => {
    if (closed || context?.state === "closed") return false;
    context ??= make();
    if (context.state === "running") return true;
    // Without a gesture the promise of some browsers stays open for good.
    await Promise.race([context.resume().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
    return (context.state as AudioContextState) === "running";
  };
  /**
   * Stays for as long as the page does: a context that ran may be interrupted any number of times. The first gesture makes it, because one that has
   * run once may play whatever comes long after the gesture is forgotten.
   */
  const gesture = (): void => {
    context ??= make();
    if (context.state !== "running") void resume();
  };
  for (const type of GESTURES) addEventListener(type, gesture, { capture: true, passive: true });
  return {
    context: () => (context ??= make()),
    wake: resume,
    close() {
      for (const type of GESTURES) removeEventListener(type, gesture, { capture: true });
      closed = true;
      void context?.close().catch(() => undefined);
      context = null;
    },
  };
}
