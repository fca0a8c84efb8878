/**
 * The strokes everything is made of: a part is a flat fill with a shade and a highlight crescent (light from the top left)
 * and a soft outline. Units are art units, 48 a tile; the caller scales the context.
 */
import { INK } from "./palette.ts";

export type Ctx = CanvasRenderingContext2D;

const channels = (hex: string): number[] => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));

/** `a` moved towards `b` by `t` in [0, 1]; both "#rrggbb". */
export function mix(a: string, b: string, t: number): string {
  const to = channels(b);
  return `#${channels(a)
    .map((v, i) =>
      Math.round(v + ((to[i] ?? v) - v) * t)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}
export const lighter = (colour: string, t: number): string => mix(colour, "#ffffff", t);
export const darker = (colour: string, t: number): string => mix(colour, INK, t);
/** "#rrggbb" with an alpha in [0, 1]. */
export const fade = (colour: string, alpha: number): string => `rgba(${channels(colour).join(",")},${alpha})`;
/** The outline that belongs to a fill. */
export const lineOf = (fill: string): string => mix(fill, INK, 0.62);

export function path(draw: (p: Path2D) => void): Path2D {
  const p = new Path2D();
  draw(p);
  return p;
}
export const svg = (d: string): Path2D => new Path2D(d);
/** Rounded rectangle from its top left corner. */
export const rr = (x: number, y: number, w: number, h: number, r: number | number[]): Path2D => path((p) => p.roundRect(x, y, w, h, r));
/** Ellipse from its middle. */
export const el = (x: number, y: number, rx: number, ry = rx, turn = 0): Path2D =>
  path((p) => p.ellipse(x, y, rx, ry, turn, 0, Math.PI * 2));

export interface PartStyle {
  /** Width of the outline; 0 for none. */
  line?: number;
  /** Colour of the outline, instead of the fill's own. */
  ink?: string;
  /** Strength of the shade, 0 to 1. */
  shade?: number;
  /** Strength of the highlight, 0 to 1. */
  light?: number;
  /** Width of both crescents. */
  depth?: number;
}

/** Everything but `shape` moved by (dx, dy): filled inside a clip of `shape`, it leaves a crescent. */
function outsideOf(shape: Path2D, dx: number, dy: number): Path2D {
  const p = new Path2D();
  p.rect(-4000, -4000, 8000, 8000);
  p.addPath(shape, new DOMMatrix([1, 0, 0, 1, dx, dy]));
  return p;
}

export function part(
  c: Ctx,
  shape: Path2D,
  fill: string,
  { line = 1.7, ink, shade = 0.16, light = 0.22, depth = 2.4 }: PartStyle = {},
): void {
  c.fillStyle = fill;
  c.fill(shape);
  if (shade > 0 || light > 0) {
    c.save();
    c.clip(shape);
    if (shade > 0) {
      c.fillStyle = `rgba(60,30,90,${shade})`;
      c.fill(outsideOf(shape, -depth, -depth), "evenodd");
    }
    if (light > 0) {
      c.fillStyle = `rgba(255,255,255,${light})`;
      c.fill(outsideOf(shape, depth * 0.55, depth * 0.55), "evenodd");
    }
    c.restore();
  }
  if (line > 0) stroke(c, shape, ink ?? lineOf(fill), line);
}

export function stroke(c: Ctx, shape: Path2D | string, colour: string, width: number): void {
  c.strokeStyle = colour;
  c.lineWidth = width;
  c.lineCap = "round";
  c.lineJoin = "round";
  c.stroke(typeof shape === "string" ? svg(shape) : shape);
}

export function fill(c: Ctx, shape: Path2D | string, colour: string): void {
  c.fillStyle = colour;
  c.fill(typeof shape === "string" ? svg(shape) : shape);
}

/** The soft ellipse under whatever stands on the ground. */
export function shadow(c: Ctx, x: number, y: number, rx: number, ry: number, strength = 0.2): void {
  fill(c, el(x, y, rx, ry), fade(INK, strength));
}

/** Draws in a moved, turned, scaled frame. */
export function within(c: Ctx, x: number, y: number, draw: () => void, turn = 0, scale = 1): void {
  c.save();
  c.translate(x, y);
  if (turn !== 0) c.rotate(turn);
  if (scale !== 1) c.scale(scale, scale);
  draw();
  c.restore();
}

/** Draws inside a clip. */
export function clipped(c: Ctx, shape: Path2D, draw: () => void): void {
  c.save();
  c.clip(shape);
  draw();
  c.restore();
}

/** A cloud-like outline of `n` bulges on an ellipse: curly hair, treetops, bushes. */
export function cloud(x: number, y: number, rx: number, ry: number, n: number, bulge = 0.56): Path2D {
  const points = Array.from({ length: n }, (_, i) => {
    const t = (i / n) * Math.PI * 2 - Math.PI / 2;
    return { x: x + Math.cos(t) * rx, y: y + Math.sin(t) * ry };
  });
  const first = points[0] ?? { x, y };
  let d = `M${first.x} ${first.y}`;
  for (let i = 1; i <= n; i++) {
    const from = points[i - 1] ?? first;
    const to = points[i % n] ?? first;
    const r = Math.hypot(to.x - from.x, to.y - from.y) * bulge;
    d += `A${r} ${r} 0 0 1 ${to.x} ${to.y}`;
  }
  return svg(`${d}Z`);
}

/** The same scatter at every drawing: a small generator in [0, 1) from a seed. */
export function scatter(seed: number): () => number {
  let state = (Math.abs(Math.floor(seed)) % 2147483646) + 1;
  return () => {
    state = (state * 16807) % 2147483647;
    return (state - 1) / 2147483646;
  };
}
