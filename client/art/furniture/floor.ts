/** What lies on the floor: the origin is the middle of the front edge, so it reaches up by its height. */
import { clipped, type Ctx, darker, el, fill, lighter, part, rr, scatter, stroke } from "../kit.ts";
import { INK, P } from "../palette.ts";
import { accent, type Furnishing, type Piece, type Reach } from "./furnishing.ts";

const flat = (p: Piece): Reach => ({ left: p.w / 2 + 6, right: p.w / 2 + 6, up: p.h + 6, down: 8 });

export const rug: Furnishing = {
  reach: flat,
  draw(c, piece) {
    const { w, h } = piece;
    const colour = accent(piece, "plum");
    const inner = lighter(colour, 0.36);
    const round = piece.props["round"] !== false;
    const shape = (inset: number): Path2D =>
      round
        ? el(0, -h / 2, w / 2 - inset, h / 2 - inset * 0.86)
        : rr(-w / 2 + inset, -h + inset, w - inset * 2, h - inset * 2, Math.max(4, 14 - inset / 2));
    c.save();
    c.translate(2, 3);
    fill(c, shape(0), "rgba(43,36,64,.12)");
    c.restore();
    part(c, shape(0), colour, { depth: 3 });
    fill(c, shape(14), inner);
    c.save();
    c.setLineDash([3, 9]);
    stroke(c, shape(22), "#ffffff", 3);
    c.restore();
    fill(c, shape(31), colour);
    fill(c, shape(42), lighter(colour, 0.14));
  },
};

export const mat: Furnishing = {
  reach: flat,
  draw(c, piece) {
    const { w, h, props } = piece;
    part(c, rr(-w / 2, -h, w, h, 7), accent(piece, "teal"), { depth: 1.6 });
    stroke(c, rr(-w / 2 + 3.6, -h + 3.6, w - 7.2, h - 7.2, 4.4), "rgba(255,255,255,.45)", 1.2);
    const words = typeof props["text"] === "string" ? piece.text(props["text"]).toLocaleUpperCase() : "";
    if (words === "") return;
    c.fillStyle = "rgba(255,255,255,.9)";
    c.textAlign = "center";
    c.textBaseline = "middle";
    let size = 12;
    do c.font = `800 ${size--}px Nunito, sans-serif`;
    while (size > 6 && c.measureText(words).width > w - 14);
    c.fillText(words, 0, -h / 2 + 0.6);
  },
};

/** A picnic blanket in checks. */
export const blanket: Furnishing = {
  reach: flat,
  draw(c, piece) {
    const { w, h } = piece;
    const colour = accent(piece, "coral");
    fill(c, rr(-w / 2 + 3, -h + 4, w, h, 8), "rgba(43,36,64,.16)");
    const shape = rr(-w / 2, -h, w, h, 8);
    part(c, shape, P.cream, { shade: 0, light: 0 });
    clipped(c, shape, () => {
      c.globalAlpha = 0.55;
      c.fillStyle = colour;
      const n = Math.round(w / 30) * 2 + 1;
      const m = Math.round(h / 30) * 2 + 1;
      for (let i = 0; i < n; i += 2) c.fillRect(-w / 2 + (i * w) / n, -h, w / n, h);
      for (let i = 0; i < m; i += 2) c.fillRect(-w / 2, -h + (i * h) / m, w, h / m);
      c.globalAlpha = 1;
      stroke(c, rr(-w / 2 + 4, -h + 4, w - 8, h - 8, 5), "rgba(255,255,255,.7)", 1.6);
      stroke(c, `M${-w * 0.2} ${-h} q6 ${h * 0.5} -4 ${h} M${w * 0.24} ${-h} q-5 ${h * 0.4} 3 ${h}`, "rgba(60,30,90,.08)", 5);
    });
    stroke(c, shape, darker(colour, 0.5), 1.7);
    plate(c, -w * 0.22, -h * 0.62, P.sky);
    plate(c, w * 0.3, -h * 0.36, P.sun);
  },
};

function plate(c: Ctx, x: number, y: number, colour: string): void {
  part(c, el(x, y, 13, 8), "#ffffff", { depth: 1.4 });
  part(c, el(x - 3, y - 2, 5, 4), colour, { line: 1.2, depth: 1.2 });
  part(c, el(x + 4, y - 1, 4, 3.4), P.coral, { line: 1.2, depth: 1.2 });
}

