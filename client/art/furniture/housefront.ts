import { clipped, type Ctx, darker, el, fill, lighter, mix, part, rr, shadow, stroke, svg } from "../kit.ts";
import { INK, P } from "../palette.ts";
import type { Furnishing } from "./furnishing.ts";
import { flowerbox, window } from "./wall.ts";

const WALL_H = 92;

/** A house seen from its garden: front wall, door in the middle, tiled roof. It stretches over its footprint. */
export const housefront: Furnishing = {
  reach: (p) => ({ left: p.w / 2 + 30, right: p.w / 2 + 30, up: WALL_H + p.h + 74, down: 12 }),
  draw(c, piece) {
    const { w, h } = piece;
    shadow(c, 6, -4, w / 2 + 14, 12, 0.2);
    chimney(c, w * 0.28, -WALL_H - h - 20);
    part(c, rr(-w / 2, -WALL_H, w, WALL_H, 4), P.wall, { depth: 4 });
    const base = rr(-w / 2, -22, w, 22, [0, 0, 4, 4]);
    part(c, base, P.wainscot, { line: 1.2 });
    for (let x = -w / 2 + 14; x < w / 2; x += 16) stroke(c, `M${x} -19 v16`, "rgba(43,36,64,.1)", 1.2);
    roof(c, w, h);
    for (const k of [-1, 1]) {
      for (const at of [0.2, 0.37]) {
        c.save();
        c.translate(k * w * at, -36);
        window.draw(c, { ...piece, w: 58, seed: piece.seed + Math.round(at * 100) + k });
        c.translate(0, 11);
        flowerbox.draw(c, { ...piece, w: 62, seed: piece.seed + k + Math.round(at * 10) });
        c.restore();
      }
    }
    door(c);
  },
};

function roof(c: Ctx, w: number, h: number): void {
  const y = -WALL_H + 8;
  const top = y - h - 40;
  const shape = svg(
    `M${-w / 2 - 22} ${y} L${-w / 2 + 16} ${top} Q${-w / 2 + 18} ${top - 4} ${-w / 2 + 26} ${top - 4} H${w / 2 - 26} Q${w / 2 - 18} ${top - 4} ${w / 2 - 16} ${top} L${w / 2 + 22} ${y} Q0 ${y + 5} ${-w / 2 - 22} ${y}Z`,
  );
  fill(c, rr(-w / 2, y, w, 12, 0), "rgba(43,36,64,.16)");
  const colour = "#f0826f";
  part(c, shape, colour, { depth: 5, line: 2.2 });
  clipped(c, shape, () => {
    for (let row = 0, ry = top + 10; ry < y; row++, ry += 17) {
      let d = "";
      for (let x = -w / 2 - 40 + (row % 2) * 12; x < w / 2 + 40; x += 24) d += `M${x} ${ry} q12 13 24 0 `;
      stroke(c, d, darker(colour, 0.26), 1.5);
      if (row % 2 === 0)
        for (let x = -w / 2 + 20; x < w / 2; x += 130) fill(c, el(x + ((row * 47) % 90), ry + 1, 9, 4), lighter(colour, 0.22));
    }
  });
  stroke(c, shape, darker(colour, 0.6), 2.2);
  part(c, rr(-w / 2 + 14, top - 8, w - 28, 9, 4.4), lighter(colour, 0.12));
}

function chimney(c: Ctx, x: number, y: number): void {
  part(c, rr(x - 12, y - 34, 24, 46, 2), "#c9806a");
  stroke(c, `M${x - 12} ${y - 20} h24 M${x - 12} ${y - 10} h24 M${x - 2} ${y - 20} v10`, "rgba(80,30,30,.35)", 1.2);
  part(c, rr(x - 15, y - 38, 30, 8, 3), mix("#c9806a", INK, 0.2));
}

function door(c: Ctx): void {
  part(c, rr(-44, -88, 88, 10, 4), P.oak);
  part(c, rr(-38, -80, 76, 80, [6, 6, 0, 0]), "#ffffff", { ink: "#b99a6a" });
  for (const k of [-1, 1]) {
    part(c, rr(k > 0 ? 1 : -33, -75, 32, 75, 3), P.teal, { depth: 2.4 });
    part(c, rr(k > 0 ? 6 : -28, -68, 22, 26, 4), "#bfeaff", { line: 1.3, depth: 1.6 });
    part(c, rr(k > 0 ? 6 : -28, -36, 22, 28, 4), lighter(P.teal, 0.14), { line: 1.2, depth: 1.6 });
    part(c, el(k * 5, -33, 2.2), P.sun, { line: 1, depth: 0.6 });
  }
  part(c, rr(-46, -4, 92, 9, 4), "#d9c7a4", { depth: 1.8 });
  part(c, el(0, -96, 9), P.sun, { depth: 1.4 });
  stroke(c, "M-3.6 -96 q3.6 5 7.2 0 M-2.6 -98.4 v.6 M2.6 -98.4 v.6", INK, 1.5);
}
