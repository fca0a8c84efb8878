/**
 * Letters that are drawn like Latin ones, in other scripts and in Latin itself. A table of our own after the idea of UTS #39 ("confusables"): the
 * scripts that people really mix in, not every sign of Unicode. Marks over and under letters go before it is asked (`fold.ts`).
 */

/** For each Latin letter what looks like it, in either case. */
const DRAWN_LIKE: Record<string, string> = {
  a: "аАɑαΑᴀꓮᎪ∀ⱥȺӕ",
  b: "ЬьВвΒβʙꓐᏴƀɓ",
  c: "сСϲϹᴄꓚᏟƈⅽ",
  d: "ԁᴅꓓᎠđĐðÐɖɗ",
  e: "еЕεΕᴇꓰᎬɛҽєЄəƏ",
  f: "ƒꜰꓝϝ",
  g: "ɡɢꓖᏀցǥ",
  h: "һҺНнΗʜꓧᎻհħĦ",
  i: "іІιΙıɪꓲӏӀɩɨ",
  j: "јЈϳᴊꓙᎫյ",
  k: "кКκΚᴋꓗᏦƙ",
  l: "łŁʟꓡᏞƚʅ∣ǀ",
  m: "мМΜᴍꓟᎷ",
  n: "ηΝɴꓠոŋŊ",
  o: "оОοΟσωᴏꓳօՕøØ০੦๐໐ⲟ",
  p: "рРρΡᴘꓑᏢþÞ",
  q: "ԛզ",
  r: "гГʀꓣᎡɼɽ",
  s: "ѕЅꜱꓢᏚՏʂ",
  t: "тТτΤᴛꓔᎢŧŦ",
  u: "υսᴜꓴՍʋцμ",
  v: "νѵѴᴠꓦᏙ",
  w: "ԝԜѡᴡꓪᎳшШ",
  x: "хХχΧꓫ×",
  y: "уУүҮγΥʏꓬᎩ",
  z: "ΖᴢꓜᏃʐƶ",
  // Within Arabic: one letter with two keys.
  ك: "ک",
  ي: "یى",
  ه: "ەھہ",
};

const LIKE = new Map(Object.entries(DRAWN_LIKE).flatMap(([plain, signs]) => Array.from(signs, (sign) => [sign, plain] as const)));

/** Signs that stand for two letters. */
const TWO = new Map([
  ["ß", "ss"],
  ["ẞ", "ss"],
  ["æ", "ae"],
  ["Æ", "ae"],
  ["œ", "oe"],
  ["Œ", "oe"],
]);

/** Letters drawn into circles, squares and flags: first code point, and how many of a to z. */
const ALPHABETS = [0x1f150, 0x1f170, 0x1f1e6] as const;

/** One sign (code point) as the Latin letter that it looks like; itself where it looks like none. */
export function likeLatin(sign: string): string {
  const known = LIKE.get(sign) ?? TWO.get(sign);
  if (known !== undefined) return known;
  const code = sign.codePointAt(0) ?? 0;
  if (code < 0x1f150 || code > 0x1f1ff) return sign;
  for (const first of ALPHABETS) if (code >= first && code < first + 26) return String.fromCodePoint(0x61 + code - first);
  return sign;
}
