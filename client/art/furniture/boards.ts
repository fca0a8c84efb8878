import { part, rr, shadow, stroke, svg, el, fill, clipped, darker } from "../kit.ts";
import { P } from "../palette.ts";
import { around, type Furnishing } from "./furnishing.ts";
import { note } from "./small.ts";

const NOTES = ["#ffe08a", "#ffb3c7", "#b8f0c8", "#bfe0ff"] as const;

/** On the wall; its notes and sketches are decoration, the board itself opens in front of it. */
export const whiteboard: Furnishing = {
  reach: (p) => around(p.w / 2 + 8, 62, 12),
  draw(c, { w }) {
    const h = 50;
    part(c, rr(-w / 2 - 4, -h - 4, w + 8, h + 8, 6), P.steel);
    part(c, rr(-w / 2, -h, w, h, 3), "#fdfdff", { shade: 0.05, light: 0, line: 1.2 });
    const at = (i: number): number => -w / 2 + 8 + i * 20;
    for (const [i, x, y] of [
      [0, at(0), -43],
      [1, at(1), -41],
      [2, at(0) + 1, -23],
      [0, at(1) + 1, -22],
      [3, w / 2 - 26, -42],
      [1, w / 2 - 24, -22],
      [2, w / 2 - 46, -40],
    ] as const)
      note(c, x, y, NOTES[i], (i - 1.4) * 0.04);
    stroke(c, "M-16 -31 q8 -12 20 -8 q14 4 10 16 q-6 14 -22 8 q-12 -6 -8 -16Z", P.coral, 2);
    stroke(c, "M20 -32 l14 -5 m-5 -2 l5 2 l-2 4 M-24 -26 l-11 2 m3 -3 l-3 3 l3.4 2.4", P.plum, 2);
    stroke(c, "M-22 -8 h34 M-22 -4 h22", P.teal, 2);
    part(c, rr(-w / 4, 1, w / 2, 5, 2.5), "#8f8aa8");
    for (const [i, colour] of [P.coral, P.teal, P.plum].entries())
      part(c, rr(-14 + i * 10, -1, 7, 3, 1.4), colour, { line: 0.8, depth: 0.6 });
  },
};

export const easel: Furnishing = {
  reach: (p) => around(p.w / 2 + 8, 82),
  draw(c, { w }) {
    shadow(c, 2, -1, w / 2 + 2, 6, 0.2);
    stroke(c, `M${-w / 2 + 6} 0 L-6 -74 M${w / 2 - 6} 0 L6 -74 M0 -8 L0 -72`, darker(P.oak, 0.5), 5);
    stroke(c, `M${-w / 2 + 6} 0 L-6 -74 M${w / 2 - 6} 0 L6 -74 M0 -8 L0 -72`, P.oak, 2.8);
    part(c, rr(-w / 2, -68, w, 46, 3), "#fdfdff", { shade: 0.06, light: 0 });
    note(c, -w / 2 + 5, -63, NOTES[0], -0.05);
    note(c, -w / 2 + 7, -43, NOTES[1], 0.04);
    note(c, w / 2 - 22, -62, NOTES[3], 0.05);
    stroke(c, "M-2 -56 q6 -8 12 -2 q3 6 -3 10 q-8 2 -9 -8Z", P.leaf, 1.8);
    stroke(c, `M${w / 2 - 22} -36 h16 M${w / 2 - 22} -31 h10`, P.teal, 1.8);
    part(c, rr(-w / 2 - 3, -23, w + 6, 5, 2.4), P.oak);
    for (const [i, colour] of [P.coral, P.sun, P.plum].entries())
      part(c, rr(-12 + i * 9, -25.6, 7, 3, 1.4), colour, { line: 0.8, depth: 0.6 });
  },
};

export const screen: Furnishing = {
  reach: (p) => around(p.w / 2 + 6, 62, 8),
  draw(c, { w }) {
    part(c, rr(-w / 2, -52, w, 50, 6), "#2f2b4a");
    const glass = rr(-w / 2 + 5, -47, w - 10, 38, 3);
    clipped(c, glass, () => {
      const sky = c.createLinearGradient(0, -47, 0, -9);
      sky.addColorStop(0, "#6c5ce7");
      sky.addColorStop(1, "#b7a9ff");
      c.fillStyle = sky;
      c.fillRect(-w, -60, w * 2, 60);
      fill(c, el(-w * 0.2, -30, 7), P.sun);
      fill(c, `M${-w / 2} -9 L${-w * 0.2} -28 L0 -16 L${w * 0.18} -32 L${w / 2} -9Z`, P.teal);
      fill(c, `M${-w / 2} -60 L${-w * 0.2} -60 L${-w / 2} -20Z`, "rgba(255,255,255,.14)");
    });
    fill(c, el(w / 2 - 10, -5.4, 1.4), "#8ff0d0");
  },
};

/** A signpost. */
export const sign: Furnishing = {
  reach: () => around(26, 56),
  draw(c) {
    shadow(c, 1, 0, 9, 3.6, 0.2);
    part(c, rr(-2.6, -48, 5.2, 48, 2), P.oakDark);
    part(c, svg("M-18 -46 H14 L21 -39.6 L14 -33 H-18Z"), P.sun);
    part(c, svg("M18 -30 H-14 L-21 -24 L-14 -18 H18Z"), P.teal);
    stroke(c, "M-12 -39.6 h18 M-10 -24 h18", "rgba(255,255,255,.85)", 2);
  },
};
