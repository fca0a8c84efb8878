/**
 * After sleep, a phone call or a screen that was off: sound is put in order again by itself, as far as the browser allows, and "tap to hear" says
 * the rest. The microphone stays muted until its person turns it on.
 */
export interface ReviveDeps {
  target: EventTarget;
  page: EventTarget & { readonly hidden: boolean };
  /** Looks at the microphone's track: one that died in silence is lost, another stands in. */
  checkMic(): void;
  /** Plays anew whoever should be heard. */
  playAgain(): void;
}

/** Several of these come at once. ms */
const TOGETHER_MS = 150;

/** @returns `look` (the system has given the sound back) and stop */
export function revive({ target, page, checkMic, playAgain }: ReviveDeps): { look(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (page.hidden) return;
      checkMic();
      playAgain();
    }, TOGETHER_MS);
  };
  const listeners: [EventTarget, string][] = [
    [page, "visibilitychange"],
    [page, "resume"],
    [target, "pageshow"],
    [target, "focus"],
  ];
  for (const [on, type] of listeners) on.addEventListener(type, look);
  return {
    look,
    stop() {
      clearTimeout(timer);
      for (const [on, type] of listeners) on.removeEventListener(type, look);
    },
  };
}
