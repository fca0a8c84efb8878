import { clipped, darker, el, fill, lighter, part, rr, shadow, stroke } from "../kit.ts";
import { P } from "../palette.ts";
import { accent, around, type Furnishing } from "./furnishing.ts";
import { fruitBowl, grain, laptop, legs, mug, paper, pencil } from "./small.ts";

export const table: Furnishing = {
  reach: (p) => around(p.w / 2 + 8, p.h + 38),
  draw(c, piece) {
    const { w, h } = piece;
    const colour = accent(piece, "oak");
    const top = -16 - h;
    shadow(c, 3, -2, w / 2 + 4, 9, 0.18);
    legs(c, [-w / 2 + 11, w / 2 - 11], -16, colour);
    part(c, rr(-w / 2, -22, w, 11, [4, 4, 9, 9]), darker(colour, 0.26));
    const board = rr(-w / 2, top, w, h, 10);
    part(c, board, colour, { depth: 3 });
    grain(c, board, -w / 2, top, w, h);
    if (piece.props["set"] === "work") {
      laptop(c, -w * 0.27, top + h * 0.5);
      mug(c, -w * 0.05, top + h * 0.66, P.coral);
      paper(c, w * 0.06, top + h * 0.22);
      pencil(c, w * 0.34, top + h * 0.55, P.sun);
      mug(c, w * 0.41, top + h * 0.4, P.sky);
    } else if (piece.props["set"] === "fruit") {
      fruitBowl(c, 0, top + h * 0.62);
      mug(c, -w * 0.32, top + h * 0.7, P.teal);
      mug(c, w * 0.31, top + h * 0.56, P.sun);
    }
  },
};

export const roundtable: Furnishing = {
  reach: (p) => around(p.w / 2 + 8, p.h + 46),
  draw(c, piece) {
    const { w, h } = piece;
    const y = -20 - h * 0.4;
    shadow(c, 3, -h * 0.32, w / 2 + 2, h * 0.4, 0.18);
    part(c, rr(-6, -26, 12, 20, 3), P.oakDark);
    part(c, el(0, -6, 18, 6), P.oakDark);
    part(c, el(0, y + 7, w / 2, h * 0.55), darker(P.oak, 0.26));
    const top = el(0, y, w / 2, h * 0.55);
    part(c, top, lighter(P.oak, 0.16), { depth: 3 });
    grain(c, top, -w / 2, y - h * 0.5, w, h);
    if (piece.props["set"] === "tea") {
      for (const [x, dy, colour] of [
        [-22, 2, P.teal],
        [20, 5, P.plum],
      ] as const)
        mug(c, x, y + dy, colour);
      part(c, rr(-8, y - 15, 16, 14, 6), P.cream);
      stroke(c, `M8 ${y - 10} q6 -3 6 -7`, "#c9b79a", 2.4);
      part(c, el(0, y - 15.4, 4.6, 2.4), P.coral, { depth: 1 });
    } else {
      paper(c, -26, y - 14, P.plum);
      part(c, rr(6, y - 12, 22, 16, 2), "#ffe08a", { line: 1.1, depth: 1.2 });
      stroke(c, `M11 ${y - 4} l4 -5 l4 5 l4 -6`, P.coral, 1.5);
      for (const [i, colour] of [P.coral, P.teal, P.sky].entries()) pencil(c, -10 + i * 9, y + 9 - i * 2, colour, 0.5 - i * 0.5);
    }
  },
};

export const pingpong: Furnishing = {
  reach: (p) => around(p.w / 2 + 8, p.h + 40),
  draw(c, { w, h }) {
    const top = -16 - h;
    shadow(c, 3, -2, w / 2 + 4, 10, 0.18);
    legs(c, [-w / 2 + 12, w / 2 - 12], -16, P.metal, 5);
    part(c, rr(-w / 2, -22, w, 9, [2, 2, 6, 6]), "#1f7a74");
    const board = rr(-w / 2, top, w, h, 4);
    part(c, board, "#2f9d92", { depth: 3 });
    clipped(c, board, () => {
      stroke(c, rr(-w / 2 + 4, top + 4, w - 8, h - 8, 2), "#ffffff", 1.8);
      stroke(c, `M${-w / 2} ${top + h / 2} h${w}`, "rgba(255,255,255,.55)", 1.2);
    });
    stroke(c, `M0 ${top + h - 1} V${top - 9}`, P.metal, 1.6);
    fill(c, rr(-1.4, top - 9, 2.8, h + 4, 1), "rgba(255,255,255,.75)");
    part(c, el(-w * 0.3, top + h * 0.62, 8, 6.6), P.coral, { depth: 1.4 });
    part(c, rr(-w * 0.3 - 12.6, top + h * 0.62 + 2, 8, 3.4, 1.6), P.oak, { line: 1.1, depth: 0.8 });
    part(c, el(w * 0.3, top + h * 0.36, 8, 6.6), P.sky, { depth: 1.4 });
    part(c, rr(w * 0.3 + 5, top + h * 0.36 + 2, 8, 3.4, 1.6), P.oak, { line: 1.1, depth: 0.8 });
    part(c, el(w * 0.12, top + h * 0.7, 2.6), "#ffffff", { line: 1, depth: 0.8 });
  },
};

/** A kitchen's work top with drawers, sink and what one needs for tea. */
export const counter: Furnishing = {
  reach: (p) => around(p.w / 2 + 8, p.h + 62),
  draw(c, { w, h }) {
    const top = -30 - h;
    shadow(c, 3, 1, w / 2 + 3, 6, 0.16);
    part(c, rr(-w / 2, -32, w, 32, [0, 0, 4, 4]), "#ffb59e");
    const doors = Math.max(2, Math.round(w / 46));
    for (let i = 0; i < doors; i++) {
      const x = -w / 2 + 4 + (i * (w - 8)) / doors;
      stroke(c, rr(x + 2, -26, (w - 8) / doors - 4, 21, 3), "rgba(120,50,40,.35)", 1.3);
      part(c, rr(x + (w - 8) / doors / 2 - 5, -23, 10, 2.8, 1.3), "#ffffff", { line: 0.8, shade: 0, light: 0 });
    }
    part(c, rr(-w / 2 - 1, top - 2, w + 2, h + 6, 4), P.cream, { depth: 2 });
    part(c, rr(-w * 0.38, top + 1, 40, h - 2, 4), "#cfd6e6", { depth: 1.6 });
    stroke(c, `M${-w * 0.38 + 20} ${top + 3} v-9 q0 -5 6 -5 q4 0 4 4`, "#9aa3b8", 2.4);
    mug(c, -w * 0.08, top + h - 3, P.teal);
    mug(c, -w * 0.02, top + h - 1, P.sun);
    part(c, rr(w * 0.1, top - 20, 24, 26, 4), P.metal);
    fill(c, el(w * 0.1 + 6, top - 14, 1.6), "#8ff0d0");
    part(c, rr(w * 0.1 + 5, top - 8, 14, 11, 2), "#2f2b4a", { line: 1 });
    mug(c, w * 0.1 + 11, top + 2, P.white);
    part(c, rr(w * 0.3, top - 4, 30, 10, 2), P.oak, { depth: 1.4 });
    part(c, el(w * 0.3 + 15, top - 5, 11, 5.4), "#f0c987", { depth: 1.8 });
    stroke(c, `M${w * 0.3 + 9} ${top - 7} l2 4 M${w * 0.3 + 14} ${top - 8} l2 4 M${w * 0.3 + 19} ${top - 7} l2 3`, "#b98552", 1.1);
  },
};
