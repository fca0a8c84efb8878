import { darker, el, lighter, lineOf, part, stroke, svg } from "../../kit.ts";
import { sideFace, frontFace } from "../face.ts";
import type { Hair } from "./hair.ts";

/** A headscarf, wrapped under the chin. It covers the head, so it draws the face again in its own opening. */
export const hijab: Hair = {
  ears: "hidden",
  over(c, look, view) {
    const h = look.hairColour;
    const under = darker(h, 0.12);
    const ink = lineOf(h);
    if (view === "back") {
      part(c, svg("M-14 -36 C-18.4 -25 -15 -17.6 0 -14 C15 -17.6 18.4 -25 14 -36Z"), under);
      part(c, el(0, -45, 19.4, 18.2), h);
      stroke(c, "M-15 -37 Q0 -27.6 15 -37 M-10.6 -29.6 Q0 -24 10.6 -29.6 M0 -24 L0 -17.6", ink, 1.2);
      stroke(c, "M-12 -56 C-5 -61.4 5 -61.4 12 -56", lighter(h, 0.4), 1.6);
      return;
    }
    if (view === "side") {
      part(c, svg("M-15 -37 C-18 -28 -14 -22.4 -2 -22 C8 -22.4 14.6 -26 14.4 -32Z"), under);
      part(
        c,
        svg("M17.6 -50 C13 -60 4 -63.6 -2 -63.2 C-14 -63 -20.6 -54 -20 -44 C-19.6 -33 -11 -26.6 0 -26.8 C7 -27 13.6 -28.6 15.6 -31.6 Z"),
        h,
      );
      const opening = svg("M16.9 -50.6 C11 -53.6 3.6 -50.6 2.6 -43.4 C2 -36 6.6 -30.6 14.4 -31.2 C20.4 -36 20.4 -46 16.9 -50.6Z");
      part(c, opening, look.skin, { shade: 0.08, light: 0, ink });
      sideFace(c, look);
      stroke(c, "M-11 -57 C-4 -61.6 5 -61 11 -57", lighter(h, 0.4), 1.6);
      stroke(c, "M2 -50 C-5 -46 -7 -36 -1 -29.6 M-12 -33 Q-3 -25.4 9 -26.6", ink, 1.2);
      return;
    }
    part(c, svg("M-14 -36 C-17 -27 -13 -22.6 0 -21.6 C13 -22.6 17 -27 14 -36Z"), under);
    part(c, el(0, -45, 19.4, 18.2), h);
    part(c, el(0, -42.4, 13.6, 12.8), look.skin, { shade: 0.08, light: 0, ink });
    frontFace(c, look);
    stroke(c, "M-13 -33.4 C-6 -26 8 -26.4 12.4 -32 M4 -27.4 Q1 -24 -3 -23.4", ink, 1.3);
    stroke(c, "M-12 -56.4 C-5 -61.4 5 -61.4 12 -56.4", lighter(h, 0.4), 1.6);
  },
};
