import { describe, expect, it } from "vitest";
import type { SegmentClaim } from "../../../shared/domain/motion/claims.ts";
import { AHEAD, Mover, type MoverEffect, WINDOW } from "../../../shared/domain/motion/mover.ts";
import { type Course, courseOf } from "../../../shared/domain/motion/segment.ts";
import { gridOfRows, openGrid } from "./worlds.ts";

const NOW = 100_000;
const east = courseOf(1);

const claim = (seq: number, start: number, course: Course, seen = 0, check?: { x: number; y: number }): SegmentClaim => ({
  seq,
  start,
  course,
  seen,
  checkX: check?.x ?? 48,
  checkY: check?.y ?? 48,
});
const kinds = (effects: MoverEffect[]): string[] => effects.map((e) => (e.kind === "fix" ? `fix ${e.fix.outcome}` : e.kind));

describe("mover", () => {
  it("[MO4] a claim outside the window is clamped into it, never refused, and the mover is told", () => {
    const far = new Mover(openGrid(60, 60), 48, 48, 0);
    const late = far.segment(claim(1, NOW - 5000, east), NOW);
    expect(kinds(late)).toEqual(["publish", "fix moved"]);
    expect(far.current.start).toBe(NOW - WINDOW);
    const early = far.segment(claim(2, NOW + 5000, courseOf(3), 1), NOW);
    expect(kinds(early)).toEqual(["publish", "fix moved"]);
    expect(far.current.start).toBe(NOW + AHEAD);
    // Never before what was already confirmed.
    const other = new Mover(openGrid(60, 60), 48, 48, 0);
    other.segment(claim(1, NOW, east), NOW);
    other.stamp({ kind: "alive", seq: 1, stamp: NOW + 400, seen: 0 }, NOW + 450);
    expect(kinds(other.segment(claim(2, NOW + 200, courseOf(0)), NOW + 500))).toEqual(["publish", "fix moved"]);
    expect(other.current.start).toBe(NOW + 400);
  });

  it("[MO4] what is within the window is taken as it is", () => {
    const mover = new Mover(openGrid(60, 60), 48, 48, 0);
    expect(kinds(mover.segment(claim(1, NOW - 1400, east), NOW))).toEqual(["publish"]);
    expect(mover.at(NOW)).toEqual({ x: 48 + 0.16 * 1400, y: 48 });
    expect(mover.segment(claim(1, NOW, east), NOW)).toEqual([]);
    expect(mover.segment(claim(65_000, NOW, east), NOW)).toEqual([]);
  });

  it("[MO4] sequence numbers wrap", () => {
    const mover = new Mover(openGrid(60, 60), 48, 48, 0, 65_535);
    expect(kinds(mover.segment(claim(0, NOW, east), NOW))).toEqual(["publish"]);
    expect(mover.seq).toBe(0);
  });

  it("[MO5] a path through a wall becomes a stop where it would have begun", () => {
    const mover = new Mover(gridOfRows([".....", "..#..", "....."]), 16, 48, 0);
    const effects = mover.segment(claim(1, NOW, { kind: "path", points: [{ column: 4, row: 1 }] }, 0, { x: 16, y: 48 }), NOW);
    expect(kinds(effects)).toEqual(["publish", "fix stopped"]);
    expect(mover.at(NOW + 5000)).toEqual({ x: 16, y: 48 });
  });

  it("[MO5] a path that was meant for the place one has just left becomes a stop, a heading goes on", () => {
    const way: Course = { kind: "path", points: [{ column: 5, row: 1 }] };
    const mover = new Mover(openGrid(60, 60), 48, 48, 0);
    mover.force({ grid: openGrid(30, 30), to: { x: 80, y: 48 } }, NOW);
    expect(kinds(mover.segment(claim(1, NOW + 10, way, 0), NOW + 20))).toEqual(["publish", "fix stopped"]);
    expect(kinds(mover.segment(claim(2, NOW + 30, east, 0), NOW + 40))).toEqual(["publish"]);
    // Once the mover knows (rebase and fix), a path is one of the new place; even after more corrections than a byte counts.
    expect(kinds(mover.segment(claim(3, NOW + 50, way, 2, { x: 83.25, y: 48 }), NOW + 60))[0]).toBe("publish");
    for (let i = 0; i < 300; i++) mover.force({}, NOW + 100 + i);
    const seen = (3 + 300) & 0xff;
    const effects = mover.segment(claim(4, NOW + 500, way, seen, mover.at(NOW + 500)), NOW + 500);
    expect(effects[0]).toMatchObject({ kind: "publish", segment: { course: { kind: "path" } } });
  });

  it("[MO8] confirmed time is the last stamp, at most now; before it a walk counts for no area", () => {
    const mover = new Mover(openGrid(60, 60), 48, 48, 0);
    mover.segment(claim(1, NOW, east), NOW + 40);
    expect(mover.confirmedTime(NOW + 300)).toBe(NOW);
    expect(mover.confirmed(NOW + 300)).toEqual({ x: 48, y: 48 });
    mover.stamp({ kind: "alive", seq: 1, stamp: NOW + 400, seen: 0 }, NOW + 440);
    expect(mover.confirmed(NOW + 440).x).toBeCloseTo(48 + 64, 9);
    // Not of another segment, not back, not far ahead.
    mover.stamp({ kind: "alive", seq: 9, stamp: NOW + 460, seen: 0 }, NOW + 460);
    mover.stamp({ kind: "alive", seq: 1, stamp: NOW + 300, seen: 0 }, NOW + 470);
    expect(mover.confirmedTime(NOW + 480)).toBe(NOW + 400);
    mover.stamp({ kind: "mark", seq: 1, stamp: NOW + 99_999, seen: 0 }, NOW + 480);
    expect(mover.confirmedTime(NOW + 490)).toBe(NOW + 490);
    expect(mover.confirmedTime(NOW + 9999)).toBe(NOW + 580);
  });

  it("[MO9] a walk is frozen at the end of its window whenever the tick comes; who had come to rest is not", () => {
    const mover = new Mover(openGrid(60, 60), 48, 48, 0);
    mover.segment(claim(1, NOW, east), NOW);
    expect(mover.tick(NOW + WINDOW)).toEqual([]);
    expect(mover.tick(NOW + 2345)).toMatchObject([{ kind: "publish", segment: { start: NOW + WINDOW, x: 48 + 240, soft: true } }]);
    expect(mover.tick(NOW + 2400)).toEqual([]);
    expect(mover.confirmed(NOW + 2400)).toEqual({ x: 48, y: 48 });
    // The mover's next word is within the window after all: as if nothing had been.
    mover.stamp({ kind: "alive", seq: 1, stamp: NOW + 1600, seen: 0 }, NOW + 2410);
    expect(mover.tick(NOW + 2420)).toMatchObject([{ kind: "publish", segment: { seq: 1, start: NOW, soft: false } }]);
    expect(mover.at(NOW + 2420).x).toBeCloseTo(48 + 2420 * 0.16, 9);
    // The next is not: they are told.
    expect(kinds(mover.tick(NOW + 3200))).toEqual(["publish"]);
    mover.stamp({ kind: "alive", seq: 1, stamp: NOW + 1700, seen: 0 }, NOW + 3300);
    expect(kinds(mover.tick(NOW + 3300))).toEqual(["rebase"]);

    const resting = new Mover(openGrid(10, 10), 48, 48, 0);
    resting.segment(claim(1, NOW, courseOf(5)), NOW);
    resting.stamp({ kind: "mark", seq: 1, stamp: NOW + 400, seen: 0 }, NOW + 400);
    expect(resting.tick(NOW + 9000)).toEqual([]);
  });

  it("[MO10] a forced move says where, begins no earlier than what is confirmed, and never ends in a wall", () => {
    const grid = gridOfRows(["....", ".##.", "...."]);
    const mover = new Mover(grid, 16, 16, 0);
    const [publish, rebase] = mover.force({ to: { x: 48, y: 40 } }, NOW);
    expect(publish).toMatchObject({ kind: "publish", segment: { start: NOW } });
    expect(rebase).toMatchObject({ kind: "rebase", rebase: { afterSeq: 0, start: NOW, course: { kind: "stop" }, soft: false } });
    expect(grid.solid[Math.floor(mover.at(NOW).y / 32) * 4 + Math.floor(mover.at(NOW).x / 32)]).toBe(0);
    expect(mover.confirmed(NOW)).toEqual(mover.at(NOW));
    mover.force({ to: { x: 16, y: 16 }, course: { kind: "path", points: [{ column: 3, row: 2 }] } }, NOW + 10);
    expect(mover.current.course.kind).toBe("stop");
    mover.force({ course: { kind: "path", points: [{ column: 3, row: 0 }] } }, NOW + 20);
    expect(mover.at(NOW + 5000)).toEqual({ x: 112, y: 16 });
  });

  it("[MO11] above 20 a second the newest segment replaces the one that waits, and the replaced one is named", () => {
    const mover = new Mover(openGrid(60, 60), 48, 48, NOW);
    let published = 0;
    const dropped: number[] = [];
    let seq = 0;
    const collect = (effects: MoverEffect[]): void => {
      for (const e of effects) {
        if (e.kind === "publish") published++;
        if (e.kind === "fix" && e.fix.outcome === "dropped") dropped.push(e.fix.seq);
      }
    };
    for (let t = 0; t < 1000; t += 10) {
      collect(mover.segment(claim(++seq, NOW + t, courseOf(seq % 2 === 0 ? 1 : 5)), NOW + t));
      if (t % 50 === 0) collect(mover.tick(NOW + t));
    }
    for (let t = 1000; t < 2000; t += 50) collect(mover.tick(NOW + t));
    expect(published).toBeLessThanOrEqual(40 + 20 + 2);
    expect(published + dropped.length).toBe(100);
    // The last word always counts.
    expect(mover.seq).toBe(100);
  });

  it("[MO11] a flood of keep-alives is cut without touching segments", () => {
    const mover = new Mover(openGrid(60, 60), 48, 48, NOW);
    mover.segment(claim(1, NOW, east), NOW);
    for (let i = 0; i < 500; i++) mover.stamp({ kind: "alive", seq: 1, stamp: NOW, seen: 0 }, NOW + 1);
    expect(mover.ping(NOW + 1)).toBe(false);
    expect(kinds(mover.segment(claim(2, NOW + 2, courseOf(0)), NOW + 2))[0]).toBe("publish");
  });

  it("[MO10] sides that have come apart are brought together, and it is told", () => {
    const mover = new Mover(openGrid(60, 60), 48, 48, 0);
    const effects = mover.segment(claim(1, NOW, east, 0, { x: 60, y: 48 }), NOW);
    expect(kinds(effects)).toEqual(["publish", "diverged", "rebase"]);
    // While a correction is on its way the check says nothing.
    expect(kinds(mover.segment(claim(2, NOW + 10, courseOf(5), 0, { x: 60, y: 48 }), NOW + 10))).toEqual(["publish"]);
  });

  it("[MO10] who comes back stands where the server had them", () => {
    const mover = new Mover(openGrid(60, 60), 48, 48, 0);
    mover.segment(claim(1, NOW, east), NOW);
    mover.tick(NOW + 4000);
    mover.restart(NOW + 5000);
    expect(mover.at(NOW + 5000)).toEqual({ x: 48 + 240, y: 48 });
    expect(mover.at(NOW + 9000)).toEqual({ x: 48 + 240, y: 48 });
    // What the page sent before it knew is not of this chain.
    expect(mover.segment(claim(2, NOW + 5000, east), NOW + 5010)).toEqual([]);
    mover.stamp({ kind: "alive", seq: 1, stamp: NOW + 5005, seen: 0 }, NOW + 5010);
    expect(mover.confirmedTime(NOW + 5010)).toBe(NOW + 5000);
    expect(kinds(mover.segment(claim(mover.seq + 1, NOW + 5020, east, 0, { x: 48 + 240, y: 48 }), NOW + 5020))).toEqual(["publish"]);
  });
});
