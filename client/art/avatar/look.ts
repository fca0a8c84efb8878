/** An appearance's numbers turned into the colours and choices that the drawing modules use. */
import {
  AIDS,
  type Appearance,
  COLOURS,
  decodeAppearance,
  EXTRAS,
  HAIR_COLOURS,
  HAIRS,
  SKINS,
  TOPS,
} from "../../../shared/domain/appearance.ts";
import { lighter, mix } from "../kit.ts";
import { P } from "../palette.ts";

/** How one is seen. Left is the side mirrored. */
export type View = "front" | "side" | "back";
/** 0 stands; 1 and 3 are the two strides; 2 stands again. */
export type Phase = 0 | 1 | 2 | 3;

export interface Look {
  skin: string;
  hair: (typeof HAIRS)[number];
  /** Of the hair, or of the scarf or hat. */
  hairColour: string;
  /** Brows and beard, also where a scarf or hat hides the hair. */
  browColour: string;
  top: (typeof TOPS)[number];
  topColour: string;
  /** What goes with the top: stripes, shirt under the jacket, strings. */
  accent: string;
  bottomColour: string;
  shoeColour: string;
  extra: (typeof EXTRAS)[number];
  aid: (typeof AIDS)[number];
  seated: boolean;
}

/** Which walk one leg and arm are in: -1, 0 or 1. */
export const swing = (phase: Phase): -1 | 0 | 1 => (phase === 1 ? 1 : phase === 3 ? -1 : 0);

const COVERED = new Set(["hijab", "beanie"]);
const PALE = new Set(["#f4f0ff", "#ffc94d"]);

const DEFAULT: Appearance = { skin: 1, hair: 0, hairColour: 2, top: 0, topColour: 3, bottomColour: 8, shoeColour: 7, extra: 0, aid: 0 };

/** Every choice resolved. A wire string that is not one gives a plain person rather than nothing. */
export function lookOf(appearance: Appearance | string): Look {
  const a = typeof appearance === "string" ? (decodeAppearance(appearance) ?? DEFAULT) : appearance;
  const hair = HAIRS[a.hair] ?? "short";
  const covered = COVERED.has(hair);
  const hairColour = (covered ? COLOURS[a.hairColour] : HAIR_COLOURS[a.hairColour]) ?? HAIR_COLOURS[0];
  const skin = SKINS[a.skin] ?? SKINS[0];
  const topColour = COLOURS[a.topColour] ?? COLOURS[0];
  const aid = AIDS[a.aid] ?? "none";
  return {
    skin,
    hair,
    hairColour,
    browColour: covered ? mix("#3a2a2a", skin, 0.1) : hairColour,
    top: TOPS[a.top] ?? "plain",
    topColour,
    accent: PALE.has(topColour) ? P.coral : lighter(topColour, 0.62),
    bottomColour: COLOURS[a.bottomColour] ?? COLOURS[8],
    shoeColour: COLOURS[a.shoeColour] ?? COLOURS[7],
    extra: EXTRAS[a.extra] ?? "none",
    aid,
    seated: aid === "wheelchair",
  };
}
