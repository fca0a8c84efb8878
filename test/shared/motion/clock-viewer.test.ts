import { describe, expect, it } from "vitest";
import { CLOCK_STEP, ClockSync } from "../../../shared/domain/motion/clock-sync.ts";
import { TokenBucket } from "../../../shared/domain/motion/rates.ts";
import { STOP, courseOf } from "../../../shared/domain/motion/segment.ts";
import { CHASE_SPEED, DELAY_MAX, DELAY_MIN, DELAY_START, Viewer } from "../../../shared/domain/motion/viewer.ts";
import { mulberry, openGrid } from "./worlds.ts";

describe("clock", () => {
  it("[MO15] finds room time within a few ms over a jittering link with drift, p95 below 15 ms", () => {
    const errors: number[] = [];
    for (let seed = 1; seed <= 20; seed++) {
      const random = mulberry(seed);
      const sync = new ClockSync();
      const local = (t: number): number => t * (1 + (seed - 10) * 2e-5) + 5_000_000;
      const answers: { at: number; id: number; time: number }[] = [];
      for (let t = 0; t < 60_000; t++) {
        const id = sync.ping(local(t));
        if (id !== null) {
          const arrives = t + 40 + random() * 40;
          answers.push({ at: arrives + 40 + random() * 40, id, time: Math.round(arrives) });
        }
        while (answers.length > 0 && (answers[0] as { at: number }).at <= t) {
          const { id: answered, time } = answers.shift() as { id: number; time: number };
          sync.pong(answered, time, 1, local(t));
        }
        if (t > 2000) errors.push(Math.abs(sync.now(local(t)) - t));
      }
    }
    errors.sort((a, b) => a - b);
    expect(errors[Math.floor(errors.length * 0.95)]).toBeLessThan(15);
  });

  it("[MO15] slews small errors by 1 %, steps large ones, starts anew with another room", () => {
    const sync = new ClockSync();
    const exchange = (local: number, offset: number, boot = 1): void => {
      const id = sync.ping(local);
      if (id !== null) sync.pong(id, local + 10 + offset, boot, local + 20);
    };
    for (let i = 0; i < 12; i++) exchange(i * 2000, 1000);
    expect(sync.now(24_000)).toBe(25_000);
    // All twelve samples have to be of the new offset: the best of equals is the oldest.
    let last = sync.now(24_000);
    for (let i = 12; i < 26; i++) {
      exchange(i * 2000, 1100);
      for (let t = i * 2000; t < (i + 1) * 2000; t += 50) {
        const now = sync.now(t);
        if (t > 24_000) expect(now - last).toBeLessThanOrEqual(50 * 1.011);
        last = now;
      }
    }
    for (let t = 52_000; t < 64_000; t += 50) sync.now(t);
    expect(sync.now(64_000)).toBeCloseTo(65_100, 6);
    for (let i = 32; i < 46; i++) exchange(i * 2000, 1100 + CLOCK_STEP + 1);
    expect(sync.now(92_000)).toBe(92_000 + 1100 + CLOCK_STEP + 1);
    exchange(94_000, -50_000, 2);
    expect(sync.now(94_020)).toBe(94_020 - 50_000);
  });
});

describe("viewer", () => {
  const shown = (start: number, x: number, course = courseOf(1)) => ({ start, x, y: 48, course });

  it("[MO16] is 150 ms behind at first, then as late as that mover's records are, between 75 and 300", () => {
    for (const [lateness, expected] of [
      [20, DELAY_MIN],
      [140, 150],
      [190, 200],
      [900, DELAY_MAX],
    ] as const) {
      const viewer = new Viewer(openGrid(200, 4), shown(0, 48, STOP), 0);
      expect(viewer.delay).toBe(DELAY_START);
      let before = viewer.delay;
      for (let t = 1000; t < 20_000; t += 10) {
        if (t % 500 === 0) viewer.record(shown(t - lateness, 48, STOP), t, true);
        viewer.show(t);
        expect(Math.abs(viewer.delay - before)).toBeLessThanOrEqual(t === 1000 ? 100 : 1.000001);
        before = viewer.delay;
      }
      expect(viewer.delay).toBeCloseTo(expected, 6);
    }
  });

  it("[MO16] chases what came late at 1.3 times the walking speed and snaps beyond 160 px", () => {
    const viewer = new Viewer(openGrid(200, 8), shown(0, 48, STOP), 0);
    viewer.show(1000);
    // Walking for 700 ms already: 88 px behind at the delay of the moment.
    viewer.record(shown(1000 - 700, 48), 1000, false);
    let before = { x: viewer.chaser.x, y: viewer.chaser.y };
    for (let t = 1016; t < 4000; t += 16) {
      viewer.show(t);
      expect(Math.hypot(viewer.chaser.x - before.x, viewer.chaser.y - before.y)).toBeLessThanOrEqual(CHASE_SPEED * 16 + 1e-9);
      before = { x: viewer.chaser.x, y: viewer.chaser.y };
    }
    expect(viewer.chaser.snaps).toBe(0);
    expect(viewer.chaser.x).toBeCloseTo(viewer.at(3992 - viewer.delay).x, 6);
    viewer.record({ start: 4000, x: 2000, y: 48, course: STOP }, 4000, false);
    for (let t = 4008; t < 4400; t += 16) viewer.show(t);
    expect(viewer.chaser).toMatchObject({ x: 2000, snaps: 1 });
    expect(viewer.show(5000)).toBe(false);
  });
});

describe("rates", () => {
  it("[MO11] a bucket gives its burst and then its rate", () => {
    const bucket = new TokenBucket(20, 40, 0);
    let taken = 0;
    for (let t = 0; t < 10_000; t++) if (bucket.take(t)) taken++;
    expect(taken).toBeGreaterThanOrEqual(40 + 199);
    expect(taken).toBeLessThanOrEqual(40 + 200);
  });
});
