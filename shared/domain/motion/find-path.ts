/**
 * The way to a tile: A* over eight directions without cut corners, then pulled tight: a corner that the body can see past is left out.
 * Work is bounded by `budget` tiles and by the size of the map.
 */
import type { Grid } from "../place.ts";
import { MAX_PATH_POINTS, type TilePoint, lineFree, middleOf, tileOf } from "./path-sweep.ts";
import { roundPosition } from "./segment.ts";
import { isSolid } from "./sweep.ts";

export interface PathOptions {
  /** It is enough to come this near, in tiles on either axis (1 = the tile beside); default 0. */
  within?: number;
  /** When the goal cannot be reached: go to the reachable tile nearest to it. Default: no way, null. */
  nearest?: boolean;
  /** Tiles looked at at most; default the whole map. */
  budget?: number;
}

const ROOT2 = 1.4142135623730951;
const DX = [1, 0, -1, 0, 1, -1, -1, 1] as const;
const DY = [0, 1, 0, -1, 1, 1, -1, -1] as const;

/** Octile distance in tiles. */
function octile(dx: number, dy: number): number {
  const a = Math.abs(dx);
  const b = Math.abs(dy);
  return a > b ? a + (ROOT2 - 1) * b : b + (ROOT2 - 1) * a;
}

/** A binary heap of tiles by cost. */
class Queue {
  readonly #items: number[] = [];
  readonly #costs: number[] = [];

  get size(): number {
    return this.#items.length;
  }

  push(item: number, cost: number): void {
    let i = this.#items.length;
    this.#items.push(item);
    this.#costs.push(cost);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if ((this.#costs[parent] as number) <= cost) break;
      this.#items[i] = this.#items[parent] as number;
      this.#costs[i] = this.#costs[parent] as number;
      i = parent;
    }
    this.#items[i] = item;
    this.#costs[i] = cost;
  }

  pop(): number {
    const top = this.#items[0] as number;
    const item = this.#items.pop() as number;
    const cost = this.#costs.pop() as number;
    const n = this.#items.length;
    if (n === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= n) break;
      if (child + 1 < n && (this.#costs[child + 1] as number) < (this.#costs[child] as number)) child++;
      if ((this.#costs[child] as number) >= cost) break;
      this.#items[i] = this.#items[child] as number;
      this.#costs[i] = this.#costs[child] as number;
      i = child;
    }
    this.#items[i] = item;
    this.#costs[i] = cost;
    return top;
  }
}

/**
 * @param x,y where the body is, px; free. Rounded to the wire's grid here, since that is where the walk will begin
 * @returns points over whose middles a straight walk leads there, at most MAX_PATH_POINTS (a longer way is cut: walk it, then ask again);
 * [] when one is there already; null when there is no way
 */
export function findPath(grid: Grid, x: number, y: number, goal: TilePoint, options: PathOptions = {}): TilePoint[] | null {
  const fromX = roundPosition(x);
  const fromY = roundPosition(y);
  const from = tileOf(fromX, fromY);
  if (isSolid(grid, from.column, from.row)) return null;
  const tiles = search(grid, from, goal, options);
  if (tiles === null) return null;
  const last = tiles[tiles.length - 1] as TilePoint;
  if (tiles.length === 1) {
    const middle = middleOf(last);
    return middle.x === fromX && middle.y === fromY ? [] : [last];
  }
  return pull(grid, fromX, fromY, tiles).slice(0, MAX_PATH_POINTS);
}

/** Tiles from `from` to the goal, both included. */
function search(
  grid: Grid,
  from: TilePoint,
  goal: TilePoint,
  { within = 0, nearest = false, budget = grid.width * grid.height }: PathOptions,
): TilePoint[] | null {
  const { width } = grid;
  const size = width * grid.height;
  const cost = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const parent = new Int32Array(size).fill(-1);
  const done = new Uint8Array(size);
  const queue = new Queue();
  const start = from.row * width + from.column;
  const guess = (c: number, r: number): number =>
    octile(Math.max(0, Math.abs(c - goal.column) - within), Math.max(0, Math.abs(r - goal.row) - within));
  cost[start] = 0;
  queue.push(start, guess(from.column, from.row));
  let best = start;
  let bestGuess = Number.POSITIVE_INFINITY;
  for (let seen = 0; queue.size > 0 && seen < budget; ) {
    const node = queue.pop();
    if (done[node] === 1) continue;
    done[node] = 1;
    seen++;
    const c = node % width;
    const r = (node - c) / width;
    const left = guess(c, r);
    if (left < bestGuess) {
      bestGuess = left;
      best = node;
      if (left === 0) break;
    }
    for (let d = 0; d < 8; d++) {
      const dx = DX[d] as number;
      const dy = DY[d] as number;
      const nc = c + dx;
      const nr = r + dy;
      if (isSolid(grid, nc, nr) || (d >= 4 && (isSolid(grid, nc, r) || isSolid(grid, c, nr)))) continue;
      const next = nr * width + nc;
      const sum = (cost[node] as number) + (d < 4 ? 1 : ROOT2);
      if (done[next] === 1 || sum >= (cost[next] as number)) continue;
      cost[next] = sum;
      parent[next] = node;
      queue.push(next, sum + guess(nc, nr));
    }
  }
  if (bestGuess > 0 && !nearest) return null;
  const tiles: TilePoint[] = [];
  for (let node = best; node !== -1; node = parent[node] as number) tiles.push({ column: node % width, row: Math.floor(node / width) });
  return tiles.reverse();
}

/** Keeps the tiles at which the way bends, then of these only those that are needed: from each the farthest that a straight walk reaches. */
function pull(grid: Grid, x: number, y: number, tiles: readonly TilePoint[]): TilePoint[] {
  // The first tile stays a candidate: from beside its middle the second one need not be in a straight line.
  const bends: TilePoint[] = [tiles[0] as TilePoint];
  for (let i = 1; i < tiles.length; i++) {
    const a = tiles[i - 1] as TilePoint;
    const b = tiles[i] as TilePoint;
    const c = tiles[i + 1];
    if (i > 0 && c !== undefined && c.column - b.column === b.column - a.column && c.row - b.row === b.row - a.row) continue;
    bends.push(b);
  }
  const path: TilePoint[] = [];
  let fromX = x;
  let fromY = y;
  for (let i = -1; i < bends.length - 1; ) {
    let j = bends.length - 1;
    for (; j > i + 1; j--) {
      const to = middleOf(bends[j] as TilePoint);
      if (lineFree(grid, fromX, fromY, to.x, to.y)) break;
    }
    const point = bends[j] as TilePoint;
    const to = middleOf(point);
    if (to.x !== fromX || to.y !== fromY) path.push(point);
    fromX = to.x;
    fromY = to.y;
    i = j;
  }
  return path;
}
