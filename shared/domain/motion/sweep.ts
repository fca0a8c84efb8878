/**
 * How a body slides along walls: an exact, event-driven, axis-separated sweep of a 20 x 20 px box against the grid.
 *
 * There is no time step, so no frame rate in the result. It is exact, not merely precise: a walk begins on the wire's grid (1/8 px), tile
 * lines and half the body are whole px, and on a diagonal both axes advance alike, so every event lies on that grid too and no coordinate
 * of an event is ever rounded. That also makes rounding harmless: a free position stays free when it is rounded to 1/8 px.
 * At an exact corner x wins. Only + - * / are used: the same bits in every engine.
 */
import type { Grid } from "../place.ts";
import { HALF_BODY, SPEED, TILE } from "../units.ts";
import { DIAGONAL, type Heading, STEP_X, STEP_Y } from "./heading.ts";

export interface Point {
  x: number;
  y: number;
}

/** Straight, uniform motion from (x, y). `at`: ms after the segment began, with fractions. */
export interface Leg {
  readonly at: number;
  readonly x: number;
  readonly y: number;
  /** px per ms */
  readonly vx: number;
  readonly vy: number;
}

/** Legs in order of time. A heading's are found as far as anyone asked: `front` is where the search stands, null when the last leg is the end. */
export interface Track {
  readonly legs: Leg[];
  front: Front | null;
}

interface Front {
  readonly grid: Grid;
  readonly sx: number;
  readonly sy: number;
  x: number;
  y: number;
  at: number;
}

export const isSolid = (grid: Grid, column: number, row: number): boolean =>
  column < 0 || row < 0 || column >= grid.width || row >= grid.height || grid.solid[row * grid.width + column] === 1;

/** True when a body at (x, y) overlaps no solid tile; touching is free. */
export function boxFree(grid: Grid, x: number, y: number): boolean {
  const c1 = Math.ceil((x + HALF_BODY) / TILE) - 1;
  const r1 = Math.ceil((y + HALF_BODY) / TILE) - 1;
  for (let r = Math.floor((y - HALF_BODY) / TILE); r <= r1; r++) {
    for (let c = Math.floor((x - HALF_BODY) / TILE); c <= c1; c++) if (isSolid(grid, c, r)) return false;
  }
  return true;
}

/** The middle of the tile of (x, y), or of the free tile nearest to it; null when the whole grid is solid. For those whom a changed map put into a wall. */
export function nearestFree(grid: Grid, x: number, y: number): Point | null {
  let best: Point | null = null;
  let distance = Number.POSITIVE_INFINITY;
  for (let r = 0; r < grid.height; r++) {
    for (let c = 0; c < grid.width; c++) {
      if (isSolid(grid, c, r)) continue;
      const dx = (c + 0.5) * TILE - x;
      const dy = (r + 0.5) * TILE - y;
      const d = dx * dx + dy * dy;
      if (d < distance) {
        distance = d;
        best = { x: (c + 0.5) * TILE, y: (r + 0.5) * TILE };
      }
    }
  }
  return best;
}

/** Is motion on x in direction `s` stopped by a wall that the leading edge touches? */
function blockedX(grid: Grid, x: number, y: number, s: number): boolean {
  const edge = x + s * HALF_BODY;
  if (edge % TILE !== 0) return false;
  const column = edge / TILE - (s < 0 ? 1 : 0);
  const last = Math.ceil((y + HALF_BODY) / TILE) - 1;
  for (let row = Math.floor((y - HALF_BODY) / TILE); row <= last; row++) if (isSolid(grid, column, row)) return true;
  return false;
}

function blockedY(grid: Grid, x: number, y: number, s: number): boolean {
  const edge = y + s * HALF_BODY;
  if (edge % TILE !== 0) return false;
  const row = edge / TILE - (s < 0 ? 1 : 0);
  const last = Math.ceil((x + HALF_BODY) / TILE) - 1;
  for (let column = Math.floor((x - HALF_BODY) / TILE); column <= last; column++) if (isSolid(grid, column, row)) return true;
  return false;
}

/** Both leading edges meet in a solid tile's corner, and neither axis alone is stopped. */
function cornerAhead(grid: Grid, x: number, y: number, sx: number, sy: number): boolean {
  const ex = x + sx * HALF_BODY;
  const ey = y + sy * HALF_BODY;
  if (ex % TILE !== 0 || ey % TILE !== 0) return false;
  return isSolid(grid, ex / TILE - (sx < 0 ? 1 : 0), ey / TILE - (sy < 0 ? 1 : 0));
}

/** Distance until the leading or the trailing edge meets the next tile line, always > 0. */
function toNextLine(a: number, s: number): number {
  const lead = a + HALF_BODY;
  const trail = a - HALF_BODY;
  if (s > 0) return Math.min((Math.floor(lead / TILE) + 1) * TILE - lead, (Math.floor(trail / TILE) + 1) * TILE - trail);
  return Math.min(lead - (Math.ceil(lead / TILE) - 1) * TILE, trail - (Math.ceil(trail / TILE) - 1) * TILE);
}

/** The walk in a heading from (x, y), which must be free and on the 1/8 px grid. */
export function sweep(grid: Grid, heading: Heading, x: number, y: number): Track {
  const track: Track = { legs: [], front: { grid, sx: STEP_X[heading] ?? 0, sy: STEP_Y[heading] ?? 0, x, y, at: 0 } };
  advance(track);
  return track;
}

/** Finds legs until one covers `at` (ms after the start) or the walk has ended. At most four events a tile of the map in all. */
export function extend(track: Track, at: number): void {
  while (track.front !== null && track.front.at <= at) advance(track);
}

/** One event further. */
function advance(track: Track): void {
  const front = track.front;
  if (front === null) return;
  const { grid, sx, sy, x, y } = front;
  const stopX = sx === 0 || blockedX(grid, x, y, sx);
  let stopY = sy === 0 || blockedY(grid, x, y, sy);
  if (!stopX && !stopY && cornerAhead(grid, x, y, sx, sy)) stopY = true;
  const speed = sx !== 0 && sy !== 0 ? SPEED * DIAGONAL : SPEED;
  const vx = stopX ? 0 : sx * speed;
  const vy = stopY ? 0 : sy * speed;
  let leg = track.legs[track.legs.length - 1];
  if (leg === undefined || leg.vx !== vx || leg.vy !== vy) {
    leg = { at: front.at, x, y, vx, vy };
    track.legs.push(leg);
  }
  if (stopX && stopY) {
    track.front = null;
    return;
  }
  const distance = stopX ? toNextLine(y, sy) : stopY ? toNextLine(x, sx) : Math.min(toNextLine(x, sx), toNextLine(y, sy));
  if (!stopX) front.x = x + sx * distance;
  if (!stopY) front.y = y + sy * distance;
  // From the leg's begin, not event by event: whoever asks late or often gets the same bits.
  front.at = leg.at + (stopX ? Math.abs(front.y - leg.y) : Math.abs(front.x - leg.x)) / speed;
}
