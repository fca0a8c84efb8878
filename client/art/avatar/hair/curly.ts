import { darker, part, svg } from "../../kit.ts";
import { type Hair, strands } from "./hair.ts";

const LOOPS = "a2.4 2.2 0 1 1 4.4 1.6";

export const curly: Hair = {
  ears: "bare",
  over(c, { hairColour: h }, view) {
    const ink = darker(h, 0.4);
    const curl = h < "#4" ? "rgba(255,255,255,.2)" : ink;
    if (view === "front") {
      part(
        c,
        svg(
          "M-18 -42 a5.6 5.6 0 0 1 -2 -9 a6.4 6.4 0 0 1 6 -9 a7 7 0 0 1 10 -4.5 a7 7 0 0 1 10 1 a6.6 6.6 0 0 1 9 5 a6.2 6.2 0 0 1 4 9 a5.4 5.4 0 0 1 -1.6 8 a4.6 4.6 0 0 1 -5 -7 a5.6 5.6 0 0 1 -8 -1.6 a5.8 5.8 0 0 1 -8.6 0 a5.6 5.6 0 0 1 -8 1.6 a4.6 4.6 0 0 1 -5.8 6.5Z",
        ),
        h,
      );
      strands(c, `M-13 -55 ${LOOPS} M-3 -60 ${LOOPS} M7 -57 ${LOOPS}`, curl, 1.3);
    } else if (view === "side") {
      part(
        c,
        svg(
          "M16.6 -48.6 a5.5 5.5 0 0 0 -1.6 -8.6 a6.6 6.6 0 0 0 -9.4 -5.4 a6.8 6.8 0 0 0 -11 -.8 a6.6 6.6 0 0 0 -10.4 4 a6.6 6.6 0 0 0 -4.4 9.6 a6 6 0 0 0 .4 9.8 a5.6 5.6 0 0 0 6.6 6.4 a4.6 4.6 0 0 0 5.4 -5.6 a4.4 4.4 0 0 0 .6 -6.4 a4.6 4.6 0 0 0 6 -2.6 a5 5 0 0 0 8 -1 a5.4 5.4 0 0 0 9.8 .6Z",
        ),
        h,
      );
      strands(c, `M-14 -53 ${LOOPS} M-4 -59 ${LOOPS} M5 -57 ${LOOPS} M-15 -43 ${LOOPS}`, curl, 1.3);
    } else {
      part(
        c,
        svg(
          "M-17.4 -38 a5.8 5.8 0 0 1 -3 -10 a6.6 6.6 0 0 1 5 -10 a7 7 0 0 1 10 -5.6 a7.2 7.2 0 0 1 10.8 0 a7 7 0 0 1 10 5.6 a6.6 6.6 0 0 1 5 10 a5.8 5.8 0 0 1 -3 10 a6 6 0 0 1 -7 6 a6 6 0 0 1 -10.4 1.4 a6 6 0 0 1 -10.4 -1.4 a6 6 0 0 1 -7 -6Z",
        ),
        h,
      );
      strands(
        c,
        `M-13 -54 ${LOOPS} M-3 -59 ${LOOPS} M7 -55 ${LOOPS} M-9 -44 ${LOOPS} M3 -46 ${LOOPS} M10 -42 ${LOOPS} M-3 -37 ${LOOPS}`,
        curl,
        1.3,
      );
    }
  },
};
