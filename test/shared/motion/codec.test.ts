import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Heading } from "../../../shared/domain/motion/heading.ts";
import { MAX_PATH_POINTS } from "../../../shared/domain/motion/path-sweep.ts";
import { type Course, courseOf } from "../../../shared/domain/motion/segment.ts";
import * as wire from "../../../shared/protocol/motion.ts";

const u8 = fc.integer({ min: 0, max: 255 });
const u16 = fc.integer({ min: 0, max: 65_535 });
const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const position = u16.map((v) => v / 8);
const course: fc.Arbitrary<Course> = fc.oneof(
  fc.integer({ min: 0, max: 8 }).map((h) => courseOf(h as Heading)),
  fc
    .array(fc.record({ column: u8, row: u8 }), { minLength: 1, maxLength: MAX_PATH_POINTS })
    .map((points): Course => ({ kind: "path", points })),
);
/** A moment of a room that may be older than u32 can say, and another one close to it. */
const moments = fc
  .record({ now: fc.integer({ min: 0, max: 3 * 2 ** 32 }), before: fc.integer({ min: -1_000_000, max: 1_000_000 }) })
  .map(({ now, before }) => ({ now, time: Math.max(0, now + before) }));

/** As it comes out of a socket: a view into a larger buffer. */
function received(bytes: Uint8Array): Uint8Array {
  const buffer = new Uint8Array(bytes.length + 13).fill(0xaa);
  buffer.set(bytes, 7);
  return buffer.subarray(7, 7 + bytes.length);
}

describe("bytes of motion", () => {
  it("[MO12] every message survives its codec, also across the wrap of u32", () => {
    fc.assert(
      fc.property(moments, u16, u8, u32, position, position, course, fc.boolean(), ({ now, time }, seq, seen, id, x, y, way, flag) => {
        const claim = { seq, start: time, course: way, seen, checkX: x, checkY: y };
        expect(wire.decodeSegment(received(wire.encodeSegment(claim)), now)).toEqual(claim);
        const stamp = { kind: flag ? ("mark" as const) : ("alive" as const), seq, stamp: time, seen };
        expect(wire.decodeStamp(received(wire.encodeStamp(stamp)), now)).toEqual(stamp);
        expect(wire.decodePing(received(wire.encodePing(id)))).toBe(id);
        const pong = { id, time: time >>> 0, boot: id };
        expect(wire.decodePong(received(wire.encodePong({ id, time, boot: id })))).toEqual(pong);
        const fix = { seq, start: time, outcome: flag ? ("stopped" as const) : ("dropped" as const) };
        expect(wire.decodeFix(received(wire.encodeFix(fix)), now)).toEqual(fix);
        const rebase = { afterSeq: seq, start: time, x, y, course: way, soft: flag };
        expect(wire.decodeRebase(received(wire.encodeRebase(rebase)), now)).toEqual(rebase);
      }),
    );
  });

  it("[MO12] frames survive, in parts that were encoded apart", () => {
    const record = (base: number): fc.Arbitrary<wire.MotionRecord> =>
      fc.record({
        id: u16,
        start: fc.integer({ min: base - 30_000, max: base + 30_000 }),
        x: position,
        y: position,
        course: fc.oneof(course, fc.constant({ kind: "gone" as const })),
      });
    const frames = moments.chain(({ now, time }) =>
      fc.record({
        now: fc.constant(now),
        base: fc.constant(time),
        parts: fc.array(fc.array(record(time), { maxLength: 6 }), { maxLength: 9 }),
      }),
    );
    fc.assert(
      fc.property(frames, ({ now, base, parts }) => {
        const bytes = wire.encodeFrame(
          base,
          parts.map((part) => wire.encodeRecords(base, part)),
        );
        expect(wire.decodeFrame(received(bytes), now)).toEqual({ base, records: parts.flat() });
      }),
    );
  });

  it("[MO12] sizes are those of the design", () => {
    const claim = { seq: 1, start: 1, course: courseOf(3), seen: 0, checkX: 1, checkY: 1 };
    expect(wire.encodeSegment(claim).length).toBe(12);
    expect(wire.encodeSegment({ ...claim, course: { kind: "path", points: [{ column: 1, row: 2 }] } }).length).toBe(12 + 1 + 2);
    expect(wire.encodeStamp({ kind: "alive", seq: 1, stamp: 1, seen: 0 }).length).toBe(8);
    expect(wire.encodeRecords(0, [{ id: 1, start: 0, x: 1, y: 1, course: courseOf(1) }]).length).toBe(9);
    expect(wire.MAX_UP_BYTES).toBeLessThan(4096);
  });

  it("[MO12] garbage, cut or stretched messages are nothing: null, never an exception", () => {
    const decoders = [
      (b: Uint8Array) => wire.decodeSegment(b, 0),
      (b: Uint8Array) => wire.decodeStamp(b, 0),
      (b: Uint8Array) => wire.decodePing(b),
      (b: Uint8Array) => wire.decodePong(b),
      (b: Uint8Array) => wire.decodeFix(b, 0),
      (b: Uint8Array) => wire.decodeRebase(b, 0),
      (b: Uint8Array) => wire.decodeFrame(b, 0),
    ];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const decode of decoders) decode(received(bytes));
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(course, fc.integer({ min: 0, max: 200 }), fc.uint8Array({ minLength: 1, maxLength: 20 }), (way, cut, more) => {
        const whole = wire.encodeSegment({ seq: 1, start: 1, course: way, seen: 0, checkX: 0, checkY: 0 });
        if (cut < whole.length) expect(wire.decodeSegment(whole.subarray(0, cut), 0)).toBeNull();
        expect(wire.decodeSegment(Uint8Array.from([...whole, ...more]), 0)).toBeNull();
        const rebase = wire.encodeRebase({ afterSeq: 1, start: 1, x: 0, y: 0, course: way, soft: false });
        if (cut < rebase.length) expect(wire.decodeRebase(rebase.subarray(0, cut), 0)).toBeNull();
      }),
    );
    const empty = wire.encodeSegment({ seq: 1, start: 1, course: { kind: "path", points: [] }, seen: 0, checkX: 0, checkY: 0 });
    expect(wire.decodeSegment(empty, 0)).toBeNull();
    const heading9 = wire.encodeSegment({ seq: 1, start: 1, course: courseOf(1), seen: 0, checkX: 0, checkY: 0 });
    heading9[0] = 11;
    expect(wire.decodeSegment(heading9, 0)).toBeNull();
  });
});
