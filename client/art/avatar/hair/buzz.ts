import { fill, mix, part, stroke, svg } from "../../kit.ts";
import type { Hair } from "./hair.ts";
import { NAPE_BACK } from "./shapes.ts";

/** Close-cropped: the skin shows through. */
export const buzz: Hair = {
  ears: "bare",
  over(c, { hairColour, skin }, view) {
    const h = mix(hairColour, skin, 0.28);
    const light = mix(h, "#ffffff", 0.22);
    if (view === "front") {
      part(
        c,
        svg(
          "M-17.8 -42.6 C-19.2 -57 -10 -61.2 0 -61.2 C10 -61.2 19.2 -57 17.8 -42.6 C16.4 -45 16.4 -48.6 14 -51.4 C8 -53.2 -8 -53.2 -14 -51.4 C-16.4 -48.6 -16.4 -45 -17.8 -42.6Z",
        ),
        h,
        { line: 1.5 },
      );
      stroke(c, "M-8 -57.4 h1 M-2 -58.8 h1 M4 -58.4 h1 M9.6 -56.4 h.6 M-12 -54.6 h.8", light, 1.2);
    } else if (view === "side") {
      part(
        c,
        svg(
          "M16.4 -50 C15.4 -57.4 8 -61.4 -1 -61.2 C-13 -60.6 -19 -52 -17.6 -42 C-16.6 -36.4 -13 -32.6 -10 -32.4 C-8 -34.6 -8.6 -38 -7 -40.4 C-6.4 -45 -3 -46.4 -1 -45.6 L1 -43.4 C3 -46 3 -49.6 5.4 -51.4 C9 -52.4 13 -51.8 16.4 -50Z",
        ),
        h,
        { line: 1.5 },
      );
      stroke(c, "M-8 -57 h1 M-2 -58.4 h1 M4 -57.6 h1 M-13 -51 h.8 M-12 -44 h.8", light, 1.2);
    } else {
      part(c, svg(NAPE_BACK), h, { line: 1.5 });
      fill(c, "M-10 -36 C-6 -34 6 -34 10 -36 L8 -31 L-8 -31Z", mix(h, skin, 0.4));
      stroke(c, "M-8 -55 h1 M-2 -57 h1 M4 -56 h1 M10 -52 h.8 M-12 -48 h.8 M-3 -49 h.8 M6 -46 h.8", light, 1.2);
    }
  },
};
