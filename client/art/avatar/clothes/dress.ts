import { clipped, el, fill, lighter, lineOf, part, stroke, svg } from "../../kit.ts";
import type { Clothes } from "./clothes.ts";

export const dress: Clothes = {
  sleeves: "short",
  paint(c, look, view, torso) {
    const ink = lineOf(look.topColour);
    clipped(c, torso, () => {
      fill(c, "M-20 -12.6 Q0 -9 20 -12.6 V-4 H-20Z", lighter(look.topColour, 0.35));
      for (let x = -12; x <= 12; x += 6) fill(c, el(x, -15.6 + Math.abs(x) * -0.05, 0.95), look.accent);
      stroke(c, "M-13 -21.6 Q0 -19.4 13 -21.6", look.accent, 2.2);
      if (view === "front") {
        part(c, svg("M-6 -33 Q0 -26.6 6 -33 L4 -28.4 Q0 -25.6 -4 -28.4Z"), lighter(look.topColour, 0.6), { line: 0.9, shade: 0, light: 0 });
      }
    });
    stroke(c, torso, ink, 1.7);
    if (view === "back") {
      part(c, svg("M0 -21 C-7 -26 -8 -16.6 0 -20 C8 -16.6 7 -26 0 -21Z"), look.accent, { line: 1.1, ink, depth: 1 });
      stroke(c, "M-1 -20 L-3 -14.4 M1 -20 L3 -14.4", ink, 1.2);
    }
  },
};
