/**
 * A place: Kartu's own form of a map. The server makes it out of a Tiled file (`server/maps`) and checks it there;
 * everyone else takes it as true. All coordinates in px (1/32 tile) unless a name says tiles.
 */

/** A text of the map: a message key until someone edits it, then the words themselves in a language. */
export type Label = { key: string } | { text: string; lang: string };

export interface Rect {
  x: number;
  y: number;
  w: number;
  h: number;
}

/**
 * A part of a place with a rule.
 * - `arrival`: where newcomers appear; quiet: nobody there hears or is heard.
 * - `meeting`: one conversation, whatever the distances; closed to those outside.
 * - `quiet`: no sound at all.
 * - `stage` and `audience`: the hall of the place. Who stands on a stage is heard in all of it; the others talk by distance.
 * - `board`: standing here offers the board.
 * - `portal`: walking in moves one to `to.place`, into the arrival area `to.area` there (a move that the server makes).
 */
export type Area = { id: string; label: Label; rect: Rect } & (
  | { kind: "arrival" }
  | { kind: "meeting"; capacity: number }
  | { kind: "quiet" }
  | { kind: "stage" }
  | { kind: "audience" }
  | { kind: "board"; board: string }
  | { kind: "portal"; to: { place: string; area: string } }
);
export type AreaKind = Area["kind"];

/** A piece of furniture, a plant, a door …: drawn by `kind`; origin is the middle of its front edge on the floor. */
export interface Thing {
  id: string;
  kind: string;
  x: number;
  y: number;
  /** Footprint, px; 0 for things that hang on a wall. */
  w: number;
  h: number;
  /** What a kind needs to know of itself: colour, facing, text key. */
  props: Record<string, string | number | boolean>;
}

/** Names of floors that the client knows how to draw. */
export const FLOORS = ["grass", "path", "wood", "tiles", "carpet", "sand", "water"] as const;
export type Floor = (typeof FLOORS)[number];

export interface Place {
  id: string;
  label: Label;
  /** Size in tiles, each at most MAX_TILES. */
  width: number;
  height: number;
  /** One entry a tile, row by row: index into FLOORS. */
  floor: number[];
  /** One entry a tile: 1 where a wall stands (drawn and solid). */
  walls: number[];
  /** One entry a tile: 1 where nobody can walk (walls, furniture, water, the outside). */
  solid: number[];
  areas: Area[];
  things: Thing[];
}

/** What motion needs of a place. `solid[row * width + column]`, 1 = cannot be entered. Outside counts as solid. */
export interface Grid {
  width: number;
  height: number;
  solid: Uint8Array;
}

export const gridOf = (place: Place): Grid => ({ width: place.width, height: place.height, solid: Uint8Array.from(place.solid) });

export const contains = (r: Rect, x: number, y: number): boolean => x >= r.x && y >= r.y && x < r.x + r.w && y < r.y + r.h;
