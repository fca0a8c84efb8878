import { type Ctx, el, fill, part, rr, stroke } from "../kit.ts";
import { INK, P } from "../palette.ts";
import type { Look, View } from "./look.ts";

export function drawGlasses(c: Ctx, view: View): void {
  if (view === "back") return;
  const lens = "rgba(255,255,255,.2)";
  if (view === "side") {
    const rim = rr(6.2, -46.4, 9.6, 8.8, 3.8);
    fill(c, rim, lens);
    stroke(c, rim, INK, 1.5);
    stroke(c, "M6.2 -43 L-3 -43.6", INK, 1.4);
    return;
  }
  for (const x of [-12, 2]) {
    const rim = rr(x, -46.4, 10, 8.8, 3.9);
    fill(c, rim, lens);
    stroke(c, rim, INK, 1.5);
    stroke(c, `M${x + 2.2} -44 l2.4 -1.2`, "rgba(255,255,255,.8)", 1);
  }
  stroke(c, "M-2 -42.8 Q0 -43.8 2 -42.8", INK, 1.4);
}

/** Headphones sit over any hair. Their colour is the top's companion so that they never vanish. */
export function drawExtraOverHair(c: Ctx, look: Look, view: View): void {
  if (look.extra !== "headphones") return;
  const cup = look.topColour === P.teal ? P.coral : P.teal;
  const big = look.hair === "afro" || look.hair === "curly" || look.hair === "hijab" || look.hair === "beanie" ? 2.4 : 0;
  if (view === "side") {
    stroke(c, `M-4 -47 C-6.4 -53 -5 ${-58 - big} -2 ${-60.6 - big}`, INK, 2.8);
    part(c, rr(-8.4, -47.6, 8.8, 12, 4.2), cup);
    part(c, el(-4, -41.6, 2.1, 3), P.cream, { line: 0.9, shade: 0 });
    return;
  }
  const w = 18.4 + big;
  stroke(c, `M${-w} -45 C${-w + 0.6} ${-67 - big} ${w - 0.6} ${-67 - big} ${w} -45`, INK, 2.8);
  for (const k of [-1, 1]) part(c, rr(k * (w + 0.4) - 3.3, -49, 6.6, 12, 3.2), cup);
}