/** A stage of planks, a step high. */
export const podium: Furnishing = {
  reach: (p) => ({ ...flat(p), down: 16 }),
  draw(c, { w, h }) {
    const front = 11;
    fill(c, rr(-w / 2 + 4, -h + 8, w, h + 6, 9), "rgba(43,36,64,.16)");
    part(c, rr(-w / 2, -h + front, w, h, 7), P.oakDark, { depth: 2 });
    const top = rr(-w / 2, -h, w, h, 7);
    part(c, top, P.wood, { shade: 0, light: 0.3 });
    clipped(c, top, () => {
      const boards = Math.max(3, Math.round(h / 16));
      for (let i = 0; i < boards; i++) {
        const y = -h + (i * h) / boards;
        if (i % 2 === 1) {
          c.fillStyle = P.woodDark;
          c.fillRect(-w / 2, y, w, h / boards);
        }
        stroke(c, `M${-w / 2} ${y} H${w / 2}`, "rgba(120,70,40,.28)", 1.2);
        stroke(c, `M${-w / 2 + ((i * 67) % w)} ${y} v${h / boards}`, "rgba(120,70,40,.28)", 1.2);
      }
    });
    stroke(c, top, darker(P.wood, 0.45), 1.7);
    // Where one stands to be heard.
    c.save();
    c.setLineDash([5, 6]);
    stroke(c, el(0, -h / 2, w * 0.17, h * 0.2), "rgba(255,255,255,.85)", 2.2);
    c.restore();
  },
};

/** Stepping stones, one below the other. */
export const stones: Furnishing = {
  reach: flat,
  draw(c, { w, h, seed }) {
    const random = scatter(seed);
    const n = Math.max(1, Math.round(h / 22));
    for (let i = 0; i < n; i++) {
      const x = (random() - 0.5) * w * 0.25;
      part(c, rr(x - w * 0.38, -h + (i * h) / n + 3, w * 0.76, h / n - 6, 7), P.path, { line: 1.2, depth: 1.6 });
    }
  },
};

export const doorstep: Furnishing = { reach: flat, draw: (c, { w, h }) => part(c, rr(-w / 2, -h, w, h, 5), "#d9c7a4", { depth: 1.8 }) };

/** A bed of flowers. */
export const flowers: Furnishing = {
  reach: (p) => ({ ...flat(p), up: p.h + 16 }),
  draw(c, { w, h, seed }) {
    const random = scatter(seed + 17);
    const colours = [P.coral, P.sun, P.pink, P.plum, "#ffffff", P.sky];
    fill(c, el(0, -h / 2, w / 2, h / 2), "rgba(70,120,60,.28)");
    const count = Math.max(6, Math.round((w * h) / 150));
    const spots = Array.from({ length: count }, () => {
      const t = random() * Math.PI * 2;
      const r = Math.sqrt(random());
      return {
        x: Math.cos(t) * r * (w / 2 - 4),
        y: -h / 2 + Math.sin(t) * r * (h / 2 - 2),
        colour: colours[Math.floor(random() * colours.length)] ?? P.coral,
      };
    }).sort((a, b) => a.y - b.y);
    for (const s of spots) {
      stroke(c, `M${s.x} ${s.y} v-8`, "#4c8f4b", 1.6);
      fill(c, el(s.x - 3, s.y - 2.6, 3.2, 1.6, -0.5), P.leaf);
      fill(c, el(s.x + 3, s.y - 2.6, 3.2, 1.6, 0.5), P.leafLight);
      for (let k = 0; k < 5; k++)
        fill(c, el(s.x + Math.cos(k * 1.256) * 2.7, s.y - 9 + Math.sin(k * 1.256) * 2.7, 2.1), darker(s.colour, 0.5));
      for (let k = 0; k < 5; k++) fill(c, el(s.x + Math.cos(k * 1.256) * 2.6, s.y - 9.2 + Math.sin(k * 1.256) * 2.6, 1.8), s.colour);
      fill(c, el(s.x, s.y - 9, 1.5), s.colour === P.sun ? "#e0785a" : "#f5a623");
    }
  },
};

/** Water lilies. */
export const lilies: Furnishing = {
  reach: flat,
  draw(c, { w, h, seed }) {
    const random = scatter(seed + 23);
    for (let i = 0; i < 4; i++) {
      const x = (random() - 0.5) * (w - 26);
      const y = -6 - random() * (h - 14);
      part(c, el(x, y, 11, 6.4), P.leaf, { depth: 1.6 });
      stroke(c, `M${x} ${y} L${x + 9} ${y - 4}`, darker(P.leaf, 0.4), 1.4);
      if (i % 2 === 0) {
        for (let k = -2; k <= 2; k++)
          part(c, el(x - 2 + k * 2.4, y - 5 + Math.abs(k), 2, 4.4, k * 0.4), "#ffd0e2", { line: 0.9, depth: 0.8 });
        fill(c, el(x - 2, y - 3, 1.8), P.sun);
      }
    }
    stroke(c, `M${-w / 2 + 6} ${-h + 4} q8 -3 16 0 M${w / 2 - 22} -3 q8 -3 16 0`, INK.concat("22"), 1.4);
  },
};
