/** The back layer lies behind the body, the front layer before it. */
import { type Ctx, darker, el, fill, part, rr, stroke } from "../../kit.ts";
import { P } from "../../palette.ts";
import { type Look, type Phase, swing, type View } from "../look.ts";

/** The frame takes a colour that stands off the clothes. */
const frameColour = (look: Look): string => (look.bottomColour === P.coral || look.topColour === P.coral ? P.sky : P.coral);

function spokes(c: Ctx, x: number, y: number, r: number, turn: number): void {
  for (let i = 0; i < 4; i++) {
    const t = i * (Math.PI / 4) + turn;
    const dx = Math.cos(t) * r;
    const dy = Math.sin(t) * r;
    stroke(c, `M${x - dx} ${y - dy} L${x + dx} ${y + dy}`, P.steel, 1);
  }
}

/** A big wheel seen along its axle. */
function narrowWheel(c: Ctx, x: number, colour: string): void {
  part(c, el(x, -11, 4.2, 12.5), P.metal);
  stroke(c, el(x, -11, 2, 9), colour, 1.4);
}

export function wheelchairBack(c: Ctx, look: Look, view: View): void {
  const colour = frameColour(look);
  if (view === "side") {
    part(c, rr(-12, -36, 5, 26, 2.5), darker(colour, 0.25));
    stroke(c, "M-11 -34 L-17 -37", P.metal, 3);
  } else if (view === "front") {
    part(c, rr(-13, -33, 26, 24, 5), darker(colour, 0.25));
    for (const k of [-1, 1]) narrowWheel(c, k * 17.5, colour);
  }
}

export function wheelchairFront(c: Ctx, look: Look, view: View, phase: Phase): void {
  const colour = frameColour(look);
  if (view === "side") {
    stroke(c, "M-6 -19 L9 -19", colour, 3.2);
    fill(c, el(-3, -12, 12, 12), "rgba(255,255,255,.18)");
    spokes(c, -3, -12, 9.4, swing(phase) * 0.4);
    stroke(c, el(-3, -12, 12, 12), P.metal, 3.4);
    stroke(c, el(-3, -12, 9.6), colour, 1.6);
    part(c, el(-3, -12, 2.6), colour);
    stroke(c, el(16, -3.6, 3.2), P.metal, 2.4);
  } else if (view === "front") {
    stroke(c, "M-11 2.6 L11 2.6", P.metal, 2.6);
    for (const k of [-1, 1]) part(c, rr(k * 15 - 2.2, -22, 4.4, 4, 2), P.metal, { line: 1 });
  } else {
    for (const k of [-1, 1]) narrowWheel(c, k * 17.5, colour);
    part(c, rr(-13, -31, 26, 22, 5), colour);
    stroke(c, "M-8 -25 H8 M-8 -19 H8", darker(colour, 0.3), 1.2);
    stroke(c, "M-9 -33 L-9 -37 M9 -33 L9 -37", P.metal, 3.4);
    stroke(c, "M-10 -8 L-7 1 M10 -8 L7 1", P.metal, 2.2);
  }
}
