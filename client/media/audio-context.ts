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

export function pageAudio(): Audio {
  let context: AudioContext | null = null;
  const resume = async (): Promise<boolean> => {
    if (context === null || context.state === "closed") return false;
    if (context.state === "running") return true;
    // Without a gesture the promise of some browsers stays open for good.
    await Promise.race([context.resume().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
    return (context.state as AudioContextState) === "running";
  };
  /** Stays for as long as the page does: a context that ran may be interrupted any number of times. */
  const gesture = (): void => {
    if (context !== null && context.state !== "running") void resume();
  };
  for (const type of GESTURES) addEventListener(type, gesture, { capture: true, passive: true });
  return {
    context: () => (context ??= new AudioContext({ latencyHint: "interactive" })),
    wake: resume,
    close() {
      for (const type of GESTURES) removeEventListener(type, gesture, { capture: true });
      void context?.close().catch(() => undefined);
      context = null;
    },
  };
}
