import { type Ctx, part, rr, stroke, within } from "../../kit.ts";
import { P } from "../../palette.ts";
import { type Phase, swing, type View } from "../look.ts";

/** A walking stick in the right hand, in step with the left leg. */
export function drawCane(c: Ctx, view: View, phase: Phase): void {
  const s = swing(phase);
  const x = view === "front" ? -14.6 : view === "back" ? 14.6 : 9.4;
  const lift = s > 0 ? -2 : 0;
  within(
    c,
    x,
    lift,
    () => {
      part(c, rr(-1.3, -15, 2.6, 16.4, 1.3), P.oak, { line: 1.2, depth: 0.8 });
      stroke(c, "M-2.8 -15.4 Q0 -17.4 3.6 -15.4", P.oakDark, 3.2);
      stroke(c, "M-1 1.4 H1", P.metal, 2.6);
    },
    view === "side" ? -s * 0.14 : 0,
  );
}
