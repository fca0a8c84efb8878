import { darker, el, fill, lighter, lineOf, part, rr, shadow, stroke, svg } from "../kit.ts";
import { P } from "../palette.ts";
import { accent, around, type Furnishing } from "./furnishing.ts";

export const stool: Furnishing = {
  reach: () => around(17, 28),
  draw(c, piece) {
    const colour = accent(piece, "sun");
    shadow(c, 1, 0, 13, 5, 0.18);
    part(c, rr(-9, -12, 4, 11, 2), P.oakDark);
    part(c, rr(5, -12, 4, 11, 2), P.oakDark);
    part(c, rr(-13, -17, 26, 8, 4), darker(colour, 0.25));
    part(c, el(0, -17, 13, 8), colour);
  },
};

export const chair: Furnishing = {
  reach: () => around(19, 44),
  draw(c, piece) {
    const colour = accent(piece, "coral");
    shadow(c, 1, 0, 14, 5, 0.18);
    part(c, rr(-12, -38, 24, 26, 7), darker(colour, 0.1));
    stroke(c, "M-5 -32 v10 M0 -32.6 v10 M5 -32 v10", lineOf(colour).concat("88"), 1.2);
    part(c, rr(-11, -12, 4, 11, 2), P.oakDark);
    part(c, rr(7, -12, 4, 11, 2), P.oakDark);
    part(c, rr(-13, -20, 26, 12, 5), colour);
  },
};

export const sofa: Furnishing = {
  reach: (p) => around(p.w / 2 + 8, 52),
  draw(c, piece) {
    const w = piece.w;
    const colour = accent(piece, "teal");
    shadow(c, 2, 0, w / 2 + 4, 7, 0.18);
    part(c, rr(-w / 2, -46, w, 36, 10), darker(colour, 0.08));
    part(c, rr(-w / 2 + 8, -26, w - 16, 20, 5), lighter(colour, 0.14));
    stroke(c, "M0 -25 L0 -8", lineOf(colour), 1.3);
    for (const x of [-w / 2 - 3, w / 2 - 11]) part(c, rr(x, -34, 14, 33, 7), colour);
    part(c, rr(-w / 2 + 8, -9, w - 16, 8, 3), darker(colour, 0.2));
    part(c, rr(-w / 2 + 14, -38, 18, 17, 5), P.sun);
    part(c, rr(w / 2 - 33, -37, 18, 17, 5), colour === P.coral ? P.sky : P.coral);
  },
};

export const beanbag: Furnishing = {
  reach: () => around(29, 42),
  draw(c, piece) {
    const colour = accent(piece, "coral");
    shadow(c, 2, -1, 23, 7, 0.18);
    part(c, svg("M-21 -7 C-25 -26 -11 -37 0 -37 C12 -37 25 -25 21 -7 C15 2 -15 2 -21 -7Z"), colour, { depth: 3.4 });
    part(c, el(0, -20, 12.6, 8), darker(colour, 0.1), { line: 0, shade: 0.1, light: 0 });
    stroke(c, "M-13 -8 Q-8 -4 0 -3.6 M0 -37 Q-3 -33 -4 -29 M0 -37 Q3 -33 5 -29", lineOf(colour).concat("77"), 1.2);
    fill(c, el(-11, -28, 3.4, 2, -0.6), "rgba(255,255,255,.4)");
  },
};

export const bench: Furnishing = {
  reach: (p) => around(p.w / 2 + 6, 46),
  draw(c, piece) {
    const w = piece.w;
    const colour = accent(piece, "oak");
    shadow(c, 2, -1, w / 2 + 4, 7, 0.2);
    for (const k of [-1, 1]) part(c, rr(k * (w / 2 - 9) - 3, -38, 6, 37, 2.5), P.metal);
    part(c, rr(-w / 2, -39, w, 8, 3), colour);
    part(c, rr(-w / 2, -28.6, w, 7.6, 3), colour);
    part(c, rr(-w / 2 - 2, -19, w + 4, 7, 3), lighter(colour, 0.1));
    part(c, rr(-w / 2 - 2, -12.6, w + 4, 6, 3), darker(colour, 0.14));
  },
};

/** A trunk to sit on. */
export const log: Furnishing = {
  reach: (p) => around(p.w / 2 + 5, 24),
  draw(c, piece) {
    const w = piece.w;
    shadow(c, 2, -1, w / 2 + 3, 6, 0.2);
    part(c, rr(-w / 2, -17, w, 16, 8), P.oakDark);
    stroke(c, `M${-w / 2 + 18} -11.6 h${w * 0.4} M${-w / 2 + 26} -6.4 h${w * 0.34}`, darker(P.oakDark, 0.3), 1.3);
    part(c, el(-w / 2 + 7, -9, 6.4, 8), "#e9c594");
    stroke(c, el(-w / 2 + 7, -9, 3.4, 4.4), "#b98552", 1.1);
    stroke(c, el(-w / 2 + 7, -9, 1, 1.4), "#b98552", 1.1);
  },
};
