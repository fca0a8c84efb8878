/**
 * Kinds of things on a map: what a Tiled object's class may say. The server derives from it where nobody can walk;
 * the client draws by it (`client/art/furniture`). Sizes in px (1/32 tile).
 */

/** Where a thing is: lying on the floor, hanging on a wall (its point is the bottom of its middle), or standing. */
export type ThingLayer = "floor" | "wall" | "standing";

export interface ThingKind {
  layer: ThingLayer;
  /** Footprint when the map gives a point; `front edge` is its lower side. */
  w: number;
  h: number;
  /** Nobody can walk there. */
  solid: boolean;
  /** Takes the size of its rectangle on the map. */
  stretches: boolean;
  /** Properties that the drawing knows. */
  props: readonly string[];
}

const lying = (w: number, h: number, ...props: string[]): ThingKind => ({ layer: "floor", w, h, solid: false, stretches: true, props });
const hanging = (w: number, stretches: boolean, ...props: string[]): ThingKind => ({
  layer: "wall",
  w,
  h: 0,
  solid: false,
  stretches,
  props,
});
const standing = (w: number, h: number, solid: boolean, ...props: string[]): ThingKind => ({
  layer: "standing",
  w,
  h,
  solid,
  stretches: false,
  props,
});
const stretching = (w: number, h: number, ...props: string[]): ThingKind => ({
  layer: "standing",
  w,
  h,
  solid: true,
  stretches: true,
  props,
});

export const THINGS = {
  rug: lying(160, 96, "colour", "round"),
  mat: lying(56, 16, "colour", "text"),
  blanket: lying(128, 96, "colour"),
  podium: lying(192, 96),
  stones: lying(32, 64),
  flowers: lying(32, 24, "colour"),
  lilies: lying(48, 32),
  doorstep: lying(72, 12),

  whiteboard: hanging(136, true, "board"),
  window: hanging(44, false),
  poster: hanging(24, false, "motif"),
  bunting: hanging(128, true),
  clock: hanging(18, false),
  screen: hanging(72, false),
  shelf: hanging(56, false),
  flowerbox: hanging(48, false),

  table: stretching(96, 32, "colour", "set"),
  counter: stretching(128, 16),
  roundtable: standing(64, 32, true, "set"),
  pingpong: standing(96, 48, true),
  stool: standing(20, 10, false, "colour"),
  chair: standing(20, 10, false, "colour", "facing"),
  sofa: standing(80, 22, true, "colour"),
  beanbag: standing(30, 14, false, "colour"),
  plant: standing(22, 14, true, "size"),
  palm: standing(22, 14, true),
  cactus: standing(18, 12, true),
  bookshelf: standing(60, 14, true),
  lowshelf: standing(56, 14, true),
  lamp: standing(16, 12, true),
  fridge: standing(30, 16, true),
  coatrack: standing(22, 14, true),
  easel: standing(40, 14, true, "board"),

  tree: standing(22, 16, true, "size", "colour"),
  pine: standing(22, 16, true, "size"),
  birch: standing(18, 14, true, "size"),
  bush: standing(30, 14, true, "colour"),
  hedge: stretching(64, 16),
  rock: standing(26, 14, true),
  bench: standing(60, 16, true, "colour"),
  lantern: standing(14, 12, true),
  basket: standing(20, 10, false),
  campfire: standing(28, 20, true),
  log: standing(44, 12, false),
  bike: standing(44, 14, true, "colour"),
  sign: standing(20, 12, true),
  housefront: stretching(384, 64),
} as const satisfies Record<string, ThingKind>;

export type ThingName = keyof typeof THINGS;
export const isThing = (name: string): name is ThingName => Object.hasOwn(THINGS, name);
export const thingKind = (name: ThingName): ThingKind => THINGS[name];
