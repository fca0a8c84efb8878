/**
 * Where the name plates of people who stand close together lie: over the head, a row higher, or not at all. Never one on another. Pure; CSS px.
 */

export interface Plate {
  id: number;
  /** Its middle, and where its lower edge lies over the head. */
  x: number;
  bottom: number;
  width: number;
  /** Who must be readable comes first: oneself, who is pointed at, who speaks; then by how near they are. The smallest first. */
  rank: number;
}

/** How high a plate is, with the gap to the next. */
export const PLATE_STEP = 22;
/** Over the head, and one higher: a plate that lies further up belongs to somebody else for the eye. */
const ROWS = 2;
/** So much room a plate needs to come down or to appear again: two who walk side by side do not make it flicker. */
const ROOM = 8;

/**
 * @param before what this gave for the last frame
 * @returns row (0: over the head) by id; who is not in it has no plate
 */
export function layPlates(plates: readonly Plate[], before: ReadonlyMap<number, number>): Map<number, number> {
  const rows = new Map<number, number>();
  /** What is taken, by bands as high as a plate. */
  const taken = new Map<number, { left: number; right: number; bottom: number }[]>();
  const free = (left: number, right: number, bottom: number): boolean => {
    const band = Math.floor(bottom / PLATE_STEP);
    for (let b = band - 1; b <= band + 1; b++) {
      for (const other of taken.get(b) ?? []) {
        if (left < other.right && right > other.left && Math.abs(bottom - other.bottom) < PLATE_STEP) return false;
      }
    }
    return true;
  };
  for (const { id, x, bottom, width } of [...plates].sort((a, b) => a.rank - b.rank || a.id - b.id)) {
    const last = before.get(id);
    for (let row = 0; row < ROWS; row++) {
      const room = row === last ? 0 : ROOM;
      const [left, right, at] = [x - width / 2, x + width / 2, bottom - row * PLATE_STEP];
      if (!free(left - room, right + room, at)) continue;
      rows.set(id, row);
      const band = Math.floor(at / PLATE_STEP);
      const there = taken.get(band);
      if (there === undefined) taken.set(band, [{ left, right, bottom: at }]);
      else there.push({ left, right, bottom: at });
      break;
    }
  }
  return rows;
}
