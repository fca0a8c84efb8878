import { el, fill, part, rr, shadow, stroke, svg, lineOf } from "../kit.ts";
import { P } from "../palette.ts";
import { accent, around, type Furnishing } from "./furnishing.ts";

export const basket: Furnishing = {
  reach: () => around(22, 34),
  draw(c) {
    shadow(c, 1, 0, 16, 5, 0.18);
    stroke(c, "M-11 -14 C-11 -32 11 -32 11 -14", lineOf(P.oak), 4.4);
    stroke(c, "M-11 -14 C-11 -32 11 -32 11 -14", P.oak, 2.2);
    part(c, svg("M-15 -16 H15 L12 -1 Q0 2 -12 -1Z"), P.oak);
    stroke(c, "M-13 -11 H13 M-12.4 -6 H12.4 M-7 -15 L-6 -1 M0 -15 V0 M7 -15 L6 -1", "rgba(90,50,20,.4)", 1.1);
    part(c, svg("M-16 -17 Q0 -22 16 -17 L12 -12 Q0 -15 -9 -11Z"), P.coral, { depth: 1.2 });
  },
};

export const bike: Furnishing = {
  reach: (p) => around(p.w / 2 + 8, 50),
  draw(c, piece) {
    const colour = accent(piece, "coral");
    shadow(c, 0, -1, 34, 5, 0.18);
    for (const x of [-20, 20]) {
      stroke(c, el(x, -14, 13), P.metal, 3);
      stroke(c, el(x, -14, 10.4), "rgba(255,255,255,.6)", 1);
      stroke(c, `M${x - 10} -14 h20 M${x} -24 v20`, P.steel, 0.9);
      fill(c, el(x, -14, 2.4), P.metal);
    }
    const frame = "M-20 -14 L-8 -32 L12 -32 L0 -14 Z M-8 -32 L0 -14 M12 -32 L20 -14 M12 -32 L11 -38";
    stroke(c, frame, lineOf(colour), 4.6);
    stroke(c, frame, colour, 2.8);
    stroke(c, "M11 -39 q5 -3 8 1", P.metal, 2.6);
    part(c, rr(-14, -37, 12, 4.6, 2.3), P.metal);
    part(c, rr(14, -38, 14, 10, 2), P.oak, { depth: 1.4 });
  },
};
