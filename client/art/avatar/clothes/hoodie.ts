import { clipped, darker, fill, lineOf, part, stroke, svg } from "../../kit.ts";
import type { Clothes } from "./clothes.ts";

export const hoodie: Clothes = {
  sleeves: "long",
  paint(c, look, view, torso) {
    const ink = lineOf(look.topColour);
    clipped(c, torso, () => {
      fill(c, "M-20 -12.6 H20 V-8 H-20Z", darker(look.topColour, 0.14));
      if (view === "front") {
        fill(c, "M-6.4 -19 L6.4 -19 L8 -12.6 L-8 -12.6Z", darker(look.topColour, 0.08));
        stroke(c, "M-6.4 -19 L-8 -13 M6.4 -19 L8 -13 M-6.4 -19 L6.4 -19", ink, 1.1);
        stroke(c, "M-3.2 -29 L-3.4 -23.6 M3.2 -29 L3.4 -24.4", look.accent, 1.5);
      } else if (view === "side") {
        stroke(c, "M2 -18.4 L7 -13", ink, 1.1);
      }
    });
    stroke(c, torso, ink, 1.7);
    if (view === "back")
      part(c, svg("M-9.6 -31 C-10.6 -22 -5 -18.6 0 -18.4 C5 -18.6 10.6 -22 9.6 -31Z"), darker(look.topColour, 0.06), { ink });
    if (view === "side")
      part(c, svg("M-3 -32 C-11 -32 -12.6 -26 -9.8 -23 C-6 -22.4 -4 -26 -3 -32Z"), darker(look.topColour, 0.06), { ink });
  },
};
