import { darker, el, part, svg } from "../../kit.ts";
import { P } from "../../palette.ts";
import { gloss, type Hair, strands } from "./hair.ts";
import { NAPE_BACK, SLEEK_SIDE } from "./shapes.ts";

export const ponytail: Hair = {
  ears: "bare",
  behind(c, { hairColour: h }, view) {
    if (view === "front")
      part(c, svg("M6 -62 C20 -70 30 -56 26.6 -44 C25.6 -38.6 23.4 -34 20.6 -32 C21 -38 20 -44 16 -50Z"), darker(h, 0.12));
    else if (view === "side") {
      part(c, svg("M-13 -60 C-24 -64 -30 -52 -27 -42 C-26 -34 -27.6 -29 -24.6 -24.4 C-19.6 -28 -18.6 -36 -17 -44Z"), h);
      strands(c, "M-20 -55 Q-24 -46 -23 -34", darker(h, 0.35));
    }
  },
  over(c, { hairColour: h }, view) {
    const ink = darker(h, 0.35);
    if (view === "front") {
      part(
        c,
        svg(
          "M-18.4 -40.4 C-20.8 -58 -11 -63.4 0 -63.2 C11 -63.4 20.8 -58 18.4 -40.4 C16.8 -45 14 -48.6 10 -50 C5 -50 -1 -52 -4 -55.4 C-6.4 -51.4 -11.4 -49.6 -15 -48.6 C-16.4 -46 -17.4 -43.4 -18.4 -40.4Z",
        ),
        h,
      );
      gloss(c, h);
    } else if (view === "side") {
      part(c, svg(SLEEK_SIDE), h);
      strands(c, "M8 -55.4 Q-4 -60 -12 -55 M-6 -47 Q-11 -50 -14 -53", ink);
      part(c, el(-16, -55.4, 3, 4.4, 0.5), P.coral, { line: 1.2, depth: 1 });
      gloss(c, h, -1);
    } else {
      part(c, svg(NAPE_BACK), h);
      strands(c, "M-13 -42 Q-8 -50 -4 -54 M13 -42 Q8 -50 4 -54", ink);
      part(c, svg("M-5.6 -55 C-11 -46 -9.6 -33 -5 -22 C-2.4 -20 2.4 -20 5 -23 C9.6 -33 11 -46 5.6 -55Z"), h);
      strands(c, "M-2.4 -47 Q-4 -36 -2 -26 M2.6 -47 Q4 -36 2.4 -28", ink);
      part(c, el(0, -54.6, 5.8, 2.9), P.coral, { line: 1.2, depth: 1 });
      gloss(c, h, 0, -2);
    }
  },
};
