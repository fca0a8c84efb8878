/**
 * Sound goes the way that feet could go: round a corner and through a door, not through a wall. Furniture does not stop it.
 * Decision: docs/decisions/16-walls-stop-sound.md.
 */
import type { Place } from "./place.ts";
import { TILE } from "./units.ts";

/** The way round, in tiles: a conversation begins up to REACH_IN and ends above REACH_OUT, so that a step at a door does not flicker. */
export const REACH_IN = 5;
export const REACH_OUT = 6.5;
/** Longer ways are not known, tiles. */
export const REACH_MOST = 10;

export interface Earshot {
  /** Is there a way of at most `reach` tiles through the air between two points? Symmetric. @param reach at most REACH_MOST */
  open(ax: number, ay: number, bx: number, by: number, reach: number): boolean;
}

const RADIUS = REACH_MOST;
const EDGE = 2 * RADIUS + 1;
const FAR = 255;
/** Lengths are kept in steps of a fifth of a tile: 5 straight, 7 aslant. */
const STRAIGHT = 5;
const ASLANT = 7;
const LIMIT = REACH_MOST * STRAIGHT;

export function earshotOf(place: Pick<Place, "width" | "height" | "walls">): Earshot {
  const { width, height, walls } = place;
  const walled = (col: number, row: number): boolean =>
    col < 0 || row < 0 || col >= width || row >= height || walls[row * width + col] === 1;
  /** For a tile, the length of the way to each tile around it; made when first asked for. */
  const fields = new Map<number, Uint8Array>();

  function fieldOf(col: number, row: number): Uint8Array {
    const key = row * width + col;
    const known = fields.get(key);
    if (known !== undefined) return known;
    const field = new Uint8Array(EDGE * EDGE).fill(FAR);
    field[RADIUS * EDGE + RADIUS] = 0;
    // Relaxing in rounds: the field is 21 x 21 and is made once a tile.
    const queue: [number, number, number][] = [[0, 0, 0]];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [dc, dr, length] = next;
      if ((field[(dr + RADIUS) * EDGE + dc + RADIUS] ?? FAR) < length) continue;
      for (let sr = -1; sr <= 1; sr++) {
        for (let sc = -1; sc <= 1; sc++) {
          const aslant = sc !== 0 && sr !== 0;
          const c = dc + sc;
          const r = dr + sr;
          if (Math.abs(c) > RADIUS || Math.abs(r) > RADIUS || walled(col + c, row + r)) continue;
          // Not through the gap between two walls that touch at a corner.
          if (aslant && walled(col + c, row + dr) && walled(col + dc, row + r)) continue;
          const there = length + (aslant ? ASLANT : STRAIGHT);
          const at = (r + RADIUS) * EDGE + c + RADIUS;
          if (there > LIMIT || there >= (field[at] ?? FAR)) continue;
          field[at] = there;
          queue.push([c, r, there]);
        }
      }
    }
    fields.set(key, field);
    return field;
  }

  return {
    open(ax, ay, bx, by, reach) {
      const dc = Math.floor(bx / TILE) - Math.floor(ax / TILE);
      const dr = Math.floor(by / TILE) - Math.floor(ay / TILE);
      if (Math.abs(dc) > RADIUS || Math.abs(dr) > RADIUS) return false;
      const length = fieldOf(Math.floor(ax / TILE), Math.floor(ay / TILE))[(dr + RADIUS) * EDGE + dc + RADIUS] ?? FAR;
      return length <= reach * STRAIGHT;
    },
  };
}
