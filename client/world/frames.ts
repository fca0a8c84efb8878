/** When frames are drawn: only after something changed, and no more of them than the quality asks for. */

export type Quality = "high" | "balanced" | "saver";
export const FPS: Record<Quality, number> = { high: 60, balanced: 30, saver: 15 };

/** A frame came this much later than asked for, ms: then the device cannot keep up. */
const LATE = 1.6;
/** Frames that are looked at before a quality is changed: two seconds of 60 a second. */
const WINDOW = 120;

export interface Frames {
  /** Something changed: draw soon. */
  wake(): void;
  setQuality(quality: Quality): void;
  readonly quality: Quality;
  destroy(): void;
}

/**
 * @param draw draws a frame and says whether the next one will differ
 * @param slow called when the device keeps falling behind: after it the window begins anew
 */
export function runFrames(draw: (now: number, elapsed: number) => boolean, slow: () => void): Frames {
  let quality: Quality = "high";
  let request = 0;
  let last = 0;
  let running = false;
  let seen = 0;
  let late = 0;

  const tick = (now: number): void => {
    request = 0;
    const interval = 1000 / FPS[quality];
    const elapsed = now - last;
    if (running && elapsed < interval - 4) {
      request = requestAnimationFrame(tick);
      return;
    }
    if (running) watch(elapsed, interval);
    last = now;
    running = draw(now, running ? Math.min(elapsed, 100) : 16);
    if (running && request === 0) request = requestAnimationFrame(tick);
  };
  const watch = (elapsed: number, interval: number): void => {
    // A gap of a second is a hidden tab or a debugger, not a slow device.
    if (elapsed > 1000) return;
    seen++;
    if (elapsed > interval * LATE) late++;
    if (seen < (WINDOW * FPS[quality]) / 60) return;
    const behind = late > seen * 0.5;
    seen = 0;
    late = 0;
    if (behind) slow();
  };
  return {
    wake() {
      if (request === 0) request = requestAnimationFrame(tick);
    },
    get quality() {
      return quality;
    },
    setQuality(next) {
      quality = next;
      seen = 0;
      late = 0;
    },
    destroy() {
      cancelAnimationFrame(request);
      request = -1;
    },
  };
}
