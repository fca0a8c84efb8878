/** Names of everything one can be made of, for those who choose by word. In the order of `shared/domain/appearance`. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { AIDS, Appearance, COLOURS, EXTRAS, HAIR_COLOURS, HAIRS, SKINS, TOPS } from "../../../shared/domain/appearance.ts";

/** As many names as choices: one forgotten does not compile. */
type NamesOf<T extends readonly unknown[]> = { readonly [K in keyof T]: MessageDescriptor };

export const SKIN_NAMES: NamesOf<typeof SKINS> = [
  msg({ id: "skin.0", message: "very light" }),
  msg({ id: "skin.1", message: "light" }),
  msg({ id: "skin.2", message: "golden" }),
  msg({ id: "skin.3", message: "brown" }),
  msg({ id: "skin.4", message: "dark brown" }),
  msg({ id: "skin.5", message: "very dark" }),
];
export const HAIR_NAMES: NamesOf<typeof HAIRS> = [
  msg({ id: "hair.short", message: "short" }),
  msg({ id: "hair.bob", message: "bob" }),
  msg({ id: "hair.long", message: "long" }),
  msg({ id: "hair.braids", message: "braids" }),
  msg({ id: "hair.curly", message: "curly" }),
  msg({ id: "hair.afro", message: "afro" }),
  msg({ id: "hair.bun", message: "bun" }),
  msg({ id: "hair.bald", message: "no hair" }),
  msg({ id: "hair.hijab", message: "headscarf" }),
  msg({ id: "hair.beanie", message: "woolly hat" }),
  msg({ id: "hair.buzz", message: "very short" }),
  msg({ id: "hair.ponytail", message: "ponytail" }),
];
export const HAIR_COLOUR_NAMES: NamesOf<typeof HAIR_COLOURS> = [
  msg({ id: "haircolour.0", message: "black" }),
  msg({ id: "haircolour.1", message: "dark brown" }),
  msg({ id: "haircolour.2", message: "brown" }),
  msg({ id: "haircolour.3", message: "red" }),
  msg({ id: "haircolour.4", message: "blond" }),
  msg({ id: "haircolour.5", message: "pink" }),
  msg({ id: "haircolour.6", message: "violet" }),
  msg({ id: "haircolour.7", message: "turquoise" }),
  msg({ id: "haircolour.8", message: "grey" }),
];
export const TOP_NAMES: NamesOf<typeof TOPS> = [
  msg({ id: "top.plain", message: "T-shirt" }),
  msg({ id: "top.stripe", message: "stripes" }),
  msg({ id: "top.hoodie", message: "hoodie" }),
  msg({ id: "top.jacket", message: "jacket" }),
  msg({ id: "top.overall", message: "dungarees" }),
  msg({ id: "top.dress", message: "dress" }),
];
export const COLOUR_NAMES: NamesOf<typeof COLOURS> = [
  msg({ id: "colour.coral", message: "coral" }),
  msg({ id: "colour.sun", message: "yellow" }),
  msg({ id: "colour.teal", message: "teal" }),
  msg({ id: "colour.sky", message: "sky blue" }),
  msg({ id: "colour.plum", message: "plum" }),
  msg({ id: "colour.leaf", message: "green" }),
  msg({ id: "colour.rose", message: "rose" }),
  msg({ id: "colour.white", message: "white" }),
  msg({ id: "colour.navy", message: "navy" }),
  msg({ id: "colour.slate", message: "dark grey" }),
];
export const EXTRA_NAMES: NamesOf<typeof EXTRAS> = [
  msg({ id: "extra.none", message: "nothing" }),
  msg({ id: "extra.glasses", message: "glasses" }),
  msg({ id: "extra.headphones", message: "headphones" }),
  msg({ id: "extra.beard", message: "beard" }),
];
export const AID_NAMES: NamesOf<typeof AIDS> = [
  msg({ id: "aid.none", message: "none" }),
  msg({ id: "aid.wheelchair", message: "wheelchair" }),
  msg({ id: "aid.cane", message: "cane" }),
];

export const PART_NAMES: Record<keyof Appearance, MessageDescriptor> = {
  skin: msg({ id: "part.skin", message: "Skin" }),
  hair: msg({ id: "part.hair", message: "Hair and headwear" }),
  hairColour: msg({ id: "part.hairColour", message: "Colour of the hair or scarf" }),
  top: msg({ id: "part.top", message: "Clothes" }),
  topColour: msg({ id: "part.topColour", message: "Colour of the clothes" }),
  bottomColour: msg({ id: "part.bottomColour", message: "Colour of the trousers" }),
  shoeColour: msg({ id: "part.shoeColour", message: "Colour of the shoes" }),
  extra: msg({ id: "part.extra", message: "Extra" }),
  aid: msg({ id: "part.aid", message: "Gets around with" }),
};
