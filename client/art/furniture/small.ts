/** Little things that stand on others. */
import { type Ctx, clipped, darker, el, fill, lineOf, part, rr, stroke, within } from "../kit.ts";
import { P } from "../palette.ts";

export function mug(c: Ctx, x: number, y: number, colour: string): void {
  stroke(c, el(x + 4.6, y - 4, 2.6), lineOf(colour), 1.8);
  part(c, rr(x - 4, y - 8, 8, 9, 2.4), colour, { depth: 1.2 });
  fill(c, el(x, y - 7.2, 2.8, 1.1), "#6b3f2a");
}

export function laptop(c: Ctx, x: number, y: number): void {
  part(c, rr(x - 12, y - 6, 24, 8, 2), "#c9c7d8");
  part(c, rr(x - 11, y - 20, 22, 15, 2.5), "#2f2b4a");
  fill(c, rr(x - 8.6, y - 17.6, 17.2, 10.4, 1.4), "#7fd8ff");
  fill(c, `M${x - 6} ${y - 15} h8 v1.6 h-8Z M${x - 6} ${y - 12} h11 v1.6 h-11Z`, "#ffffff");
}

export function paper(c: Ctx, x: number, y: number, ink: string = P.teal): void {
  part(c, rr(x, y, 28, 19, 2), "#fffdf6", { line: 1.1, depth: 1.2 });
  stroke(c, `M${x + 5} ${y + 6} h17 M${x + 5} ${y + 11} h11`, ink, 1.6);
}

export function pencil(c: Ctx, x: number, y: number, colour: string, turn = 0): void {
  within(c, x, y, () => part(c, rr(-7, -1.7, 14, 3.4, 1.7), colour, { line: 1, depth: 0.8 }), turn);
}

export function note(c: Ctx, x: number, y: number, colour: string, turn: number): void {
  within(
    c,
    x,
    y,
    () => {
      part(c, rr(0, 0, 16, 14, 1.5), colour, { line: 0.9, depth: 1.4 });
      stroke(c, "M3 5 L12.4 5 M3 9 L9 9", "rgba(43,36,64,.5)", 1.1);
    },
    turn,
  );
}

export function fruitBowl(c: Ctx, x: number, y: number): void {
  for (const [dx, dy, colour] of [
    [-5, -7, P.coral],
    [4.6, -7, P.sun],
    [0, -10.6, P.leafLight],
  ] as const)
    part(c, el(x + dx, y + dy, 4.7), colour, { depth: 1.6 });
  stroke(c, `M${x} ${y - 15} q1 -2 3 -2`, P.oakDark, 1.3);
  part(c, rr(x - 13, y - 6, 26, 8, [2, 2, 8, 8]), P.white, { depth: 1.6 });
}

export function books(c: Ctx, x: number, y: number, width: number, tall: number, random: () => number): void {
  const colours = [P.coral, P.sun, P.teal, P.sky, P.plum, P.cream, P.pink];
  for (let at = x; at < x + width - 5; ) {
    const w = 4 + random() * 4;
    const h = tall * (0.66 + random() * 0.3);
    if (random() < 0.12) {
      at += 8;
      continue;
    }
    const colour = colours[Math.floor(random() * colours.length)] ?? P.coral;
    part(c, rr(at, y - h, Math.min(w, x + width - at), h, 1.2), colour, { line: 1, depth: 1 });
    if (w > 6) fill(c, rr(at + 1.6, y - h + 2.6, w - 3.2, 1.6, 0.6), "rgba(255,255,255,.6)");
    at += w + 0.9;
  }
}

/** The grain on a wooden top. */
export function grain(c: Ctx, top: Path2D, x: number, y: number, w: number, d: number): void {
  clipped(c, top, () => {
    for (let i = 1; i < 4; i++) {
      const at = y + (i * d) / 4;
      stroke(c, `M${x} ${at} C${x + w / 3} ${at - 2} ${x + (w * 2) / 3} ${at + 3} ${x + w} ${at}`, "rgba(90,50,20,.16)", 1.3);
    }
  });
}

export function legs(c: Ctx, xs: readonly number[], top: number, colour: string, width = 7): void {
  for (const x of xs) part(c, rr(x - width / 2, top, width, -top, 2.5), darker(colour, 0.35));
}
