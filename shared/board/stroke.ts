/**
 * Strokes in progress: others see the line grow while it is drawn; the element itself is committed once, at pointer-up.
 * A MESSAGE_STROKE frame holds any number of segments, one after another, so that a relay can join frames by joining bytes.
 *
 *   segment := stroke (u32, little end first) · flags (u8: 1 = with head) · [head] · count (varuint) · count x (dx, dy: int16, little end first)
 *   head    := element id (varstring, at most 64) · colour (varstring, "#rrggbb") · width (u8, 1/4 px) · x, y of the first point (float32, big end first; px of the drawing)
 *
 * Points are steps from the one before, in 1/STROKE_STEPS px. `stroke` is a random number that its author
 * draws for each stroke; a segment without a head goes on where the last one of its stroke ended.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

export const STROKE_STEPS = 8;
/** Points of one segment: 50 ms of a 1 kHz pen. */
export const MAX_STROKE_POINTS = 64;
/** Segments of one frame that a client may send. */
export const MAX_STROKE_SEGMENTS = 4;
/** int16 at 1/8 px. */
export const MAX_STROKE_STEP = 4_095;

export interface StrokeSegment {
  /** u32, drawn by lot by its author. */
  stroke: number;
  head: StrokeHead | null;
  /** dx, dy, dx, dy …: px. */
  steps: number[];
}
export interface StrokeHead {
  /** Of the element that will hold the stroke. */
  id: string;
  colour: string;
  /** px */
  width: number;
  /** The first point, px of the drawing. */
  x: number;
  y: number;
}

export function writeSegment(encoder: encoding.Encoder, segment: StrokeSegment): void {
  encoding.writeUint32(encoder, segment.stroke);
  encoding.writeUint8(encoder, segment.head === null ? 0 : 1);
  if (segment.head !== null) {
    encoding.writeVarString(encoder, segment.head.id);
    encoding.writeVarString(encoder, segment.head.colour);
    encoding.writeUint8(encoder, Math.max(1, Math.min(255, Math.round(segment.head.width * 4))));
    encoding.writeFloat32(encoder, segment.head.x);
    encoding.writeFloat32(encoder, segment.head.y);
  }
  encoding.writeVarUint(encoder, segment.steps.length / 2);
  for (const step of segment.steps) encoding.writeUint16(encoder, Math.round(step * STROKE_STEPS) & 0xffff);
}

const left = (decoder: decoding.Decoder): number => decoder.arr.length - decoder.pos;

/** Reads all segments of a frame's body. @throws when the bytes are none, or more than `maxSegments` */
export function readSegments(decoder: decoding.Decoder, maxSegments: number): StrokeSegment[] {
  const out: StrokeSegment[] = [];
  while (decoding.hasContent(decoder)) {
    if (out.length === maxSegments) throw new Error("too many segments");
    if (left(decoder) < 6) throw new Error("cut off");
    const stroke = decoding.readUint32(decoder);
    const flags = decoding.readUint8(decoder);
    if (flags !== 0 && flags !== 1) throw new Error("unknown flags");
    let head: StrokeSegment["head"] = null;
    if (flags === 1) {
      const id = decoding.readVarString(decoder);
      if (!/^[\w-]{1,64}$/.test(id)) throw new Error("no element id");
      const colour = decoding.readVarString(decoder);
      if (!/^#[0-9a-f]{6}$/.test(colour)) throw new Error("no colour");
      if (left(decoder) < 9) throw new Error("cut off");
      head = { id, colour, width: decoding.readUint8(decoder) / 4, x: decoding.readFloat32(decoder), y: decoding.readFloat32(decoder) };
      if (!Number.isFinite(head.x) || !Number.isFinite(head.y)) throw new Error("no position");
    }
    const count = decoding.readVarUint(decoder);
    if (count > MAX_STROKE_POINTS) throw new Error("too many points");
    if (left(decoder) < count * 4) throw new Error("cut off");
    const steps: number[] = [];
    for (let i = 0; i < count * 2; i++) steps.push(((decoding.readUint16(decoder) << 16) >> 16) / STROKE_STEPS);
    out.push({ stroke, head, steps });
  }
  return out;
}
