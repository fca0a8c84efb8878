/**
 * Is a straight walk of the body free? Exact: coordinates in 1/8 px are integers, so the test of a line against a wall grown by half the
 * body is a comparison of integer fractions. Touching a wall or grazing its corner is free.
 */
import type { Grid } from "../place.ts";
import { HALF_BODY, TILE, WIRE_STEPS } from "../units.ts";
import { type Point, isSolid } from "./sweep.ts";

/** A tile by its numbers; a path leads over the middles of tiles. */
export interface TilePoint {
  readonly column: number;
  readonly row: number;
}

/** Points of one path at most; a longer walk is made of several. */
export const MAX_PATH_POINTS = 64;
/** Length of one path at most, px (over three minutes of walking): bounds the work of checking it. */
export const MAX_PATH_LENGTH = 1024 * TILE;

export const middleOf = (p: TilePoint): Point => ({ x: p.column * TILE + TILE / 2, y: p.row * TILE + TILE / 2 });
export const tileOf = (x: number, y: number): TilePoint => ({ column: Math.floor(x / TILE), row: Math.floor(y / TILE) });

const CELL = TILE * WIRE_STEPS;
const GROWN = HALF_BODY * WIRE_STEPS;

/**
 * Does the line from (ax, ay) by (dx, dy) pass through the open rectangle? All in 1/8 px, integers below 2^17: products stay exact.
 * Each axis allows an open interval of the line's parameter; fractions n/d with d > 0 are compared by cross multiplication.
 */
function hits(ax: number, ay: number, dx: number, dy: number, left: number, top: number): boolean {
  let lowN = 0;
  let lowD = 1;
  let highN = 1;
  let highD = 1;
  for (let axis = 0; axis < 2; axis++) {
    const a = axis === 0 ? ax : ay;
    const d = axis === 0 ? dx : dy;
    const min = (axis === 0 ? left : top) - GROWN;
    const max = min + CELL + 2 * GROWN;
    if (d === 0) {
      if (a <= min || a >= max) return false;
      continue;
    }
    const enter = d > 0 ? min - a : a - max;
    const leave = d > 0 ? max - a : a - min;
    const length = d > 0 ? d : -d;
    if (enter * lowD > lowN * length) {
      lowN = enter;
      lowD = length;
    }
    if (leave * highD < highN * length) {
      highN = leave;
      highD = length;
    }
  }
  // The walk's own ends count (closed interval 0..1), the wall's border does not (open).
  const order = lowN * highD - highN * lowD;
  return order < 0;
}

/** Is the walk of the body from (x, y) to (toX, toY), all on the 1/8 px grid, free of walls? Work: a few tests for each column or row passed. */
export function lineFree(grid: Grid, x: number, y: number, toX: number, toY: number): boolean {
  const ax = x * WIRE_STEPS;
  const ay = y * WIRE_STEPS;
  const dx = toX * WIRE_STEPS - ax;
  const dy = toY * WIRE_STEPS - ay;
  const c0 = Math.floor((Math.min(x, toX) - HALF_BODY) / TILE);
  const c1 = Math.ceil((Math.max(x, toX) + HALF_BODY) / TILE) - 1;
  const yLow = Math.min(y, toY);
  const yHigh = Math.max(y, toY);
  for (let c = c0; c <= c1; c++) {
    // Where the line is while the body can touch this column; one row more on either side than floats could miss.
    let from = yLow;
    let to = yHigh;
    if (dx !== 0) {
      const slope = (toY - y) / (toX - x);
      const y0 = y + slope * (Math.max(Math.min(x, toX), c * TILE - HALF_BODY) - x);
      const y1 = y + slope * (Math.min(Math.max(x, toX), (c + 1) * TILE + HALF_BODY) - x);
      from = Math.max(yLow, Math.min(y0, y1) - 1);
      to = Math.min(yHigh, Math.max(y0, y1) + 1);
    }
    const r1 = Math.ceil((to + HALF_BODY) / TILE) - 1;
    for (let r = Math.floor((from - HALF_BODY) / TILE); r <= r1; r++) {
      if (isSolid(grid, c, r) && hits(ax, ay, dx, dy, c * CELL, r * CELL)) return false;
    }
  }
  return true;
}

/** Is the whole path from (x, y) free, and short enough? */
export function pathFree(grid: Grid, points: readonly TilePoint[], x: number, y: number): boolean {
  if (points.length > MAX_PATH_POINTS) return false;
  let fromX = x;
  let fromY = y;
  let length = 0;
  for (const point of points) {
    const to = middleOf(point);
    const dx = to.x - fromX;
    const dy = to.y - fromY;
    length += Math.sqrt(dx * dx + dy * dy);
    if (length > MAX_PATH_LENGTH || !lineFree(grid, fromX, fromY, to.x, to.y)) return false;
    fromX = to.x;
    fromY = to.y;
  }
  return true;
}
