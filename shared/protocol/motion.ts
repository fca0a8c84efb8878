/**
 * Bytes of motion. Big-endian; positions u16 in 1/8 px; times u32 of room time, which wraps after 49 days: decoders take a moment near
 * which times must lie. A decoder returns null for anything that is not exactly one message; it never throws and its work is bounded by
 * the length. Message types (BYTES) are outside: the transport carries them.
 *
 *   segment up   kind u8 (heading, or 9 = path), seen u8, seq u16, start u32, check x u16, check y u16          12 (+ n u8, n x (column u8, row u8))
 *   stamp up     kind u8 (0 alive, 1 mark), seen u8, seq u16, stamp u32                                          8
 *   clock up     id u32                                                                                          4
 *   clock down   id u32, room time u32, boot u32                                                                12
 *   frame and    base u32, records:                                                                              4
 *   snapshot       id u16, start i16 against base, x u16, y u16, kind u8 (heading, 9 = path, 10 = gone)           9 (+ path)
 *   fix          outcome u8, seq u16, start u32                                                                  7
 *   rebase       kind u8, flags u8 (1 = soft), after seq u16, start u32, x u16, y u16                            12 (+ path)
 */
import type { Fix, Rebase, SegmentClaim, StampClaim } from "../domain/motion/claims.ts";
import { type Heading, isHeading } from "../domain/motion/heading.ts";
import { MAX_PATH_POINTS, type TilePoint } from "../domain/motion/path-sweep.ts";
import { type Course, type Segment, courseOf, rebased } from "../domain/motion/segment.ts";
import type { Grid } from "../domain/place.ts";
import { WIRE_STEPS } from "../domain/units.ts";
import type { PersonId } from "./messages.ts";

export const SEGMENT_BYTES = 12;
export const STAMP_BYTES = 8;
export const PING_BYTES = 4;
export const PONG_BYTES = 12;
export const FRAME_HEAD_BYTES = 4;
export const RECORD_BYTES = 9;
export const FIX_BYTES = 7;
export const REBASE_BYTES = 12;
const PATH_BYTES = 1 + 2 * MAX_PATH_POINTS;
/** The longest binary message that a client may send. */
export const MAX_UP_BYTES = SEGMENT_BYTES + PATH_BYTES;
/** A frame or snapshot longer than this is not ours: 65,536 people on short paths would be less. */
export const MAX_FRAME_BYTES = 1 << 21;
/** A record's start lies this close to its frame's base, ms; older segments are told from a later moment (`rebased`). */
export const RECORD_REACH = 30_000;

const PATH = 9;
const GONE = 10;
const WRAP = 2 ** 32;

/** The room time that is `wire` modulo 2^32 and nearest to `near`. */
export function unwrapTime(wire: number, near: number): number {
  return wire + Math.round((near - wire) / WRAP) * WRAP;
}

const kindOf = (course: Course): number => (course.kind === "stop" ? 0 : course.kind === "heading" ? course.heading : PATH);
const pathBytes = (course: Course): number => (course.kind === "path" ? 1 + 2 * course.points.length : 0);
const toWire = (px: number): number => Math.round(px * WIRE_STEPS);
const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function putPath(view: DataView, at: number, course: Course): number {
  if (course.kind !== "path") return at;
  view.setUint8(at++, course.points.length);
  for (const point of course.points) {
    view.setUint8(at++, point.column);
    view.setUint8(at++, point.row);
  }
  return at;
}

/** The course at `at`, and where it ends; null when it is cut off, empty or too long. */
function courseAt(view: DataView, kind: number, at: number): { course: Course; end: number } | null {
  if (isHeading(kind)) return { course: courseOf(kind as Heading), end: at };
  if (kind !== PATH || at >= view.byteLength) return null;
  const n = view.getUint8(at++);
  if (n === 0 || n > MAX_PATH_POINTS || at + 2 * n > view.byteLength) return null;
  const points: TilePoint[] = [];
  for (let i = 0; i < n; i++, at += 2) points.push({ column: view.getUint8(at), row: view.getUint8(at + 1) });
  return { course: { kind: "path", points }, end: at };
}

