import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FPS, type Frames, runFrames } from "../../../client/world/frames.ts";

/** A screen of 60 frames a second whose time only passes by `run`. */
let queue: FrameRequestCallback[] = [];
let now = 0;
beforeEach(() => {
  queue = [];
  now = 1000;
  vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => queue.push(callback));
  vi.stubGlobal("cancelAnimationFrame", () => undefined);
});
afterEach(() => vi.unstubAllGlobals());
function run(ms: number, frame = 1000 / 60): void {
  for (const end = now + ms; now < end; ) {
    now += frame;
    for (const callback of queue.splice(0)) callback(now);
  }
}
const drawing = (moving: () => boolean, slow: () => void = () => undefined): { frames: Frames; drawn: () => number } => {
  let count = 0;
  const frames = runFrames(() => {
    count++;
    return moving();
  }, slow);
  return { frames, drawn: () => count };
};

describe("frames", () => {
  it("[MP9] a room where nobody moves draws one frame for a change, and then none", () => {
    const { frames, drawn } = drawing(() => false);
    frames.wake();
    run(5000);
    expect(drawn()).toBe(1);
    expect(queue).toHaveLength(0);
    frames.wake();
    frames.wake();
    run(1000);
    expect(drawn()).toBe(2);
  });

  it("[MP9] walking draws as many frames as the quality asks for", () => {
    for (const quality of ["high", "balanced", "saver"] as const) {
      const { frames, drawn } = drawing(() => true);
      frames.setQuality(quality);
      frames.wake();
      run(4000);
      expect(drawn() / 4, quality).toBeGreaterThan(FPS[quality] * 0.9);
      expect(drawn() / 4, quality).toBeLessThan(FPS[quality] * 1.1);
      queue = [];
    }
  });

  it("[MP9] a device that keeps falling behind is noticed within two seconds of its frames, a hidden tab is not", () => {
    const slow = vi.fn();
    const { frames } = drawing(() => true, slow);
    frames.wake();
    run(3000);
    run(20_000, 5000);
    run(3000);
    expect(slow).not.toHaveBeenCalled();
    run(8000, 45);
    expect(slow).toHaveBeenCalled();
  });
});
