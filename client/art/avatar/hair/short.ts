import { darker, part, svg } from "../../kit.ts";
import { gloss, type Hair, strands } from "./hair.ts";
import { NAPE_BACK } from "./shapes.ts";

export const short: Hair = {
  ears: "bare",
  over(c, { hairColour: h }, view) {
    const ink = darker(h, 0.35);
    if (view === "front") {
      part(
        c,
        svg(
          "M-18.6 -41 C-22 -58 -12 -65.4 -1 -64.4 C6 -67.4 21.6 -60 18.6 -41 C16 -44 15.6 -48 14 -51 C9 -50 7 -53 5 -54 C2 -50 -5 -49 -8 -52 C-10 -50 -14 -50 -15 -48 C-15.6 -45 -17 -43 -18.6 -41Z",
        ),
        h,
      );
      gloss(c, h);
    } else if (view === "side") {
      part(
        c,
        svg(
          "M17.4 -48.4 C19.4 -57 12 -63 5 -64.4 C-2 -66.6 -20.6 -63.6 -18.6 -42 C-17.8 -36 -14 -32 -10 -31.4 C-8 -34 -8.4 -38 -7 -40.4 C-6.4 -45.6 -3 -46.4 -1.4 -45.4 L.6 -42.6 C2.4 -45.4 2.6 -48.4 4.4 -50.6 C8 -49.6 9.6 -51 11 -52 C12.4 -50 14.6 -48.6 17.4 -48.4Z",
        ),
        h,
      );
      gloss(c, h, -1.6);
    } else {
      part(c, svg(NAPE_BACK), h);
      strands(c, "M1 -56 C-5 -56 -5 -49.6 0 -49.6 M-13 -40 Q-12 -36 -9 -34.4 M12.6 -41 Q12 -37 9.6 -34.8 M0 -43 Q-1 -37 -2.4 -34", ink);
      gloss(c, h);
    }
  },
};