export function encodeSegment(claim: SegmentClaim): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(SEGMENT_BYTES + pathBytes(claim.course));
  const view = viewOf(bytes);
  view.setUint8(0, kindOf(claim.course));
  view.setUint8(1, claim.seen);
  view.setUint16(2, claim.seq);
  view.setUint32(4, claim.start);
  view.setUint16(8, toWire(claim.checkX));
  view.setUint16(10, toWire(claim.checkY));
  putPath(view, SEGMENT_BYTES, claim.course);
  return bytes;
}

/** @param now room time near which the start must lie */
export function decodeSegment(bytes: Uint8Array, now: number): SegmentClaim | null {
  if (bytes.length < SEGMENT_BYTES || bytes.length > MAX_UP_BYTES) return null;
  const view = viewOf(bytes);
  const read = courseAt(view, view.getUint8(0), SEGMENT_BYTES);
  if (read === null || read.end !== bytes.length) return null;
  return {
    seq: view.getUint16(2),
    start: unwrapTime(view.getUint32(4), now),
    course: read.course,
    seen: view.getUint8(1),
    checkX: view.getUint16(8) / WIRE_STEPS,
    checkY: view.getUint16(10) / WIRE_STEPS,
  };
}

export function encodeStamp(claim: StampClaim): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(STAMP_BYTES);
  const view = viewOf(bytes);
  view.setUint8(0, claim.kind === "mark" ? 1 : 0);
  view.setUint8(1, claim.seen);
  view.setUint16(2, claim.seq);
  view.setUint32(4, claim.stamp);
  return bytes;
}

export function decodeStamp(bytes: Uint8Array, now: number): StampClaim | null {
  if (bytes.length !== STAMP_BYTES) return null;
  const view = viewOf(bytes);
  const kind = view.getUint8(0);
  if (kind > 1) return null;
  return { kind: kind === 1 ? "mark" : "alive", seq: view.getUint16(2), stamp: unwrapTime(view.getUint32(4), now), seen: view.getUint8(1) };
}

/** @param id u32, told back in the answer */
export function encodePing(id: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(PING_BYTES);
  viewOf(bytes).setUint32(0, id);
  return bytes;
}

export const decodePing = (bytes: Uint8Array): number | null => (bytes.length === PING_BYTES ? viewOf(bytes).getUint32(0) : null);

export interface Pong {
  id: number;
  /** Room time, still u32: the client's clock unwraps it. */
  time: number;
  /** Names this run of the room's clock. */
  boot: number;
}

export function encodePong(pong: Pong): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(PONG_BYTES);
  const view = viewOf(bytes);
  view.setUint32(0, pong.id);
  view.setUint32(4, Math.round(pong.time));
  view.setUint32(8, pong.boot);
  return bytes;
}

export function decodePong(bytes: Uint8Array): Pong | null {
  if (bytes.length !== PONG_BYTES) return null;
  const view = viewOf(bytes);
  return { id: view.getUint32(0), time: view.getUint32(4), boot: view.getUint32(8) };
}

/** What viewers are told of one mover. `gone`: they left this place; start, x and y say when and where. */
export interface MotionRecord {
  id: PersonId;
  start: number;
  x: number;
  y: number;
  course: Course | { kind: "gone" };
}

/** The record of a segment in a frame of `base`: one older than RECORD_REACH is told from `base` on. */
export function recordOf(grid: Grid, id: PersonId, segment: Segment, base: number): MotionRecord {
  const told = base - segment.start > RECORD_REACH ? rebased(grid, segment, base) : segment;
  return { id, start: told.start, x: told.x, y: told.y, course: told.course };
}

export const recordBytes = (record: { course: MotionRecord["course"] }): number =>
  RECORD_BYTES + (record.course.kind === "gone" ? 0 : pathBytes(record.course));

/**
 * Writes one record. A cell's records are written once against the flush's base and then copied into the payload of each centre cell.
 * @param base room time of the frame; the record's start must lie within RECORD_REACH of it (see `rebased`)
 * @returns the offset behind it
 */
