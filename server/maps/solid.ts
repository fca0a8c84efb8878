/** Where nobody can walk, and how far one gets. */
import type { Place, Rect } from "../../shared/domain/place.ts";
import { isThing, thingKind } from "../../shared/domain/things.ts";
import { TILE } from "../../shared/domain/units.ts";

/** A footprint that covers less than this of a tile's edge (px) leaves it free: furniture may stand a little over a line. */
const GRAZE = TILE / 3;

/**
 * One entry a tile, 1 = solid: walls, what lies outside (no floor), water, the foot of standing things, and the tile below a wall,
 * on which the wall's face is drawn (walls are seen from above and from the front).
 */
export function markSolid(place: Pick<Place, "width" | "height" | "walls" | "things">, outside: readonly boolean[]): number[] {
  const { width, height, walls } = place;
  const solid = outside.map((out) => (out ? 1 : 0)) as number[];
  for (let i = 0; i < walls.length; i++) {
    if (walls[i] !== 1) continue;
    solid[i] = 1;
    if (i + width < width * height) solid[i + width] = 1;
  }
  for (const thing of place.things) {
    if (!isThing(thing.kind) || !thingKind(thing.kind).solid) continue;
    const left = thing.x - thing.w / 2;
    const top = thing.y - thing.h;
    const least = (size: number): number => Math.min(GRAZE, size / 2);
    for (let y = Math.max(0, Math.floor(top / TILE)); y < height && y * TILE < thing.y; y++) {
      for (let x = Math.max(0, Math.floor(left / TILE)); x < width && x * TILE < left + thing.w; x++) {
        const across = Math.min(left + thing.w, (x + 1) * TILE) - Math.max(left, x * TILE);
        const down = Math.min(thing.y, (y + 1) * TILE) - Math.max(top, y * TILE);
        if (across >= least(thing.w) && down >= least(thing.h)) solid[y * width + x] = 1;
      }
    }
  }
  return solid;
}

/** Tiles that one can walk to from the free tiles of a rectangle, by steps to the four sides. */
export function reachable(place: Place, from: Rect): Set<number> {
  const { width, height, solid } = place;
  const found = new Set<number>();
  const open: number[] = [];
  const visit = (x: number, y: number): void => {
    const i = y * width + x;
    if (x < 0 || y < 0 || x >= width || y >= height || solid[i] === 1 || found.has(i)) return;
    found.add(i);
    open.push(i);
  };
  for (let y = Math.floor(from.y / TILE); y * TILE < from.y + from.h; y++)
    for (let x = Math.floor(from.x / TILE); x * TILE < from.x + from.w; x++) visit(x, y);
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    const x = i % width;
    const y = Math.floor(i / width);
    visit(x + 1, y);
    visit(x - 1, y);
    visit(x, y + 1);
    visit(x, y - 1);
  }
  return found;
}
