import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cells, type Occupant } from "../../../server/rooms/cells/cells.ts";
import { type Link, SLOW_BYTES } from "../../../server/rooms/link.ts";
import type { Heading } from "../../../shared/domain/motion/heading.ts";
import { Mover } from "../../../shared/domain/motion/mover.ts";
import { courseOf, positionAt, type Segment, segmentOf } from "../../../shared/domain/motion/segment.ts";
import { gridOf } from "../../../shared/domain/place.ts";
import { CELL, TILE } from "../../../shared/domain/units.ts";
import { BYTES } from "../../../shared/protocol/messages.ts";
import { decodeFrame } from "../../../shared/protocol/motion.ts";
import { field } from "../../support/places.ts";

const PLACE = field(100, 100);
const GRID = gridOf(PLACE);

/** A page that believes what it is sent, and nothing else. */
class Page implements Link {
  ready = true;
  queued = 0;
  readonly known = new Map<number, Segment>();
  readonly frames: Buffer[] = [];
  send(): void {}
  reads(): void {}
  close(): void {}
  drop(): void {}
  silent(): number {
    return 0;
  }
  unsent(): number {
    return this.queued;
  }
  frame(frame: Buffer): void {
    this.frames.push(frame);
    const read = decodeFrame(frame.subarray(2), this.now) ?? expect.fail("not a frame");
    if (frame[1] === BYTES.SNAPSHOT) this.known.clear();
    for (const { id, start, x, y, course } of read.records) {
      if (course.kind === "gone") this.known.delete(id);
      else this.known.set(id, segmentOf(GRID, 0, start, x, y, course));
    }
  }
  now = 0;
}

interface Someone extends Occupant {
  link: Page;
}

function someone(id: number, x: number, y: number, now: number): Someone {
  return { id, mover: new Mover(GRID, x, y, now), link: new Page(), hidden: null };
}

const cellOf = (v: number): number => Math.floor(v / CELL);

/** Whoever is within the nine cells around a page is known there, and where they are. */
function everyoneKnowsTheirSurroundings(people: readonly Someone[], now: number): void {
  for (const viewer of people) {
    const here = viewer.mover.at(now);
    for (const other of people) {
      const there = other.mover.at(now);
      if (Math.abs(cellOf(here.x) - cellOf(there.x)) > 1 || Math.abs(cellOf(here.y) - cellOf(there.y)) > 1) continue;
      const known = viewer.link.known.get(other.id) ?? expect.fail(`${viewer.id} does not know of ${other.id} at ${now}`);
      const at = positionAt(known, now);
      // A walk told from a later moment begins on the wire's grid.
      expect(Math.abs(at.x - there.x)).toBeLessThan(0.5);
      expect(Math.abs(at.y - there.y)).toBeLessThan(0.5);
    }
  }
}

describe("shared cells", () => {
  it("[SP11] every page knows, after each flush, where everyone around it is, whatever they do and wherever they cross", () => {
    const turn = fc.record({ who: fc.nat(11), heading: fc.integer({ min: 0, max: 8 }), late: fc.integer({ min: 0, max: 900 }) });
    const spot = fc.record({ x: fc.integer({ min: 2 * TILE, max: 97 * TILE }), y: fc.integer({ min: 2 * TILE, max: 97 * TILE }) });
    fc.assert(
      fc.property(
        fc.array(spot, { minLength: 12, maxLength: 12 }),
        fc.array(fc.array(turn, { maxLength: 4 }), { minLength: 20, maxLength: 80 }),
        (spots, ticks) => {
          const cells = new Cells(PLACE.width, PLACE.height);
          let now = 1_000;
          const people = spots.map(({ x, y }, i) => someone(i + 1, x, y, now));
          for (const person of people) cells.enter(person, now);
          for (const turns of ticks) {
            now += 250;
            for (const { who, heading, late } of turns) {
              const person = people[who];
              if (person === undefined) continue;
              person.mover.segment(
                { seq: person.mover.seq + 1, start: now - late, course: courseOf(heading as Heading), seen: 99, checkX: 0, checkY: 0 },
                now,
              );
              cells.changed(person);
            }
            for (const person of people) {
              person.link.now = now;
              person.mover.stamp({ kind: "alive", seq: person.mover.seq, stamp: now, seen: 0 }, now);
              person.mover.tick(now);
            }
            cells.flush(now, people);
            everyoneKnowsTheirSurroundings(people, now);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("[SP11] who stands in one cell gets one and the same buffer; who leaves is gone; who is hidden is not told", () => {
    const cells = new Cells(PLACE.width, PLACE.height);
    const [a, b, c] = [someone(1, 200, 200, 0), someone(2, 260, 200, 0), someone(3, 300, 300, 0)];
    for (const person of [a, b, c]) cells.enter(person, 0);
    cells.flush(0, []);
    c.mover.segment({ seq: 1, start: 100, course: courseOf(1), seen: 99, checkX: 0, checkY: 0 }, 100);
    cells.changed(c);
    cells.flush(100, []);
    expect(a.link.frames.at(-1)).toBe(b.link.frames.at(-1));
    b.hidden = new Set([3]);
    c.mover.segment({ seq: 2, start: 200, course: courseOf(0), seen: 99, checkX: 0, checkY: 0 }, 200);
    cells.changed(c);
    const before = b.link.frames.length;
    cells.flush(200, []);
    expect(b.link.frames.length).toBe(before);
    expect(a.link.known.get(3)?.course.kind).toBe("stop");
    cells.leave(c, 300);
    cells.flush(300, []);
    expect(a.link.known.has(3)).toBe(false);
  });

  it("[SP10] a page that is too slow is left out, and told everything once it has caught up", () => {
    const cells = new Cells(PLACE.width, PLACE.height);
    const [a, b] = [someone(1, 200, 200, 0), someone(2, 260, 200, 0)];
    for (const person of [a, b]) cells.enter(person, 0);
    cells.flush(0, []);
    a.link.queued = SLOW_BYTES + 1;
    b.mover.segment({ seq: 1, start: 100, course: courseOf(3), seen: 99, checkX: 0, checkY: 0 }, 100);
    cells.changed(b);
    const before = a.link.frames.length;
    expect(cells.flush(100, [b]).skipped).toBe(1);
    expect(a.link.frames.length).toBe(before);
    a.link.queued = 0;
    cells.flush(150, [b]);
    expect(a.link.frames.at(-1)?.[1]).toBe(BYTES.SNAPSHOT);
    everyoneKnowsTheirSurroundings([a, b], 150);
  });
});
