import { darker, part, svg } from "../../kit.ts";
import { gloss, type Hair, strands } from "./hair.ts";
import { FALLING_SIDE, PARTED_FRONT } from "./shapes.ts";

export const long: Hair = {
  ears: "hidden",
  behind(c, { hairColour: h }, view) {
    if (view === "front")
      part(c, svg("M-19 -48 C-22.4 -32 -22 -22 -17.4 -17.4 C-8 -14 8 -14 17.4 -17.4 C22 -22 22.4 -32 19 -48Z"), darker(h, 0.18));
    else if (view === "side") part(c, svg("M-19 -44 C-22.6 -30 -21 -19 -14.6 -16.6 C-9 -16 -5 -20 -4.6 -30 L-3 -44Z"), darker(h, 0.14));
  },
  over(c, { hairColour: h }, view) {
    const ink = darker(h, 0.3);
    if (view === "front") {
      part(c, svg(PARTED_FRONT), h);
      for (const k of [-1, 1]) {
        part(
          c,
          svg(`M${k * 18.6} -42 C${k * 21} -34 ${k * 20.4} -26 ${k * 16.6} -22.4 C${k * 13.4} -25 ${k * 15.4} -33 ${k * 15} -44Z`),
          h,
          { depth: 1.8 },
        );
      }
      gloss(c, h);
    } else if (view === "side") {
      part(c, svg("M-19 -42 C-21.4 -30 -20 -20 -14.6 -17.6 C-8 -18 -4.4 -26 -2.4 -36Z"), h);
      part(c, svg(FALLING_SIDE), h);
      strands(c, "M-13 -31 Q-15 -25 -13.6 -20.4 M-5 -42 Q-7.4 -35 -9 -31.6", ink);
      gloss(c, h, -2);
    } else {
      part(
        c,
        svg(
          "M-18.8 -46 C-19.4 -66.4 19.4 -66.4 18.8 -46 C20.4 -36 22 -26 17.2 -19 C14.4 -21.6 13 -17.6 9.6 -15 C7 -18.6 4 -13.6 0 -14 C-4 -13.6 -7 -18.6 -9.6 -15 C-13 -17.6 -14.4 -21.6 -17.2 -19 C-22 -26 -20.4 -36 -18.8 -46Z",
        ),
        h,
      );
      strands(
        c,
        "M0 -60.4 L0 -52 M-8 -40 Q-9.4 -30 -10.6 -22 M7.4 -40 Q9 -30 9.6 -22.6 M-.6 -36 L-.4 -20 M-14.6 -36 Q-16 -29 -15.6 -25 M14.6 -36 Q16 -29 15.6 -25",
        ink,
      );
      gloss(c, h);
    }
  },
};
