/**
 * Names that cannot be told apart: `skeleton("Тіnа") === skeleton("Tina")`. What is compared is how a name is read, in every script: spaces, dots,
 * decoration, marks, case, look-alikes of other scripts, digits for letters, and I, l and 1.
 */
import { fold } from "./fold.ts";

const AS_LETTER: Record<string, string> = {
  "0": "o",
  "1": "l",
  i: "l",
  "|": "l",
  "!": "l",
  "3": "e",
  "4": "a",
  "5": "s",
  $: "s",
  "7": "t",
  "@": "a",
};

function reading(name: string): string {
  let letters = "";
  for (const sign of fold(name)) letters += AS_LETTER[sign] ?? sign;
  const bare = letters
    .replace(/[^\p{L}\p{N}\p{M}]/gu, "")
    .replaceAll("rn", "m")
    .replaceAll("vv", "w");
  // A name of pictures alone is what it is, whatever stands around it.
  return bare === "" ? name.normalize("NFKC").replace(/[\s\p{P}]/gu, "") : bare;
}

/** The ways in which a name may be read: Greek and others look like different Latin letters in either case. */
export const skeletons = (name: string): ReadonlySet<string> =>
  new Set([reading(name), reading(name.toLowerCase()), reading(name.toUpperCase())]);

/** Whether two names look the same. */
export function lookAlike(a: string, b: string): boolean {
  const other = skeletons(b);
  return [...skeletons(a)].some((one) => other.has(one));
}
