/** Outlines of regions on a grid, with rounded corners: paths, ponds, the tops of walls. */

interface Corner {
  x: number;
  y: number;
}

/** Closed loops around all filled cells, clockwise (holes anticlockwise), corners only, in cells. */
export function traceRegions(width: number, height: number, filled: (x: number, y: number) => boolean): Corner[][] {
  const at = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < width && y < height && filled(x, y);
  const row = width + 1;
  /** Edges by the corner where they begin: the direction (0 right, 1 down, 2 left, 3 up). */
  const edges = new Map<number, number[]>();
  const add = (x: number, y: number, direction: number): void => {
    const key = y * row + x;
    const list = edges.get(key);
    if (list) list.push(direction);
    else edges.set(key, [direction]);
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!at(x, y)) continue;
      if (!at(x, y - 1)) add(x, y, 0);
      if (!at(x + 1, y)) add(x + 1, y, 1);
      if (!at(x, y + 1)) add(x + 1, y + 1, 2);
      if (!at(x - 1, y)) add(x, y + 1, 3);
    }
  }
  const loops: Corner[][] = [];
  for (const [start, list] of edges) {
    for (let first = list.pop(); first !== undefined; first = list.pop()) {
      const loop: Corner[] = [];
      let x = start % row;
      let y = Math.floor(start / row);
      let direction: number | undefined = first;
      let before: number | undefined;
      while (direction !== undefined) {
        if (direction !== before) loop.push({ x, y });
        before = direction;
        x += direction === 0 ? 1 : direction === 2 ? -1 : 0;
        y += direction === 1 ? 1 : direction === 3 ? -1 : 0;
        const next = edges.get(y * row + x);
        if (y * row + x === start && (next === undefined || next.length === 0)) break;
        // Where two regions touch at a corner, turning right keeps them apart.
        const right: number = (direction + 1) % 4;
        const pick: number = next === undefined ? -1 : next.includes(right) ? next.indexOf(right) : 0;
        direction = pick < 0 ? undefined : next?.splice(pick, 1)[0];
      }
      if (loop.length > 2) loops.push(loop);
    }
  }
  return loops;
}

/** The loops as one path, scaled by `cell`, with corners rounded by `radius` where the edges are long enough. */
export function roundedPath(loops: readonly Corner[][], cell: number, radius: number): Path2D {
  const p = new Path2D();
  for (const loop of loops) {
    const n = loop.length;
    const corner = (i: number): Corner => {
      const c = loop[(i + n) % n] ?? { x: 0, y: 0 };
      return { x: c.x * cell, y: c.y * cell };
    };
    const length = (a: Corner, b: Corner): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
    const last = corner(-1);
    const first = corner(0);
    p.moveTo((last.x + first.x) / 2, (last.y + first.y) / 2);
    for (let i = 0; i < n; i++) {
      const here = corner(i);
      const next = corner(i + 1);
      p.arcTo(here.x, here.y, next.x, next.y, Math.min(radius, length(corner(i - 1), here) / 2, length(here, next) / 2));
    }
    p.closePath();
  }
  return p;
}
