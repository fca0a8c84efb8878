/**
 * Words that people write and others read: nicknames here, chat lines in `chat.ts`. What comes out is safe as a text node on one line:
 * NFC, no control characters, nothing that turns the direction of what follows, nothing invisible that makes two names look the same.
 */
import { fail, ok, type Result } from "./result.ts";

/** Longest nickname, in code points. */
export const NAME_MAX = 32;
/** Longest name of a space, in code points. */
export const SPACE_NAME_MAX = 60;

/** Raw text longer than this (UTF-16 units) is refused unread: normalising 10 MB is work for nothing. */
const RAW_MAX = 16_384;
/** Marks that may follow one base character; more is a tower that climbs out of its line. */
const MARKS = 4;

// Joiners and variation selectors carry meaning only inside an emoji sequence (U+200D, U+FE0F) or between letters of scripts
// that join (U+200C, U+200D in Arabic and Indic scripts). Everywhere else they are invisible and go.
const JOINING =
  "\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}";
const KEPT = new RegExp(
  `(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])\\u200D(?=\\p{Extended_Pictographic})|(?<=[\\p{Emoji}])[\\uFE0E\\uFE0F]|(?<=[${JOINING}]\\p{M}*)[\\u200C\\u200D](?=[${JOINING}])`,
  "gu",
);
/** Places where a kept character stood, while all others of its kind are stripped: three noncharacters that no clean text holds. */
const HELD = new Map([
  ["\u200C", "\uFDD0"],
  ["\u200D", "\uFDD1"],
  ["\uFE0E", "\uFDD2"],
  ["\uFE0F", "\uFDD3"],
]);
const FREED = new Map([...HELD].map(([kept, held]) => [held, kept]));

/** Line breaks, tabs, every kind of space, and letters that are drawn as nothing (Hangul fillers, the empty Braille cell). */
const BLANKS = /[\s\p{Z}\u115F\u1160\u2800\u3164\uFFA0]+/gu;
/** Controls, format characters (bidi, zero width, tags), surrogates left alone, private use, what is assigned to nothing, variation selectors. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u034F\u180B-\u180F\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;
const TOWERS = new RegExp(`(\\p{M}{${MARKS}})\\p{M}+`, "gu");

/** One clean line, possibly empty. @param raw at most RAW_MAX units; longer is cut before it is read. */
export function cleanLine(raw: string): string {
  return raw
    .slice(0, RAW_MAX)
    .normalize("NFC")
    .replace(/[\uFDD0-\uFDD3]/g, "")
    .replace(BLANKS, " ")
    .replace(KEPT, (kept) => HELD.get(kept) ?? "")
    .replace(INVISIBLE, (c) => (FREED.has(c) ? c : ""))
    .replace(/[\uFDD0-\uFDD3]/g, (held) => FREED.get(held) ?? "")
    .replace(TOWERS, "$1")
    .replace(/ {2,}/g, " ")
    .trim()
    .normalize("NFC");
}

/** Length as people count it, nearly: code points. */
export const codePoints = (text: string): number => {
  let n = 0;
  for (const _ of text) n++;
  return n;
};

/** Something that can be read or recognised: a letter, a digit or a picture. */
const READABLE = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

function clean(raw: string, max: number): Result<string, "name_empty" | "name_too_long" | "name_not_text"> {
  if (raw.length > RAW_MAX) return fail("name_too_long", { max });
  const name = cleanLine(raw);
  if (codePoints(name) > max) return fail("name_too_long", { max });
  if (READABLE.test(name)) return ok(name);
  // Nothing at all was written, or only what nobody can see: two different sentences.
  return fail(raw.trim() === "" ? "name_empty" : "name_not_text");
}

/** A nickname as others will read it. Errors: `name_empty`, `name_too_long {max}`, `name_not_text`. */
export const cleanName = (raw: string): Result<string, "name_empty" | "name_too_long" | "name_not_text"> => clean(raw, NAME_MAX);

/** The name of a space. Errors: `space_name_empty`, `name_too_long {max}`, `name_not_text`. */
export function cleanSpaceName(raw: string): Result<string, "space_name_empty" | "name_too_long" | "name_not_text"> {
  const name = clean(raw, SPACE_NAME_MAX);
  if (name.ok || name.code !== "name_empty") return name as Result<string, "name_too_long" | "name_not_text">;
  return fail("space_name_empty");
}
