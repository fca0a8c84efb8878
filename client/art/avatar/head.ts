/** The head: scalp, ears, face, hair, extras. Its middle is at (0, -44). */
import { type Ctx, el, part, rr, within } from "../kit.ts";
import { drawExtraOverHair, drawGlasses } from "./extras.ts";
import { frontFace, sideFace } from "./face.ts";
import { HAIR } from "./hair/index.ts";
import type { Look, View } from "./look.ts";

const shift = (view: View): number => (view === "side" ? 1.2 : 0);

/** What falls behind the body: long hair seen from the front. Drawn before the legs. */
export function drawBehind(c: Ctx, look: Look, view: View): void {
  within(c, shift(view), 0, () => HAIR[look.hair].behind?.(c, look, view));
}

export function drawHead(c: Ctx, look: Look, view: View): void {
  const hair = HAIR[look.hair];
  within(c, shift(view), 0, () => {
    const bareEars = hair.ears !== "hidden";
    if (view !== "side" && bareEars) for (const k of [-1, 1]) part(c, el(k * 17, -42, 3.6, 4.2), look.skin, { shade: 0.1 });
    if (view === "back") part(c, rr(-5, -33, 10, 6, 3), look.skin, { shade: 0.2, line: 1.2 });
    part(c, el(0, -44, 17.4, 15.8), look.skin, { shade: 0.1, light: 0.12 });
    if (view === "front") frontFace(c, look);
    else if (view === "side") sideFace(c, look);
    if (view === "side" && bareEars) part(c, el(-4.2, -41.2, 3.2, 4), look.skin, { shade: 0.12 });
    hair.over(c, look, view);
    if (look.extra === "glasses") drawGlasses(c, view);
    drawExtraOverHair(c, look, view);
  });
}
