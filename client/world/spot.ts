import type { Place } from "../../shared/domain/place.ts";
import { TILE } from "../../shared/domain/units.ts";

/** How far from a tap a free tile is looked for, tiles. */
const REACH = 3;

/** Where one walks to when a point was tapped: the point, or the middle of the nearest free tile where it is solid. Null when there is none. Px. */
export function freeSpot(place: Place, x: number, y: number): { x: number; y: number } | null {
  const tx = Math.floor(x / TILE);
  const ty = Math.floor(y / TILE);
  const free = (i: number, j: number): boolean =>
    i >= 0 && j >= 0 && i < place.width && j < place.height && place.solid[j * place.width + i] === 0;
  if (free(tx, ty)) return { x, y };
  let best: { x: number; y: number; far: number } | null = null;
  for (let j = ty - REACH; j <= ty + REACH; j++) {
    for (let i = tx - REACH; i <= tx + REACH; i++) {
      if (!free(i, j)) continue;
      const spot = { x: (i + 0.5) * TILE, y: (j + 0.5) * TILE };
      const far = Math.hypot(spot.x - x, spot.y - y);
      if (best === null || far < best.far) best = { ...spot, far };
    }
  }
  return best && { x: best.x, y: best.y };
}
