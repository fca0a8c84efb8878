/** The colours of the world. Outlines are never black: they are mixed towards INK. */
export const INK = "#2b2440";

export const P = {
  white: "#ffffff",
  cream: "#fff4e0",
  grass: "#a9d68f",
  grassDark: "#97c97f",
  grassLight: "#bfe3a6",
  path: "#ecdcb6",
  pathDark: "#dcc794",
  sand: "#f3e2b8",
  water: "#8fd0f0",
  waterDeep: "#6fb9e6",
  wood: "#ecc695",
  woodDark: "#e3b983",
  tile: "#eaf4f1",
  tileDark: "#cfe6e2",
  carpet: "#c9c4ee",
  carpetDark: "#bdb7e8",
  wall: "#fbf1de",
  wainscot: "#9fd0c3",
  kitchenWainscot: "#ffd0bd",
  cap: "#6b5a94",
  oak: "#c98d58",
  oakDark: "#a86f43",
  pot: "#e0785a",
  leaf: "#4fb06b",
  leafLight: "#77c96f",
  metal: "#4a4560",
  steel: "#b9b4cc",
  coral: "#ff7a6b",
  sun: "#ffc94d",
  teal: "#35b8a6",
  sky: "#6fb7ff",
  plum: "#8d5bd6",
  pink: "#f28bb0",
  indigo: "#5a48e8",
} as const;

/** Named accents, for the `colour` property of things on a map. */
export const ACCENTS = {
  coral: P.coral,
  sun: P.sun,
  teal: P.teal,
  sky: P.sky,
  plum: P.plum,
  leaf: P.leaf,
  pink: P.pink,
  oak: P.oak,
  white: P.cream,
} as const;
export type Accent = keyof typeof ACCENTS;

export const BUNTING = [P.coral, P.sun, P.teal, P.sky, P.plum] as const;
