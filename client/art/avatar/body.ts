/** Legs, arms and the torso; clothes paint on the torso. */
import { type Ctx, darker, el, part, rr, svg, within } from "../kit.ts";
import { CLOTHES } from "./clothes/index.ts";
import { type Look, type Phase, swing, type View } from "./look.ts";

/** The outline of the upper body, feet at the origin. */
function torsoShape(look: Look, view: View): Path2D {
  const w = view === "side" ? 8.6 : 11;
  if (look.top === "dress" && !look.seated) {
    return svg(`M${2 - w} -31 Q0 -33 ${w - 2} -31 L${w + 4} -9.5 Q0 -5 ${-w - 4} -9.5Z`);
  }
  return svg(
    `M${1 - w} -28 Q${1 - w} -32 ${5 - w} -32 L${w - 5} -32 Q${w - 1} -32 ${w - 1} -28 L${w} -13 Q${w} -9.5 ${w - 4} -9.5 L${4 - w} -9.5 Q${-w} -9.5 ${-w} -13Z`,
  );
}

export function drawLegs(c: Ctx, look: Look, view: View, phase: Phase): void {
  const { bottomColour: cloth, shoeColour: shoe } = look;
  if (look.seated) {
    seatedLegs(c, look, view);
    return;
  }
  const s = swing(phase);
  if (view === "side") {
    for (const k of [-1, 1] as const) {
      const far = k < 0 ? 0.2 : 0;
      within(
        c,
        0,
        -13,
        () => {
          part(c, rr(-4.2, -2, 8.4, 13, 3.6), darker(cloth, far));
          part(c, rr(-4.2, 8.6, 10.4, 5.6, 2.8), darker(shoe, far * 0.7));
        },
        s * k * 0.5,
      );
    }
    return;
  }
  for (const k of [-1, 1] as const) {
    const lift = s * k > 0 ? -3 : 0;
    part(c, rr(k * 5.2 - 4.2, -14, 8.4, 12 + lift, 3.6), cloth);
    part(c, rr(k * 5.2 - 4.8, -4.6 + lift, 9.6, 6, 2.9), shoe);
  }
}

function seatedLegs(c: Ctx, look: Look, view: View): void {
  if (view === "back") return;
  const lap = look.top === "dress" ? look.topColour : look.bottomColour;
  if (view === "side") {
    part(c, rr(4, -11, 17, 8, 3.6), lap);
    part(c, rr(15, -9, 7.5, 11, 3), look.bottomColour);
    part(c, rr(15, 0, 10, 5.5, 2.8), look.shoeColour);
    return;
  }
  for (const x of [-9.8, 1.2]) {
    part(c, rr(x, -13, 8.6, 12, 3.6), lap);
    part(c, rr(x - 0.4, -2, 9.2, 6, 2.8), look.shoeColour);
  }
}

/** One arm hanging from the shoulder at (x, -28). */
function arm(c: Ctx, look: Look, x: number, turn: number, far = 0): void {
  const bare = CLOTHES[look.top].sleeves === "short";
  within(
    c,
    x,
    -28,
    () => {
      const skin = darker(look.skin, far * 0.6);
      const cloth = darker(look.topColour, far);
      part(c, el(0, 14.2, 3.3), skin, { shade: 0.1 });
      part(c, rr(-3.5, -1, 7, 14.5, 3.5), bare ? skin : cloth);
      if (bare) part(c, rr(-4, -1.4, 8, 8, [4, 4, 2.4, 2.4]), cloth);
    },
    turn,
  );
}

/** The far arm, seen from the side: behind the torso. */
export function drawFarArm(c: Ctx, look: Look, phase: Phase): void {
  arm(c, look, 1, look.seated ? -1 : swing(phase) * 0.75, 0.18);
}

export function drawTorso(c: Ctx, look: Look, view: View): void {
  const shape = torsoShape(look, view);
  part(c, shape, look.topColour);
  CLOTHES[look.top].paint(c, look, view, shape);
}

/** Arms in front of the torso; from the side only the near one. @param raised the hand at one's right waves */
export function drawArms(c: Ctx, look: Look, view: View, phase: Phase, raised: boolean): void {
  const s = swing(phase);
  const cane = look.aid === "cane" ? 0.12 : 1;
  if (view === "side") {
    arm(c, look, -1, look.seated ? -0.75 : look.aid === "cane" ? -0.7 : -s * 0.75);
    return;
  }
  if (look.seated) {
    arm(c, look, -11.5, 0.12 + s * 0.15);
    arm(c, look, 11.5, -0.12 + s * 0.15);
    return;
  }
  arm(c, look, -11.6, 0.16 + s * 0.12);
  if (raised) arm(c, look, 11.4, -2.5 + s * 0.12);
  else arm(c, look, 11.6, -0.16 + s * 0.12 * cane);
}
