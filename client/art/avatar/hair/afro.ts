import { cloud, darker, type Ctx, part, svg } from "../../kit.ts";
import { type Hair, strands } from "./hair.ts";

function coils(c: Ctx, colour: string, spots: readonly (readonly [number, number])[]): void {
  const tone = colour < "#4" ? "rgba(255,255,255,.17)" : darker(colour, 0.3);
  for (const [x, y] of spots) strands(c, `M${x} ${y} a2 2 0 1 1 3.4 1.4`, tone, 1.2);
}

export const afro: Hair = {
  ears: "bare",
  behind(c, { hairColour: h }, view) {
    if (view === "front") part(c, cloud(0, -51, 20.6, 18.4, 12), h);
    else if (view === "side") part(c, cloud(-4.6, -50.4, 18.6, 17.6, 12), h);
  },
  over(c, { hairColour: h }, view) {
    if (view === "front") {
      part(
        c,
        svg(
          "M-18.6 -43 C-23 -50 -20 -62 -12 -65 C-4 -69.4 6 -69.4 13 -65 C20 -61 22.4 -50 18.6 -43 C16.8 -46 15.8 -49.6 13.6 -51.6 a5 5 0 0 1 -8.4 -.8 a5.6 5.6 0 0 1 -9.6 0 a5 5 0 0 1 -9 .8 C-15.6 -49.6 -16.8 -46 -18.6 -43Z",
        ),
        h,
        { line: 0, shade: 0, light: 0 },
      );
      coils(c, h, [
        [-14, -56],
        [-5, -62],
        [5, -60],
        [12, -55],
      ]);
    } else if (view === "side") {
      part(
        c,
        svg(
          "M15.4 -50 C17 -57 12 -64 4 -65.6 C-8 -68 -20 -62 -21.6 -50 C-22.4 -42 -17 -34.6 -10.6 -34 C-8.6 -36 -8.8 -38.6 -7.4 -40.6 C-6.4 -45 -3.6 -46.4 -.6 -45.6 a5 5 0 0 1 5 -4.6 a5.6 5.6 0 0 1 11 .2Z",
        ),
        h,
        { line: 0, shade: 0, light: 0 },
      );
      coils(c, h, [
        [-17, -51],
        [-9, -59],
        [1, -61],
        [-14, -42],
        [8, -57],
      ]);
    } else {
      part(c, cloud(0, -48.6, 20.8, 18.8, 13), h, { depth: 3.2 });
      coils(c, h, [
        [-14, -52],
        [-6, -60],
        [5, -59],
        [13, -51],
        [-9, -44],
        [1, -49],
        [9, -41],
        [-2, -37],
      ]);
    }
  },
};
