/**
 * A word broken in two: "fu ckoff". Honest sentences join to such words, too ("se je bala", "who resigned", "k Urbi"), so two pieces are read as one
 * only where at least one of them is no word by itself in any language that is likely here.
 */
import { fold } from "./fold.ts";

export interface Piece {
  /** Folded, letters and signs. */
  text: string;
  /** It stands directly at the piece before it, or a space away with nothing else between: both may be one word. */
  joins: boolean;
}

/** Between words, also without a space: nobody writes these inside one. */
const BETWEEN = /[,;:/\\…."“”„()[\]{}<>]+/u;
/** Words of one letter in the four languages, and in sums. */
const ONE = /^[aehikosuvwyzx]$/u;
const VOWEL = /[aeiouy]/u;
const LATIN = /^[a-z]+$/u;
/** No word of these languages begins so, though some begin strangely ("rwać", "rdeč", "ptak"). */
const NO_BEGINNING = /^(?:ck|tch|nt|nk|nd|mp|lk|rk|rn|rc|([bcdfghjklmnpqrtvw])\1)/u;
const TITLE = /^\p{Lu}\p{Ll}/u;

/** Whether nobody writes this by itself. */
export function noWord(piece: string): boolean {
  if (!LATIN.test(piece)) return false;
  if (piece.length === 1) return !ONE.test(piece);
  // "vrt", "smrt": an r may be all the voice a word needs.
  if (!VOWEL.test(piece)) return piece.length === 2 || !piece.includes("r");
  return NO_BEGINNING.test(piece);
}

/** The pieces of a text, in order. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  // A dot or comma at its end: what follows after the space is another word.
  let closed = true;
  for (const chunk of text.normalize("NFKC").split(/\s+/u)) {
    if (chunk === "") continue;
    const parts = chunk.split(BETWEEN);
    for (const [i, part] of parts.entries()) {
      if (part === "") {
        if (i === 0) closed = true;
        continue;
      }
      // A capital begins a name: "P. Izdebski".
      pieces.push({ text: fold(part), joins: !closed && !TITLE.test(part) });
      closed = false;
    }
    closed = parts.at(-1) === "";
  }
  return pieces;
}
