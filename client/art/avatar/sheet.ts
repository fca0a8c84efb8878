/** The frames of one appearance, and pictures of it for pages without the world. */
import type { Appearance } from "../../../shared/domain/appearance.ts";
import type { Ctx } from "../kit.ts";
import { drawAvatar, type Pose } from "./avatar.ts";
import { lookOf, type Phase, type View } from "./look.ts";

/** One frame in art units; the origin between the feet is at (ORIGIN_X, ORIGIN_Y). */
export const FRAME = { w: 60, h: 84, x: 30, y: 76 } as const;

const VIEWS: readonly View[] = ["front", "side", "back"];
/** Phase 2 stands like phase 0, so nine pictures make twelve frames. */
const STRIDES: readonly Phase[] = [0, 1, 3];
export const FRAMES = VIEWS.length * STRIDES.length;

/** Which frame shows a view in a phase. */
export function frameOf(view: View, phase: Phase): number {
  return VIEWS.indexOf(view) * STRIDES.length + (phase === 1 ? 1 : phase === 3 ? 2 : 0);
}

/** Draws frame `index` with its top left corner at the context's origin; the caller scales. */
export function drawFrame(c: Ctx, appearance: Appearance | string, index: number, bob = true): void {
  const view = VIEWS[Math.floor(index / STRIDES.length)] ?? "front";
  const phase = STRIDES[index % STRIDES.length] ?? 0;
  c.save();
  c.translate(FRAME.x, FRAME.y);
  drawAvatar(c, lookOf(appearance), { view, phase, bob });
  c.restore();
}

function prepare(canvas: HTMLCanvasElement, width: number, height: number): Ctx | null {
  const ratio = Math.min(3, Math.max(1, globalThis.devicePixelRatio || 1));
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const c = canvas.getContext("2d");
  c?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return c;
}

/** Head and shoulders, square. @param size CSS px; the canvas gets the pixels that the screen has */
export function drawPortrait(canvas: HTMLCanvasElement, appearance: Appearance | string, size: number): void {
  const c = prepare(canvas, size, size);
  if (c === null) return;
  const look = lookOf(appearance);
  const scale = size / 52;
  c.scale(scale, scale);
  c.translate(26, look.seated ? 80 : 76.4);
  drawAvatar(c, look, { view: "front", phase: 0, ground: false });
}

/** The whole figure, centred. @param size height in CSS px; the width is `size * 60 / 84` */
export function drawFullBody(canvas: HTMLCanvasElement, appearance: Appearance | string, size: number, pose: Partial<Pose> = {}): void {
  const c = prepare(canvas, (size * FRAME.w) / FRAME.h, size);
  if (c === null) return;
  const scale = size / FRAME.h;
  c.scale(scale, scale);
  c.translate(FRAME.x, FRAME.y);
  drawAvatar(c, lookOf(appearance), { view: "front", phase: 0, ...pose });
}
