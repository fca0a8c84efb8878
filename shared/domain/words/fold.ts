/** Text as an eye takes it in: no case, no marks, no difference between letters that look alike. Pure; for comparing only, never shown. */
import { likeLatin } from "./lookalikes.ts";

/** Marks that change how a letter sounds and not which it is. Those of Indic and other scripts are vowels, and stay. */
const RANGES = [
  [0x0300, 0x036f],
  [0x0483, 0x0489],
  [0x0591, 0x05c7],
  [0x0610, 0x061a],
  [0x064b, 0x065f],
  [0x0670, 0x0670],
  [0x06d6, 0x06ed],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x20d0, 0x20ff],
  [0xfe20, 0xfe2f],
] as const;
const hex = (code: number): string => `\\u{${code.toString(16)}}`;
const MARKS = new RegExp(`[${RANGES.map(([from, to]) => `${hex(from)}-${hex(to)}`).join("")}]`, "gu");

/** @param text at most some thousand units: it is normalised whole */
export function fold(text: string): string {
  let folded = "";
  for (const sign of text.normalize("NFKD").replace(MARKS, "")) folded += likeLatin(sign);
  // Once more: what a capital letter becomes may look like something, too.
  let plain = "";
  for (const sign of folded.toLowerCase().replace(MARKS, "")) plain += likeLatin(sign);
  return plain;
}
