import { clipped, el, fill, lineOf, part, rr, stroke } from "../../kit.ts";
import { P } from "../../palette.ts";
import type { Clothes } from "./clothes.ts";

/** Dungarees in the colour of the trousers, over a shirt. */
export const overall: Clothes = {
  sleeves: "short",
  paint(c, look, view, torso) {
    const cloth = look.bottomColour;
    const ink = lineOf(cloth);
    clipped(c, torso, () => {
      fill(c, "M-20 -18 H20 V-4 H-20Z", cloth);
      stroke(c, "M-20 -18 H20", ink, 1.1);
      if (view === "front") {
        part(c, rr(-6.6, -25.4, 13.2, 10, 2), cloth, { line: 1.1 });
        stroke(c, "M-5.4 -25 L-7.4 -33 M5.4 -25 L7.4 -33", cloth, 3);
        for (const x of [-5.2, 5.2]) fill(c, el(x, -23.6, 1.2), P.sun);
        part(c, rr(-3.4, -21, 6.8, 5, 1.4), cloth, { line: 0.9, shade: 0, light: 0 });
      } else if (view === "back") {
        stroke(c, "M-6 -17 L6.6 -33 M6 -17 L-6.6 -33", ink, 4.2);
        stroke(c, "M-6 -17 L6.6 -33 M6 -17 L-6.6 -33", cloth, 2.8);
      } else {
        stroke(c, "M1.4 -18 L0 -33", ink, 4.2);
        stroke(c, "M1.4 -18 L0 -33", cloth, 2.8);
      }
    });
    stroke(c, torso, lineOf(look.topColour), 1.7);
  },
};
