/** Draws who someone is. The art is loaded once, after the page can be used. */
import { type Appearance, decodeAppearance, HAIR_COLOURS, SKINS } from "../../../shared/domain/appearance.ts";

const TAU = Math.PI * 2;

/** Until the art has come: a round face in the person's colours. Sizes in CSS px. */
function sketch(ctx: CanvasRenderingContext2D, look: Appearance, size: number): void {
  ctx.save();
  ctx.scale(size / 40, size / 40);
  ctx.fillStyle = HAIR_COLOURS[look.hairColour] ?? "#3a2a2a";
  ctx.beginPath();
  ctx.arc(20, 18, 14, 0, TAU);
  ctx.fill();
  ctx.fillStyle = SKINS[look.skin] ?? "#f6c79f";
  ctx.beginPath();
  ctx.ellipse(20, 22, 11.5, 10.5, 0, 0, TAU);
  ctx.fill();
  ctx.fillStyle = "#2b2440";
  for (const x of [15.5, 24.5]) {
    ctx.beginPath();
    ctx.ellipse(x, 22, 1.5, 2, 0, 0, TAU);
    ctx.fill();
  }
  ctx.restore();
}

/** @param code wire form of an appearance; "" draws a person nobody has chosen yet. @param size edge in CSS px */
export function paintPortrait(canvas: HTMLCanvasElement, code: string, size: number): void {
  const scale = Math.min(3, devicePixelRatio || 1);
  canvas.width = Math.round(size * scale);
  canvas.height = Math.round(size * scale);
  const ctx = canvas.getContext("2d");
  if (ctx === null) return;
  ctx.scale(scale, scale);
  const look = decodeAppearance(code);
  if (look !== null) sketch(ctx, look, size);
}
