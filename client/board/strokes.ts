/** Strokes in progress: one's own are sent as they grow, the others' are kept until their element arrives. Pure of engine and network. */
import { MAX_STROKE_POINTS, MAX_STROKE_STEP, STROKE_STEPS, type StrokeSegment } from "../../shared/board/stroke.ts";

/** A freehand element while it is drawn. Points are relative to x, y; px of the drawing. */
export interface Growing {
  id: string;
  x: number;
  y: number;
  points: readonly (readonly number[])[];
  colour: string;
  width: number;
}

const quantise = (n: number): number => Math.max(-MAX_STROKE_STEP, Math.min(MAX_STROKE_STEP, Math.round(n * STROKE_STEPS) / STROKE_STEPS));

/** Turns a growing element into segments: each call gives what came since the last. */
export class StrokeSender {
  #id: string | null = null;
  #stroke = 0;
  #sent = 0;
  /** Where the receivers believe the stroke to be: steps are rounded, errors must not add up. */
  #x = 0;
  #y = 0;

  readonly #random: () => number;

  /** @param random numbers in [0, 1) */
  constructor(random: () => number) {
    this.#random = random;
  }

  segments(stroke: Growing | null): StrokeSegment[] {
    if (stroke === null) {
      this.#id = null;
      return [];
    }
    const out: StrokeSegment[] = [];
    let head: StrokeSegment["head"] = null;
    if (this.#id !== stroke.id) {
      this.#id = stroke.id;
      this.#stroke = Math.floor(this.#random() * 2 ** 32);
      this.#sent = 1;
      this.#x = Math.fround(stroke.x);
      this.#y = Math.fround(stroke.y);
      head = {
        id: stroke.id,
        colour: /^#[0-9a-f]{6}$/.test(stroke.colour) ? stroke.colour : "#1e1e1e",
        width: stroke.width,
        x: this.#x,
        y: this.#y,
      };
    }
    while (this.#sent < stroke.points.length || head !== null) {
      const steps: number[] = [];
      for (; this.#sent < stroke.points.length && steps.length < MAX_STROKE_POINTS * 2; this.#sent++) {
        const [px = 0, py = 0] = stroke.points[this.#sent] ?? [];
        const dx = quantise(stroke.x + px - this.#x);
        const dy = quantise(stroke.y + py - this.#y);
        this.#x += dx;
        this.#y += dy;
        steps.push(dx, dy);
      }
      out.push({ stroke: this.#stroke, head, steps });
      head = null;
    }
    return out;
  }
}

export interface HeardStroke {
  /** Of the element that will hold it. */
  id: string;
  colour: string;
  width: number;
  /** x, y, x, y … px of the drawing */
  points: number[];
  /** ms, when it last grew */
  at: number;
}

/** A stroke whose end never came (its author left) goes after this long, ms. */
const STALE = 6_000;
const MAX_STROKES = 200;
const MAX_HEARD_POINTS = 20_000;

export class HeardStrokes {
  readonly strokes = new Map<number, HeardStroke>();

  /** @param ignore ids that are not to be shown: one's own, and elements that have arrived */
  take(segments: readonly StrokeSegment[], now: number, ignore: (id: string) => boolean): void {
    for (const { stroke: number, head, steps } of segments) {
      let stroke = this.strokes.get(number);
      if (head !== null && this.strokes.size < MAX_STROKES && !ignore(head.id)) {
        stroke = { id: head.id, colour: head.colour, width: head.width, points: [head.x, head.y], at: now };
        this.strokes.set(number, stroke);
      }
      if (stroke === undefined || stroke.points.length > MAX_HEARD_POINTS) continue;
      let x = stroke.points.at(-2) ?? 0;
      let y = stroke.points.at(-1) ?? 0;
      for (let i = 0; i + 1 < steps.length; i += 2) stroke.points.push((x += steps[i] ?? 0), (y += steps[i + 1] ?? 0));
      stroke.at = now;
    }
  }

  /** Removes what has arrived as an element, and what nobody draws any more. @returns whether anything is left to draw */
  prune(now: number, arrived: (id: string) => boolean): boolean {
    for (const [number, stroke] of this.strokes) if (arrived(stroke.id) || now - stroke.at > STALE) this.strokes.delete(number);
    return this.strokes.size > 0;
  }
}
