import { type Ctx, el, fill, mix, part, stroke, svg } from "../kit.ts";
import { INK } from "../palette.ts";
import type { Look } from "./look.ts";

const CHEEK = "rgba(255,96,96,.3)";

function eye(c: Ctx, x: number): void {
  fill(c, el(x, -42, 2.35, 3.3), INK);
  fill(c, el(x + 0.7, -43.3, 0.95), "#ffffff");
  fill(c, el(x - 0.8, -40.6, 0.5), "rgba(255,255,255,.55)");
}

const mouthColour = (skin: string): string => mix(skin, "#7a2038", 0.62);
/** Dark skin takes a warmer, stronger blush, else it disappears. */
const cheek = (skin: string): string => (skin < "#9" ? "rgba(255,90,90,.34)" : CHEEK);

export function frontFace(c: Ctx, look: Look): void {
  eye(c, -6.3);
  eye(c, 6.3);
  fill(c, el(-10.7, -36.6, 3.1, 1.9), cheek(look.skin));
  fill(c, el(10.7, -36.6, 3.1, 1.9), cheek(look.skin));
  stroke(c, "M-9 -47.6 q2.6 -1.5 5 -.4 M9 -47.6 q-2.6 -1.5 -5 -.4", mix(look.browColour, INK, 0.3), 1.4);
  if (look.extra === "beard") frontBeard(c, look);
  stroke(c, "M-3.4 -35.6 Q0 -32.6 3.4 -35.6", mouthColour(look.skin), 1.6);
}

/** Looking right. */
export function sideFace(c: Ctx, look: Look): void {
  eye(c, 10.4);
  fill(c, el(8.6, -36.4, 2.9, 1.9), cheek(look.skin));
  stroke(c, "M8.4 -47.8 q2.4 -1.6 4.6 -.2", mix(look.browColour, INK, 0.3), 1.4);
  if (look.extra === "beard") sideBeard(c, look);
  stroke(c, "M11.2 -35.2 q2 1.7 4 0", mouthColour(look.skin), 1.6);
}

/** Along the jaw, open around the mouth, with a moustache. */
function frontBeard(c: Ctx, look: Look): void {
  const hair = mix(look.browColour, look.skin, 0.12);
  const beard = svg(
    "M-17.2 -42 C-16.6 -26.6 -7 -26.4 0 -26.2 C7 -26.4 16.6 -26.6 17.2 -42 C15.4 -36.4 12 -34 8.4 -34.6 C6.6 -38.4 2.6 -39 0 -38 C-2.6 -39 -6.6 -38.4 -8.4 -34.6 C-12 -34 -15.4 -36.4 -17.2 -42Z",
  );
  part(c, beard, hair, { line: 1.2, depth: 1.6, light: 0.14 });
  fill(c, el(0, -34.4, 5, 2.7), look.skin);
}

function sideBeard(c: Ctx, look: Look): void {
  const hair = mix(look.browColour, look.skin, 0.12);
  part(
    c,
    svg("M-2.6 -39.6 C-1 -33 4 -27.4 9 -27.6 C14 -28 17 -31.6 17.4 -36.6 C15.6 -39 12.6 -38.8 10.6 -37 C7.6 -34 2 -35 -2.6 -39.6Z"),
    hair,
    {
      line: 1.2,
      depth: 1.6,
      light: 0.14,
    },
  );
  fill(c, el(13.2, -34.4, 3.2, 1.9), look.skin);
}