export function putRecord(view: DataView, at: number, base: number, record: MotionRecord): number {
  view.setUint16(at, record.id);
  view.setInt16(at + 2, record.start - base);
  view.setUint16(at + 4, toWire(record.x));
  view.setUint16(at + 6, toWire(record.y));
  view.setUint8(at + 8, record.course.kind === "gone" ? GONE : kindOf(record.course));
  return record.course.kind === "gone" ? at + RECORD_BYTES : putPath(view, at + RECORD_BYTES, record.course);
}

/** Records as bytes, without the frame's head. */
export function encodeRecords(base: number, records: readonly MotionRecord[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const record of records) length += recordBytes(record);
  const bytes = new Uint8Array(length);
  const view = viewOf(bytes);
  let at = 0;
  for (const record of records) at = putRecord(view, at, base, record);
  return bytes;
}

/** A frame or snapshot of parts that were encoded against the same base. */
export function encodeFrame(base: number, parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = FRAME_HEAD_BYTES;
  for (const part of parts) length += part.length;
  const bytes = new Uint8Array(length);
  viewOf(bytes).setUint32(0, base);
  let at = FRAME_HEAD_BYTES;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A frame or a snapshot. */
export function decodeFrame(bytes: Uint8Array, now: number): { base: number; records: MotionRecord[] } | null {
  if (bytes.length < FRAME_HEAD_BYTES || bytes.length > MAX_FRAME_BYTES) return null;
  const view = viewOf(bytes);
  const base = unwrapTime(view.getUint32(0), now);
  const records: MotionRecord[] = [];
  let at = FRAME_HEAD_BYTES;
  while (at < bytes.length) {
    if (at + RECORD_BYTES > bytes.length) return null;
    const kind = view.getUint8(at + 8);
    const head = {
      id: view.getUint16(at),
      start: base + view.getInt16(at + 2),
      x: view.getUint16(at + 4) / WIRE_STEPS,
      y: view.getUint16(at + 6) / WIRE_STEPS,
    };
    at += RECORD_BYTES;
    if (kind === GONE) {
      records.push({ ...head, course: { kind: "gone" } });
      continue;
    }
    const read = courseAt(view, kind, at);
    if (read === null) return null;
    records.push({ ...head, course: read.course });
    at = read.end;
  }
  return { base, records };
}

const OUTCOMES = ["moved", "stopped", "dropped"] as const;

export function encodeFix(fix: Fix): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(FIX_BYTES);
  const view = viewOf(bytes);
  view.setUint8(0, OUTCOMES.indexOf(fix.outcome));
  view.setUint16(1, fix.seq);
  view.setUint32(3, fix.start);
  return bytes;
}

export function decodeFix(bytes: Uint8Array, now: number): Fix | null {
  if (bytes.length !== FIX_BYTES) return null;
  const view = viewOf(bytes);
  const outcome = OUTCOMES[view.getUint8(0)];
  return outcome === undefined ? null : { seq: view.getUint16(1), start: unwrapTime(view.getUint32(3), now), outcome };
}

export function encodeRebase(rebase: Rebase): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(REBASE_BYTES + pathBytes(rebase.course));
  const view = viewOf(bytes);
  view.setUint8(0, kindOf(rebase.course));
  view.setUint8(1, rebase.soft ? 1 : 0);
  view.setUint16(2, rebase.afterSeq);
  view.setUint32(4, rebase.start);
  view.setUint16(8, toWire(rebase.x));
  view.setUint16(10, toWire(rebase.y));
  putPath(view, REBASE_BYTES, rebase.course);
  return bytes;
}

export function decodeRebase(bytes: Uint8Array, now: number): Rebase | null {
  if (bytes.length < REBASE_BYTES || bytes.length > REBASE_BYTES + PATH_BYTES) return null;
  const view = viewOf(bytes);
  const flags = view.getUint8(1);
  const read = courseAt(view, view.getUint8(0), REBASE_BYTES);
  if (read === null || read.end !== bytes.length || flags > 1) return null;
  return {
    afterSeq: view.getUint16(2),
    start: unwrapTime(view.getUint32(4), now),
    x: view.getUint16(8) / WIRE_STEPS,
    y: view.getUint16(10) / WIRE_STEPS,
    course: read.course,
    soft: flags === 1,
  };
}
