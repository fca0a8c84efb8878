import { darker, el, fill, part, rr, shadow, stroke, svg } from "../kit.ts";
import { INK, P } from "../palette.ts";
import { around, type Furnishing } from "./furnishing.ts";

export const lamp: Furnishing = {
  reach: () => around(22, 82),
  draw(c) {
    shadow(c, 0, 0, 10, 4, 0.2);
    part(c, el(0, -2, 8, 3.4), INK);
    stroke(c, "M0 -3 L0 -58", P.metal, 2.6);
    part(c, svg("M-9 -76 L9 -76 L15 -55 Q0 -51 -15 -55Z"), "#ffe6a8", { ink: darker(P.sun, 0.45) });
    fill(c, el(0, -54.4, 9, 1.8), "rgba(255,255,255,.7)");
  },
};

export const lantern: Furnishing = {
  reach: () => around(22, 84),
  draw(c) {
    shadow(c, 2, 0, 10, 4, 0.2);
    part(c, rr(-6, -6, 12, 6, 2.4), P.metal);
    part(c, rr(-2.2, -52, 4.4, 48, 2), P.metal);
    part(c, rr(-8, -68, 16, 17, 4), "#ffe9a8", { ink: P.metal, line: 2 });
    fill(c, el(0, -59, 3.6, 4.6), "#fffbe6");
    part(c, svg("M-11 -67 L0 -77 L11 -67Z"), P.metal);
    fill(c, el(0, -60, 20, 18), "rgba(255,233,168,.22)");
  },
};

export const campfire: Furnishing = {
  reach: (p) => around(p.w / 2 + 14, 56, 12),
  draw(c, { w, h }) {
    const y = -h / 2;
    fill(c, el(0, y, w * 0.9, h * 0.95), "rgba(255,201,77,.2)");
    fill(c, el(0, y, w / 2 + 2, h / 2 + 2), "rgba(70,50,50,.5)");
    for (let i = 0; i < 9; i++) {
      const t = (i / 9) * Math.PI * 2 + 0.2;
      part(c, el(Math.cos(t) * (w / 2 + 1), y + Math.sin(t) * (h / 2 + 1), 6.4, 5), i % 2 ? "#b9b4cc" : "#a8a2bf", { depth: 1.6 });
    }
    for (const turn of [-0.5, 0.45]) {
      c.save();
      c.translate(0, y);
      c.rotate(turn);
      part(c, rr(-16, -4, 32, 7, 3.5), P.oakDark);
      c.restore();
    }
    part(
      c,
      svg(
        `M-12 ${y} C-18 ${y - 14} -8 ${y - 20} -8 ${y - 30} C-2 ${y - 26} 0 ${y - 22} 1 ${y - 38} C9 ${y - 30} 16 ${y - 16} 12 ${y}Q0 ${y + 6} -12 ${y}Z`,
      ),
      P.coral,
      { ink: "#c2452f" },
    );
    fill(c, `M-7 ${y} C-10 ${y - 9} -4 ${y - 12} -3 ${y - 20} C4 ${y - 16} 9 ${y - 8} 7 ${y}Q0 ${y + 4} -7 ${y}Z`, P.sun);
    fill(c, `M-3 ${y} C-4 ${y - 6} 0 ${y - 7} 0 ${y - 11} C4 ${y - 7} 4 ${y - 3} 3 ${y}Z`, "#fff3c4");
  },
};
