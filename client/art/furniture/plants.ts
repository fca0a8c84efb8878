import { type Ctx, darker, el, fill, lighter, part, rr, shadow, stroke, svg, within } from "../kit.ts";
import { P } from "../palette.ts";
import { around, growing } from "./furnishing.ts";

function leaf(c: Ctx, turn: number, length: number, width: number, colour: string): void {
  within(
    c,
    0,
    -20,
    () => {
      part(
        c,
        svg(
          `M0 0 C${-width} ${-length * 0.35} ${-width} ${-length * 0.8} 0 ${-length} C${width} ${-length * 0.8} ${width} ${-length * 0.35} 0 0Z`,
        ),
        colour,
      );
      stroke(c, `M0 -3 L0 ${-length * 0.8}`, lighter(colour, 0.35), 1);
    },
    turn,
  );
}

function pot(c: Ctx, colour: string): void {
  part(c, svg("M-11 -20 L11 -20 L8.5 -2 Q0 1 -8.5 -2Z"), colour);
  part(c, rr(-13, -24, 26, 7, 3), lighter(colour, 0.15));
}

export const plant = growing(around(36, 66), (c) => {
  shadow(c, 2, 0, 14, 5, 0.2);
  leaf(c, -1.25, 26, 8, P.leaf);
  leaf(c, 1.25, 26, 8, P.leaf);
  leaf(c, -0.75, 32, 9, darker(P.leaf, 0.12));
  leaf(c, 0.75, 32, 9, darker(P.leaf, 0.12));
  leaf(c, -0.3, 37, 9, P.leafLight);
  leaf(c, 0.32, 36, 9, P.leafLight);
  leaf(c, 0, 30, 8, lighter(P.leafLight, 0.12));
  pot(c, P.pot);
});

/** Tall, with split leaves. */
export const palm = growing(around(38, 92), (c) => {
  shadow(c, 2, 0, 14, 5, 0.2);
  stroke(c, "M0 -20 Q-3 -40 0 -56", darker(P.oakDark, 0.3), 5.4);
  stroke(c, "M0 -20 Q-3 -40 0 -56", P.oak, 3);
  for (const [turn, long, colour] of [
    [-1.9, 26, P.leaf],
    [1.9, 26, P.leaf],
    [-1.2, 34, darker(P.leaf, 0.1)],
    [1.2, 34, darker(P.leaf, 0.1)],
    [-0.5, 32, P.leafLight],
    [0.5, 32, P.leafLight],
  ] as const) {
    within(
      c,
      0,
      -54,
      () => {
        part(c, svg(`M0 0 Q-9 ${-long * 0.5} 0 ${-long} Q9 ${-long * 0.5} 0 0Z`), colour);
        stroke(
          c,
          `M0 -3 V${-long * 0.8} M0 ${-long * 0.35} l-4 -4 M0 ${-long * 0.35} l4 -4 M0 ${-long * 0.6} l-3.4 -4 M0 ${-long * 0.6} l3.4 -4`,
          darker(colour, 0.3),
          1,
        );
      },
      turn,
    );
  }
  pot(c, P.sky);
});

export const cactus = growing(around(18, 60), (c) => {
  shadow(c, 2, 0, 12, 4.5, 0.2);
  const green = "#5fb878";
  part(c, rr(-16, -44, 8, 16, 4), green);
  part(c, rr(-16, -34, 14, 8, 4), green);
  part(c, rr(9, -50, 8, 18, 4), green);
  part(c, rr(2, -38, 15, 8, 4), green);
  part(c, rr(-8, -56, 16, 40, 8), green, { depth: 3 });
  stroke(c, "M-3 -50 v4 M3 -46 v4 M-3 -40 v4 M3 -35 v4 M-3 -29 v4", lighter(green, 0.5), 1.3);
  for (let i = 0; i < 5; i++) fill(c, el(Math.cos(i * 1.256) * 3.2, -57 + Math.sin(i * 1.256) * 3.2, 2.4), P.pink);
  fill(c, el(0, -57, 2), P.sun);
  pot(c, P.sun);
});
