/** Looking closer at a picture: how far in, and where. Pure. */

/** `x`, `y`: the picture's shift from the middle, px; the picture is `scale` times its box. */
export interface Zoom {
  scale: number;
  x: number;
  y: number;
}

export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 };
const MOST = 6;

interface Box {
  width: number;
  height: number;
}

/** Never so far aside that its edge leaves the edge of the box. */
function within({ scale, x, y }: Zoom, { width, height }: Box): Zoom {
  const [atMostX, atMostY] = [((scale - 1) * width) / 2, ((scale - 1) * height) / 2];
  // `+ 0`: no minus zero.
  return { scale, x: Math.min(atMostX, Math.max(-atMostX, x)) + 0, y: Math.min(atMostY, Math.max(-atMostY, y)) + 0 };
}

/** Closer or further by `factor`; what is under the point stays under it. @param at from the middle of the box, px */
export function zoomAt(zoom: Zoom, factor: number, at: { x: number; y: number }, box: Box): Zoom {
  const scale = Math.min(MOST, Math.max(1, zoom.scale * factor));
  const by = scale / zoom.scale;
  return within({ scale, x: at.x - (at.x - zoom.x) * by, y: at.y - (at.y - zoom.y) * by }, box);
}

export const panBy = (zoom: Zoom, dx: number, dy: number, box: Box): Zoom => within({ ...zoom, x: zoom.x + dx, y: zoom.y + dy }, box);
