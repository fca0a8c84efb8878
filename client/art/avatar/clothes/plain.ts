import { clipped, el, fill, lineOf, stroke, svg } from "../../kit.ts";
import type { Clothes } from "./clothes.ts";

/** A T-shirt with a round neck and a small heart. */
export const plain: Clothes = {
  sleeves: "short",
  paint(c, look, view, torso) {
    clipped(c, torso, () => {
      if (view === "front") {
        fill(c, el(0, -32, 5.4, 3.4), look.skin);
        stroke(c, "M-5.6 -32.4 Q0 -26.4 5.6 -32.4", lineOf(look.topColour), 1.3);
        fill(c, svg("M0 -16.4 c-4.6 -3 -3.6 -7 -1.2 -6.6 q.9 .2 1.2 1.2 q.3 -1 1.2 -1.2 c2.4 -.4 3.4 3.6 -1.2 6.6Z"), look.accent);
      } else if (view === "back") {
        stroke(c, "M-5 -31 Q0 -28.4 5 -31", lineOf(look.topColour), 1.2);
        fill(c, "M-1.6 -28.6 h3.2 v2.2 h-3.2Z", look.accent);
      }
      stroke(c, view === "side" ? "M-12 -12.4 L12 -12.4" : "M-12 -12.6 Q0 -11.4 12 -12.6", lineOf(look.topColour), 0.8);
    });
    stroke(c, torso, lineOf(look.topColour), 1.7);
  },
};
