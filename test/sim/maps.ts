import type { Grid } from "../../shared/domain/place.ts";
import { gridOfRows } from "../shared/motion/worlds.ts";

/** A house of 40 x 24 tiles: an outer wall, two inner walls with doors, pillars. */
export function house(): Grid {
  const rows: string[] = [];
  for (let r = 0; r < 24; r++) {
    let row = "";
    for (let c = 0; c < 40; c++) {
      const wall =
        r === 0 ||
        c === 0 ||
        r === 23 ||
        c === 39 ||
        (c === 14 && r % 8 !== 4) ||
        (r === 12 && c % 9 !== 5) ||
        (c % 7 === 3 && r % 5 === 2);
      row += wall ? "#" : ".";
    }
    rows.push(row);
  }
  return gridOfRows(rows);
}
