import { clipped, darker, fill, lighter, lineOf, stroke } from "../../kit.ts";
import type { Clothes } from "./clothes.ts";

/** Open, with a shirt under it. */
export const jacket: Clothes = {
  sleeves: "long",
  paint(c, look, view, torso) {
    const ink = lineOf(look.topColour);
    clipped(c, torso, () => {
      if (view === "front") {
        fill(c, "M-4.4 -34 L4.4 -34 L5.6 -8 L-5.6 -8Z", look.accent);
        stroke(c, "M-4.6 -34 L-5.6 -8 M4.6 -34 L5.6 -8", ink, 1.2);
        stroke(c, "M-4.6 -31 L-8 -25.6 L-5 -23 M4.6 -31 L8 -25.6 L5 -23", ink, 1.1);
        stroke(c, "M-9 -16.6 h2.4 M6.6 -16.6 h2.4", ink, 1.2);
      } else if (view === "back") {
        stroke(c, "M-12 -25 Q0 -22.6 12 -25 M0 -24 L0 -10", ink, 1.1);
        fill(c, "M-6 -34 H6 V-30.4 Q0 -28.8 -6 -30.4Z", lighter(look.topColour, 0.2));
        stroke(c, "M-6 -30.4 Q0 -28.8 6 -30.4", ink, 1.1);
      } else {
        fill(c, "M5.4 -34 L10 -34 L10 -8 L6 -8Z", look.accent);
        stroke(c, "M5.4 -32 L6.2 -9", ink, 1.1);
        stroke(c, "M0 -17 h3.4", ink, 1.2);
      }
      fill(c, "M-20 -12 H20 V-8 H-20Z", darker(look.topColour, 0.18).concat("40"));
    });
    stroke(c, torso, ink, 1.7);
  },
};
