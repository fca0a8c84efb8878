/** Every haircut, top, extra and aid in all views and phases, to look at. Open with the dev server: /test/support/world/sheet.html */
import { AIDS, type Appearance, EXTRAS, HAIRS, TOPS } from "../../../shared/domain/appearance.ts";
import { drawFrame, FRAME, FRAMES } from "../../../client/art/avatar/sheet.ts";

const rows: Appearance[] = HAIRS.map((_, i) => ({
  skin: i % 6,
  hair: i,
  hairColour: [2, 5, 4, 3, 0, 1, 0, 0, 4, 0, 2, 3][i] ?? 0,
  top: i % TOPS.length,
  topColour: (i * 3 + 1) % 10,
  bottomColour: [8, 9, 3, 4, 8][i % 5] ?? 8,
  shoeColour: [7, 0, 1, 7, 2][i % 5] ?? 7,
  extra: i % EXTRAS.length,
  aid: i === 1 || i === 9 ? AIDS.indexOf("wheelchair") : i === 6 ? AIDS.indexOf("cane") : 0,
}));

const scale = Number(new URLSearchParams(location.search).get("scale") ?? 1.5);
const canvas = document.querySelector<HTMLCanvasElement>("#sheet");
const c = canvas?.getContext("2d");
if (canvas && c) {
  canvas.width = FRAMES * 2 * FRAME.w * scale;
  canvas.height = Math.ceil(rows.length / 2) * FRAME.h * scale;
  const begin = performance.now();
  for (const [i, row] of rows.entries()) {
    for (let f = 0; f < FRAMES; f++) {
      c.setTransform(scale, 0, 0, scale, ((i % 2) * FRAMES + f) * FRAME.w * scale, Math.floor(i / 2) * FRAME.h * scale);
      drawFrame(c, row, f);
    }
  }
  document.title = `sheet ${(performance.now() - begin).toFixed(0)} ms`;
}
