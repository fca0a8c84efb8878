/** How many tiles fit beside each other, and how large they are. Pure. */

export interface Grid {
  columns: number;
  /** CSS px. */
  width: number;
  height: number;
}

const RATIO = 16 / 9;
/** Nearly square tiles use a phone that is held upright better. */
const UPRIGHT = 4 / 3;

/** The arrangement with the largest tiles. @param gap between two tiles, px */
export function gridOf(count: number, width: number, height: number, gap: number): Grid {
  const ratio = height > width ? UPRIGHT : RATIO;
  let best: Grid = { columns: 1, width: 0, height: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns += 1) {
    const rows = Math.ceil(count / columns);
    const room = { width: (width - gap * (columns - 1)) / columns, height: (height - gap * (rows - 1)) / rows };
    const tile = Math.floor(Math.max(0, Math.min(room.width, room.height * ratio)));
    if (tile > best.width) best = { columns, width: tile, height: Math.floor(tile / ratio) };
  }
  return best;
}

/** @param page from 0; past the end is the last one */
export function pageOf<T>(all: readonly T[], page: number, size: number): { shown: readonly T[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const at = Math.min(Math.max(0, page), pages - 1);
  return { shown: all.slice(at * size, (at + 1) * size), page: at, pages };
}
