import { type Ctx, darker, el, part, svg } from "../../kit.ts";
import { P } from "../../palette.ts";
import { gloss, type Hair, strands } from "./hair.ts";
import { FALLING_SIDE, PARTED_FRONT } from "./shapes.ts";

function braid(c: Ctx, colour: string, x: number, y: number, lean: number): void {
  for (let i = 0; i < 3; i++) part(c, el(x + lean * i, y + i * 5.8, 4.2 - i * 0.35, 3.9), colour, { depth: 1.6 });
  part(c, el(x + lean * 3, y + 15.4, 2.6, 2), P.sun, { line: 1.2, depth: 1 });
  part(c, el(x + lean * 3.3, y + 18.6, 2.4, 2.8), colour, { depth: 1 });
}

export const braids: Hair = {
  ears: "hidden",
  over(c, { hairColour: h }, view) {
    const ink = darker(h, 0.35);
    if (view === "front") {
      part(c, svg(PARTED_FRONT), h);
      for (const k of [-1, 1]) braid(c, h, k * 18.4, -37.4, k * -0.5);
      gloss(c, h);
    } else if (view === "side") {
      part(c, svg(FALLING_SIDE), h);
      strands(c, "M-3 -60 Q-9 -52 -12 -42", ink);
      braid(c, h, -10.6, -31, -0.3);
      gloss(c, h, -2);
    } else {
      part(
        c,
        svg(
          "M-18.2 -42 C-20.6 -66.6 20.6 -66.6 18.2 -42 C17.6 -36 15 -31 11.6 -30 C7 -29.6 4 -33 0 -36.6 C-4 -33 -7 -29.6 -11.6 -30 C-15 -31 -17.6 -36 -18.2 -42Z",
        ),
        h,
      );
      strands(c, "M0 -61 L0 -37 M-4 -52 Q-11 -46 -11.6 -36 M4 -52 Q11 -46 11.6 -36", ink);
      for (const k of [-1, 1]) braid(c, h, k * 11.8, -28.6, k * 0.2);
      gloss(c, h);
    }
  },
};
