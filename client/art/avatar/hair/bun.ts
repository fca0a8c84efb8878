import { darker, el, part, svg } from "../../kit.ts";
import { P } from "../../palette.ts";
import { gloss, type Hair, strands } from "./hair.ts";
import { NAPE_BACK, SLEEK_FRONT, SLEEK_SIDE } from "./shapes.ts";

export const bun: Hair = {
  ears: "bare",
  over(c, { hairColour: h }, view) {
    const ink = darker(h, 0.35);
    if (view === "front") {
      part(c, el(0, -64.4, 8.4, 7.4), h);
      strands(c, "M-3.6 -67 q3.4 -3 6 .4", ink);
      part(c, svg(SLEEK_FRONT), h);
      gloss(c, h);
    } else if (view === "side") {
      part(c, el(-9.6, -62.8, 7.8, 7.2), h);
      strands(c, "M-13 -65 q3.4 -3 6 .6", ink);
      part(c, svg(SLEEK_SIDE), h);
      strands(c, "M8 -55 Q-2 -60 -9 -55", ink);
      gloss(c, h, -1.6);
    } else {
      part(c, svg(NAPE_BACK), h);
      strands(c, "M-13 -42 Q-8 -52 -3 -57 M13 -42 Q8 -52 3 -57 M0 -40 L0 -54 M-7 -36 Q-5 -46 -2 -54 M7 -36 Q5 -46 2 -54", ink);
      part(c, el(0, -62.4, 8.6, 7.6), h);
      strands(c, "M-4 -62 q4 -6 7 -.6 q-1 5 -5 3", ink);
      part(c, el(0, -56.6, 4.6, 1.9), P.coral, { line: 1.1, depth: 1 });
    }
  },
};
