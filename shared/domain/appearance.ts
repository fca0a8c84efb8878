/**
 * What an avatar looks like: small, closed sets of choices, so that it travels as a short string and nothing can be smuggled in.
 * Wire form: the index of each choice in base 36, in the order of PARTS ("0a13…"). A new choice is appended at the end of its list.
 */
export const SKINS = ["#ffe0c7", "#f6c79f", "#e3a878", "#c98b5f", "#8a5636", "#5c3826"] as const;
export const HAIRS = ["short", "bob", "long", "braids", "curly", "afro", "bun", "bald", "hijab", "beanie", "buzz", "ponytail"] as const;
export const HAIR_COLOURS = ["#241a2e", "#3a2a2a", "#6b3f2a", "#c76b2c", "#e8b64c", "#ff8fb8", "#8d5bd6", "#35b8a6", "#b9b4cc"] as const;
export const TOPS = ["plain", "stripe", "hoodie", "jacket", "overall", "dress"] as const;
export const COLOURS = [
  "#ff7a6b",
  "#ffc94d",
  "#35b8a6",
  "#6fb7ff",
  "#8d5bd6",
  "#4fb06b",
  "#f28bb0",
  "#f4f0ff",
  "#3d4a7a",
  "#4a4560",
] as const;
export const EXTRAS = ["none", "glasses", "headphones", "beard"] as const;
export const AIDS = ["none", "wheelchair", "cane"] as const;

export interface Appearance {
  skin: number;
  hair: number;
  /** Colour of the hair; of the scarf or hat where `hair` is one: then it indexes COLOURS. */
  hairColour: number;
  top: number;
  topColour: number;
  bottomColour: number;
  shoeColour: number;
  extra: number;
  aid: number;
}

/** How many choices each part has, in wire order. `hairColour` takes the shorter list so that it is valid for both. */
export const PARTS = {
  skin: SKINS.length,
  hair: HAIRS.length,
  hairColour: Math.min(HAIR_COLOURS.length, COLOURS.length),
  top: TOPS.length,
  topColour: COLOURS.length,
  bottomColour: COLOURS.length,
  shoeColour: COLOURS.length,
  extra: EXTRAS.length,
  aid: AIDS.length,
} as const satisfies Record<keyof Appearance, number>;

const KEYS = Object.keys(PARTS) as (keyof Appearance)[];

export const encodeAppearance = (a: Appearance): string => KEYS.map((key) => a[key].toString(36)).join("");

/** The appearance of a wire string, or null when it is not one. */
export function decodeAppearance(code: string): Appearance | null {
  if (code.length !== KEYS.length) return null;
  const out: Partial<Appearance> = {};
  for (const [i, key] of KEYS.entries()) {
    const choice = Number.parseInt(code.charAt(i), 36);
    if (!(choice < PARTS[key])) return null;
    out[key] = choice;
  }
  return out as Appearance;
}

/** A random appearance. @param random numbers in [0, 1), one a part. Aids are never drawn by lot: they are chosen. */
export function randomAppearance(random: () => number): Appearance {
  const out: Partial<Appearance> = {};
  for (const key of KEYS) out[key] = key === "aid" ? 0 : Math.floor(random() * PARTS[key]);
  return out as Appearance;
}
