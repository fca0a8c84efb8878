import { darker, el, fill, lighter, lineOf, part, rr, scatter, shadow, stroke, svg } from "../kit.ts";
import { P } from "../palette.ts";
import { around, type Furnishing } from "./furnishing.ts";
import { books } from "./small.ts";

export const bookshelf: Furnishing = {
  reach: (p) => around(p.w / 2 + 6, 108),
  draw(c, { w, seed }) {
    const random = scatter(seed + 7);
    shadow(c, 2, 0, w / 2 + 3, 6, 0.18);
    part(c, rr(-w / 2, -76, w, 76, 4), P.oakDark);
    for (let k = 0; k < 3; k++) {
      const y = -70 + k * 23;
      fill(c, rr(-w / 2 + 5, y, w - 10, 19, 2), darker(P.oakDark, 0.45));
      books(c, -w / 2 + 7, y + 19, w - 14, 17, random);
    }
    part(c, rr(-w / 2 - 2, -85, w + 4, 11, 4), P.oak);
    part(c, rr(-w * 0.3, -94, 12, 10, 3), P.pot, { depth: 1.2 });
    for (const [x, y] of [
      [-4, -4],
      [0, -7],
      [4, -4],
    ] as const)
      part(c, el(-w * 0.3 + 6 + x, -94 + y, 4), P.leafLight, { depth: 1.2 });
  },
};

/** Low, with boxes. */
export const lowshelf: Furnishing = {
  reach: (p) => around(p.w / 2 + 6, 62),
  draw(c, { w, h, seed }) {
    shadow(c, 2, 0, w / 2 + 3, 6, 0.18);
    part(c, rr(-w / 2, -30, w, 30, 4), P.oakDark);
    const cell = (w - 10) / 3;
    for (let i = 0; i < 3; i++) {
      const x = -w / 2 + 5 + i * cell;
      fill(c, rr(x + 1, -26, cell - 2, 21, 2), darker(P.oakDark, 0.45));
      if (i === 1) books(c, x + 3, -5, cell - 6, 18, scatter(seed + 3));
      else {
        part(c, rr(x + 3, -20, cell - 6, 15, 2), i === 0 ? P.teal : P.coral, { depth: 1.4 });
        fill(c, rr(x + cell / 2 - 4, -15, 8, 3, 1.4), "rgba(255,255,255,.8)");
      }
    }
    part(c, rr(-w / 2 - 2, -30 - h, w + 4, h + 3, 4), P.oak);
    part(c, el(w * 0.22, -30 - h * 0.5 - 7, 8, 8), P.sky, { depth: 1.8 });
    stroke(c, `M${w * 0.22 - 4} ${-38 - h * 0.5} q4 -4 8 0 q-4 5 -8 3`, P.leaf, 1.6);
    part(c, rr(-w * 0.34, -30 - h * 0.5 - 8, 15, 9, 1.6), "#ffe08a", { line: 1.2, depth: 1 });
  },
};

export const shelf: Furnishing = {
  reach: (p) => around(p.w / 2 + 4, 26, 10),
  draw(c, { w, seed }) {
    books(c, -w / 2 + 4, -4, w * 0.46, 17, scatter(seed + 11));
    part(c, rr(w * 0.12, -14, 11, 10, 2.6), P.pot, { depth: 1.2 });
    stroke(c, `M${w * 0.12 + 5} -14 q-8 4 -9 12 M${w * 0.12 + 6} -14 q8 4 8 14`, P.leaf, 2.6);
    for (const [x, y] of [
      [2, -16],
      [6, -19],
      [10, -16],
    ] as const)
      part(c, el(w * 0.12 + x, y, 3.6), P.leafLight, { depth: 1 });
    part(c, rr(w * 0.34, -15, 9, 11, 2), P.sun, { depth: 1.2 });
    part(c, rr(-w / 2, -4, w, 6, 2), P.oak);
    stroke(c, `M${-w / 2 + 9} 2 v5 M${w / 2 - 9} 2 v5`, lineOf(P.oak), 2.2);
  },
};

export const fridge: Furnishing = {
  reach: (p) => around(p.w / 2 + 6, 84),
  draw(c, { w }) {
    shadow(c, 2, 0, w / 2 + 3, 6, 0.18);
    part(c, rr(-w / 2, -76, w, 75, 7), "#bfe3f2", { depth: 3 });
    stroke(c, `M${-w / 2 + 1} -48 H${w / 2 - 1}`, lineOf("#bfe3f2"), 1.4);
    for (const y of [-66, -40]) part(c, rr(-w / 2 + 5, y, 3.6, 12, 1.8), "#ffffff", { line: 1, depth: 0.8 });
    part(c, rr(2, -42, 10, 9, 1), "#ffe08a", { line: 0.9, depth: 1 });
    part(c, rr(6, -28, 11, 9, 1), "#ffb3c7", { line: 0.9, depth: 1 });
    part(c, el(7, -64, 3), P.coral, { line: 1, depth: 0.8 });
  },
};

export const coatrack: Furnishing = {
  reach: () => around(24, 74),
  draw(c) {
    shadow(c, 1, 0, 12, 4.6, 0.2);
    stroke(c, "M-10 -1 L0 -8 L10 -1", lineOf(P.oak), 5);
    stroke(c, "M-10 -1 L0 -8 L10 -1", P.oak, 2.6);
    part(c, rr(-2.4, -66, 4.8, 60, 2.4), P.oak);
    stroke(c, "M-12 -62 L-2 -56 M12 -62 L2 -56", P.oakDark, 3);
    part(c, svg("M4 -58 C14 -58 18 -50 17 -26 C12 -22 6 -23 4 -26Z"), P.coral);
    stroke(c, "M11 -54 Q12 -40 10.6 -26", lineOf(P.coral), 1.2);
    part(c, svg("M-4 -57 C-13 -57 -17 -52 -16 -34 C-12 -31 -6 -32 -4 -34Z"), P.sky);
    part(c, el(0, -67, 8, 4), P.sun);
    part(c, el(0, -70, 5, 4), lighter(P.sun, 0.1));
  },
};
