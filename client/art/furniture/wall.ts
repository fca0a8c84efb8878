/** What hangs on walls: the origin is the bottom of its middle. */
import { clipped, type Ctx, el, fill, part, rr, scatter, stroke, svg } from "../kit.ts";
import { BUNTING, INK, P } from "../palette.ts";
import { around, type Furnishing } from "./furnishing.ts";

const FRAME = "#b99a6a";

export const window: Furnishing = {
  reach: (p) => around(p.w / 2 + 10, 50, 10),
  draw(c, { w, seed }) {
    const h = 42;
    const random = scatter(seed);
    part(c, rr(-w / 2 - 4, -h - 4, w + 8, h + 8, 5), "#ffffff", { ink: FRAME });
    clipped(c, rr(-w / 2, -h, w, h, 3), () => {
      const sky = c.createLinearGradient(0, -h, 0, 0);
      sky.addColorStop(0, "#8fd0ff");
      sky.addColorStop(1, "#e4f6ff");
      c.fillStyle = sky;
      c.fillRect(-w / 2, -h, w, h);
      const x = -14 + random() * 10;
      fill(c, el(x, -h + 14, 9, 5), "#ffffff");
      fill(c, el(x + 8, -h + 12, 7, 5), "#ffffff");
      fill(c, el(-14, 6, 24, 16), P.leafLight);
      fill(c, el(18, 6, 24, 14), P.leaf);
      fill(c, `M${-w / 2 + 4} ${-h} h10 L${-w / 2 - 6} 0 h-10Z`, "rgba(255,255,255,.35)");
    });
    stroke(c, rr(-w / 2, -h, w, h, 3), FRAME, 1.4);
    fill(c, rr(-2, -h, 4, h, 1), "#ffffff");
    part(c, rr(-w / 2 - 7, 2, w + 14, 6, 3), "#ffffff", { ink: FRAME });
  },
};

/** The light that falls through a window onto the floor; painted before everything that stands. */
export function windowLight(c: Ctx, x: number, floorY: number, w: number): void {
  c.save();
  c.globalCompositeOperation = "soft-light";
  const light = c.createLinearGradient(0, floorY, 0, floorY + 150);
  light.addColorStop(0, "rgba(255,244,190,.9)");
  light.addColorStop(1, "rgba(255,244,190,0)");
  c.fillStyle = light;
  c.beginPath();
  c.moveTo(x - w / 2, floorY);
  c.lineTo(x + w / 2, floorY);
  c.lineTo(x + w / 2 + 56, floorY + 150);
  c.lineTo(x - w / 2 + 28, floorY + 150);
  c.fill();
  c.restore();
}

const MOTIFS: Record<string, (c: Ctx) => void> = {
  peaks(c) {
    c.fillStyle = "#2f2b6b";
    c.fillRect(-20, -44, 40, 44);
    fill(c, el(6, -27, 6.4), "#ffd166");
    fill(c, "M-20 0 L-6 -20 L5 -8 L11 -15 L22 0Z", P.coral);
    fill(c, "M-9 -15.6 L-6 -20 L-2 -15.6 L-4 -16.6 L-6 -14Z", "#ffffff");
  },
  fruit(c) {
    c.fillStyle = "#fff0d8";
    c.fillRect(-20, -44, 40, 44);
    part(c, el(-4, -13, 7.4, 7), P.coral, { depth: 1.6 });
    part(c, el(6, -10, 6, 5.6), P.sun, { depth: 1.6 });
    stroke(c, "M-4 -20 q1 -5 5 -6", P.oakDark, 1.6);
    fill(c, el(3, -25, 4, 2.2, -0.5), P.leaf);
    stroke(c, "M-10 -33 h20", P.teal, 2.4);
  },
  wave(c) {
    c.fillStyle = "#d9ecff";
    c.fillRect(-20, -44, 40, 44);
    for (const [y, colour] of [
      [-24, P.sky],
      [-16, P.plum],
      [-8, P.teal],
    ] as const)
      fill(c, `M-20 ${y} q5 -6 10 0 t10 0 t10 0 t10 0 V2 H-20Z`, colour);
    fill(c, el(8, -34, 4), P.sun);
  },
};

export const poster: Furnishing = {
  reach: () => around(24, 48, 6),
  draw(c, { w, props }) {
    const sheet = rr(-w / 2, -40, w, 40, 3);
    part(c, sheet, "#ffffff", { line: 1.5 });
    clipped(c, sheet, () => (MOTIFS[String(props["motif"])] ?? MOTIFS["wave"])?.(c));
    stroke(c, sheet, INK.concat("99"), 1.5);
    fill(c, rr(-5, -43, 10, 5, 1), "rgba(255,230,150,.9)");
  },
};

/** A garland of flags; the point is the bottom of its box, the ends hang at the top. */
export const bunting: Furnishing = {
  reach: (p) => around(p.w / 2 + 8, 26, 18),
  draw(c, { w, seed }) {
    const sag = Math.min(16, w / 9);
    stroke(c, `M${-w / 2} -19 Q0 ${-19 + sag * 2} ${w / 2} -19`, "#7b6a9c", 1.3);
    const flags = Math.max(4, Math.round(w / 17));
    for (let i = 1; i < flags; i++) {
      const t = i / flags;
      const x = -w / 2 + w * t;
      const y = -19 + 2 * t * (1 - t) * sag * 2;
      part(c, svg(`M${x - 5.4} ${y} L${x + 5.4} ${y} L${x} ${y + 10.6}Z`), BUNTING[(i + seed) % BUNTING.length] ?? P.coral, {
        line: 0.9,
        depth: 1,
      });
    }
  },
};

export const clock: Furnishing = {
  reach: () => around(18, 34, 6),
  draw(c) {
    part(c, el(0, -14, 13), P.coral);
    part(c, el(0, -14, 9.8), "#fffdf6", { line: 1, shade: 0.06 });
    stroke(c, "M0 -21.6 v1 M0 -7.4 v1 M-7.4 -14 h1 M6.4 -14 h1", INK, 1.2);
    stroke(c, "M0 -14 L-3.6 -17.6 M0 -14 L4.4 -19", INK, 1.7);
  },
};

export const flowerbox: Furnishing = {
  reach: (p) => around(p.w / 2 + 6, 24, 6),
  draw(c, { w, seed }) {
    const random = scatter(seed + 5);
    const colours = [P.coral, P.sun, P.pink, P.plum];
    for (let x = -w / 2 + 6; x < w / 2 - 3; x += 7) {
      part(c, el(x, -12 - random() * 3, 5.4, 5), random() < 0.5 ? P.leaf : P.leafLight, { line: 1.1, depth: 1.2 });
    }
    for (let x = -w / 2 + 7; x < w / 2 - 4; x += 9)
      part(c, el(x, -16 - random() * 4, 3.4), colours[Math.floor(random() * 4)] ?? P.coral, { line: 1, depth: 1 });
    part(c, rr(-w / 2, -10, w, 11, 3), P.oak);
  },
};
