import { cloud, darker, el, fill, lighter, part, rr, scatter, shadow, stroke, svg } from "../kit.ts";
import { P } from "../palette.ts";
import { accent, around, type Furnishing, growing, type Piece } from "./furnishing.ts";

const GREENS = [P.leaf, "#5fb878", "#66b85f"] as const;
const green = (piece: Piece): string => GREENS[piece.seed % GREENS.length] ?? P.leaf;

export const tree = growing(around(44, 96, 12), (c, piece) => {
  const colour = green(piece);
  shadow(c, 4, 0, 30, 9, 0.2);
  part(c, svg("M-6 -30 L-6 -6 Q-7 0 -11 0 L11 0 Q7 0 6 -6 L6 -30Z"), P.oakDark);
  part(c, cloud(0, -54, 30, 26, 11), colour, { depth: 6, line: 2 });
  for (const [x, y, r] of [
    [-12, -66, 8],
    [7, -72, 6],
    [-18, -51, 4],
    [10, -55, 5],
  ] as const)
    fill(c, el(x, y, r, r * 0.8), "rgba(255,255,255,.16)");
  stroke(c, "M-14 -40 q4 5 9 1 M6 -38 q5 4 9 -1 M12 -64 q5 1 7 6", darker(colour, 0.35), 1.6);
  if (piece.seed % 3 === 0)
    for (const [x, y] of [
      [-15, -56],
      [12, -48],
      [2, -66],
      [17, -62],
    ] as const)
      part(c, el(x, y, 3.8), P.coral, { line: 1.2, depth: 1.2 });
});

export const pine = growing(around(34, 104, 12), (c) => {
  const colour = "#3f9a6d";
  shadow(c, 4, 0, 24, 8, 0.2);
  part(c, rr(-5, -20, 10, 20, 3), P.oakDark);
  for (const [y, w, h] of [
    [-14, 27, 36],
    [-36, 22, 32],
    [-58, 16, 30],
  ] as const)
    part(
      c,
      svg(
        `M0 ${y - h} C4 ${y - h} ${w * 0.7} ${y - h * 0.3} ${w} ${y - 3} Q${w} ${y + 3} ${w * 0.55} ${y + 1} Q${w * 0.3} ${y + 5} 0 ${y + 2} Q${-w * 0.3} ${y + 5} ${-w * 0.55} ${y + 1} Q${-w} ${y + 3} ${-w} ${y - 3} C${-w * 0.7} ${y - h * 0.3} -4 ${y - h} 0 ${y - h}Z`,
      ),
      colour,
      { depth: 4, line: 2 },
    );
});

export const birch = growing(around(34, 104, 12), (c) => {
  shadow(c, 4, 0, 22, 7, 0.2);
  part(c, rr(-4.4, -56, 8.8, 56, 3.6), "#f6f1e6");
  stroke(c, "M-4 -12 h4 M0 -21 h4 M-4 -30 h5 M1 -38 h3", "#4a4560", 1.8);
  const colour = "#9ccc65";
  part(c, cloud(0, -68, 23, 29, 10), colour, { depth: 5, line: 2 });
  for (const [x, y, r] of [
    [-9, -82, 6],
    [6, -74, 5],
    [-12, -62, 4],
  ] as const)
    fill(c, el(x, y, r, r * 0.8), "rgba(255,255,255,.22)");
  stroke(c, "M-9 -52 q4 4 8 0 M6 -56 q4 3 7 -1", darker(colour, 0.35), 1.6);
});

export const bush: Furnishing = {
  reach: () => around(34, 46),
  draw(c, piece) {
    const colour = green(piece);
    const random = scatter(piece.seed + 2);
    const blossom = piece.props["colour"] === undefined ? null : accent(piece, "pink");
    shadow(c, 2, -1, 26, 7, 0.2);
    part(c, cloud(0, -17, 23, 14, 9), colour, { depth: 4 });
    fill(c, el(-8, -24, 5, 4), "rgba(255,255,255,.16)");
    for (let i = 0; blossom !== null && i < 7; i++) {
      const t = random() * Math.PI * 2;
      const r = Math.sqrt(random());
      part(c, el(Math.cos(t) * r * 19, -18 + Math.sin(t) * r * 11, 3.2), blossom, { line: 1, depth: 1 });
    }
  },
};

export const hedge: Furnishing = {
  reach: (p) => around(p.w / 2 + 10, p.h + 34),
  draw(c, piece) {
    const { w, h } = piece;
    shadow(c, 2, -2, w / 2 + 6, 9, 0.18);
    const colour = "#5aa866";
    part(c, rr(-w / 2, -22, w, 22, [2, 2, 9, 9]), darker(colour, 0.22));
    part(c, rr(-w / 2, -24 - h, w, h + 8, 11), colour, { depth: 4 });
    const random = scatter(piece.seed + 9);
    for (let i = 0; i < w / 14; i++) {
      const x = -w / 2 + 8 + random() * (w - 16);
      const y = -20 - random() * h;
      stroke(c, `M${x} ${y} q3 -4 6 0`, random() < 0.5 ? darker(colour, 0.3) : lighter(colour, 0.3), 1.5);
    }
  },
};

export const rock: Furnishing = {
  reach: () => around(27, 32),
  draw(c) {
    shadow(c, 2, -1, 20, 6, 0.2);
    part(c, svg("M-19 -5 C-21 -16 -12 -25 -2 -24 C10 -25 20 -16 18 -5 C12 1 -12 1 -19 -5Z"), "#b9b4cc", { depth: 4 });
    part(c, svg("M8 -3 C7 -10 12 -14 17 -13 C22 -12 24 -7 22 -2 C18 1 11 1 8 -3Z"), "#a8a2bf", { depth: 2 });
    stroke(c, "M-9 -16 q4 -3 8 -1 M-12 -9 h5", "rgba(43,36,64,.3)", 1.4);
    fill(c, el(-12, -3.6, 6, 3), P.leafLight.concat("cc"));
  },
};
