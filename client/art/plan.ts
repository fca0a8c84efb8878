/** A place measured once for drawing, in art units: what the ground, the walls and the furniture need to be drawn piece by piece. */
import { FLOORS, type Floor, type Place, type Rect, type Thing } from "../../shared/domain/place.ts";
import { isThing, type ThingName, thingKind, type ThingLayer } from "../../shared/domain/things.ts";
import { TILE } from "../../shared/domain/units.ts";
import { roundedPath, traceRegions } from "./contour.ts";
import { FURNITURE } from "./furniture/index.ts";
import type { Piece } from "./furniture/furnishing.ts";

/** Art units in a tile. */
export const T = 48;
/** Art units in one px of the domain. */
export const ART = T / TILE;

/** Floors that are laid as rounded regions on the grass, in the order of laying. */
const REGIONS = ["path", "sand", "water"] as const;
const ROOMS: ReadonlySet<Floor> = new Set(["wood", "tiles", "carpet"]);
export const isRoom = (floor: Floor | null): floor is "wood" | "tiles" | "carpet" => floor !== null && ROOMS.has(floor);

/** A thing with its drawing, where it stands and how far it reaches, in art units. */
export interface Placed {
  id: string;
  kind: ThingName;
  layer: ThingLayer;
  x: number;
  y: number;
  piece: Piece;
  box: Rect;
  props: Thing["props"];
}

/** A run of wall seen from the front. */
export interface Face {
  x0: number;
  x1: number;
  y: number;
  /** What lies below it: chooses its colours. `end` is the end of a wall in a doorway. */
  kind: "wood" | "tiles" | "carpet" | "outside" | "end";
}

export interface Plan {
  place: Place;
  /** Size in art units. */
  width: number;
  height: number;
  regions: { floor: (typeof REGIONS)[number]; shape: Path2D }[];
  caps: Path2D;
  faces: Face[];
  things: Placed[];
  doorways: Doorway[];
  floorAt(x: number, y: number): Floor | null;
  wallAt(x: number, y: number): boolean;
}

/** A gap in a wall between two rooms, side by side: their floors meet in its middle. In tiles. */
export interface Doorway {
  x: number;
  y0: number;
  y1: number;
}

/** How high a wall is drawn, and how thick its top is. */
export const FACE_H = 64;
export const CAP = 16;

export function hash(text: string): number {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return (h >>> 0) % 9973;
}

/** @param text words for the map's keys */
export function planOf(place: Place, text: (key: string) => string): Plan {
  const inside = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < place.width && y < place.height;
  const wallAt = (x: number, y: number): boolean => inside(x, y) && place.walls[y * place.width + x] === 1;
  const floorAt = (x: number, y: number): Floor | null => (inside(x, y) ? (FLOORS[place.floor[y * place.width + x] ?? 0] ?? null) : null);
  const regions = REGIONS.flatMap((floor) => {
    const loops = traceRegions(place.width, place.height, (x, y) => floorAt(x, y) === floor);
    return loops.length === 0 ? [] : [{ floor, shape: roundedPath(loops, T, floor === "water" ? 26 : 16) }];
  });
  return {
    place,
    width: place.width * T,
    height: place.height * T,
    regions,
    caps: capsOf(place, wallAt),
    faces: facesOf(place, wallAt, floorAt),
    things: place.things.flatMap((thing) => placedOf(thing, text)),
    doorways: doorwaysOf(place, wallAt, floorAt),
    floorAt,
    wallAt,
  };
}

/** The tops: a strip in the middle of each wall tile, joined to its neighbours. One third of a tile is one cell. */
function capsOf(place: Place, wallAt: Plan["wallAt"]): Path2D {
  const filled = (cx: number, cy: number): boolean => {
    const x = Math.floor(cx / 3);
    const y = Math.floor(cy / 3);
    if (!wallAt(x, y)) return false;
    const dx = (cx % 3) - 1;
    const dy = (cy % 3) - 1;
    if (dx !== 0 && dy !== 0) return false;
    return (dx === 0 && dy === 0) || wallAt(x + dx, y + dy);
  };
  return roundedPath(traceRegions(place.width * 3, place.height * 3, filled), CAP, 4);
}

function facesOf(place: Place, wallAt: Plan["wallAt"], floorAt: Plan["floorAt"]): Face[] {
  const faces: Face[] = [];
  for (let y = 0; y < place.height; y++) {
    for (let x = 0; x < place.width; x++) {
      if (!wallAt(x, y) || wallAt(x, y + 1)) continue;
      const left = wallAt(x - 1, y);
      const right = wallAt(x + 1, y);
      const below = floorAt(x, y + 1);
      const kind = !left && !right ? "end" : isRoom(below) ? below : "outside";
      const x0 = x * T + (left ? (wallAt(x - 1, y + 1) ? -CAP : 0) : CAP);
      const x1 = (x + 1) * T + (right ? (wallAt(x + 1, y + 1) ? CAP : 0) : -CAP);
      const before = faces.at(-1);
      const top = (y + 1) * T - CAP;
      if (before && before.y === top && before.kind === kind && Math.abs(before.x1 - x0) < 1) before.x1 = x1;
      else faces.push({ x0, x1, y: top, kind });
    }
  }
  return faces;
}

/** Longest gap that counts as a doorway, tiles. */
const DOORWAY = 4;

function doorwaysOf(place: Place, wallAt: Plan["wallAt"], floorAt: Plan["floorAt"]): Doorway[] {
  const found: Doorway[] = [];
  for (let x = 1; x < place.width - 1; x++) {
    for (let y = 1; y < place.height; y++) {
      if (wallAt(x, y) || !wallAt(x, y - 1)) continue;
      let end = y;
      while (end < place.height && end - y <= DOORWAY && !wallAt(x, end)) end++;
      const left = floorAt(x - 1, end - 1);
      const right = floorAt(x + 1, end - 1);
      if (wallAt(x, end) && isRoom(left) && isRoom(right) && left !== right) found.push({ x, y0: y, y1: end });
    }
  }
  return found;
}

function placedOf(thing: Thing, text: (key: string) => string): Placed[] {
  if (!isThing(thing.kind)) return [];
  const piece: Piece = { w: thing.w * ART, h: thing.h * ART, props: thing.props, text, seed: hash(thing.id) };
  const reach = FURNITURE[thing.kind].reach(piece);
  const x = thing.x * ART;
  const y = thing.y * ART;
  const box = { x: x - reach.left, y: y - reach.up, w: reach.left + reach.right, h: reach.up + reach.down };
  return [{ id: thing.id, kind: thing.kind, layer: thingKind(thing.kind).layer, x, y, piece, box, props: thing.props }];
}

export const overlaps = (a: Rect, b: Rect): boolean => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
