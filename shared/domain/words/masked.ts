/**
 * Words of which one or two letters are starred out: "f*ck", "ku**a". A starred letter stands for any one; the cost of a word is that of its stars and
 * not of the list: the list is sorted, and walked by ranges.
 */

/** Signs that people put in a letter's place. None of them stands between the letters of an honest word, but * and _, which also join endings ("dijak_inja"). */
const MASKS = /[*#%&?•●∗※■█_]/gu;
/** More than so many are no word any more, but any. */
const MOST = 2;
/** So many letters must be there to be read. */
const SEEN = 2;
/** Letters that may follow when the last letter of a beginning is the starred one: "kur*a", and not "kur*ka", which has an ending behind a star. */
const AFTER = 1;
const ANY = "*";

export interface MaskedLine {
  word: string;
  stem: boolean;
  line: string;
}

/** @returns the word with ANY where a letter is starred out; null when it is not such a word */
export function maskedWord(core: string): string | null {
  const word = core.replace(MASKS, ANY);
  const masks = word.split(ANY).length - 1;
  const letters = Array.from(word);
  if (masks === 0 || masks > MOST || letters.length - masks < SEEN) return null;
  // What stands first and last must be read: a star there may be anybody's footnote or emphasis.
  if (letters[0] === ANY || letters.at(-1) === ANY) return null;
  return letters.every((letter) => letter === ANY || /[\p{L}\p{M}]/u.test(letter)) ? word : null;
}

export class MaskedLines {
  readonly #sorted: readonly MaskedLine[];

  constructor(lines: Iterable<MaskedLine>) {
    this.#sorted = [...lines].sort((a, b) => (a.word < b.word ? -1 : a.word > b.word ? 1 : 0));
  }

  /** @param pattern of `maskedWord` */
  find(pattern: string): string | null {
    return this.#walk(Array.from(pattern), 0, "", 0, this.#sorted.length);
  }

  /** Those lines that begin with `read` are at [from, to). */
  #walk(pattern: readonly string[], at: number, read: string, from: number, to: number): string | null {
    if (from >= to) return null;
    for (let i = from; i < to && this.#sorted[i]?.word === read; i++) {
      const entry = this.#sorted[i];
      if (entry !== undefined && this.#ends(entry, pattern, at)) return entry.line;
    }
    const next = pattern[at];
    if (next === undefined) return null;
    if (next !== ANY)
      return this.#walk(pattern, at + 1, read + next, this.#first(read + next, from, to), this.#after(read + next, from, to));
    for (let i = from; i < to; ) {
      const letter = Array.from((this.#sorted[i]?.word ?? "").slice(read.length))[0];
      if (letter === undefined) {
        i++;
        continue;
      }
      const end = this.#after(read + letter, i, to);
      const found = this.#walk(pattern, at + 1, read + letter, i, end);
      if (found !== null) return found;
      i = end;
    }
    return null;
  }

  /** The line is read whole, and `pattern` up to `at`. */
  #ends({ stem }: MaskedLine, pattern: readonly string[], at: number): boolean {
    const rest = pattern.slice(at);
    if (rest.length === 0) return true;
    // All stars must lie in the word that is listed, or the word is shown without one and is found as it is.
    if (!stem || rest.includes(ANY)) return false;
    return pattern.slice(0, at).includes(ANY) && (pattern[at - 1] !== ANY || rest.length <= AFTER);
  }

  /** The first of [from, to) that does not sort before `read`. */
  #first(read: string, from: number, to: number): number {
    return this.#bisect(from, to, (word) => word >= read);
  }
  /** The first of [from, to) behind all that begin with `read`. */
  #after(read: string, from: number, to: number): number {
    return this.#bisect(from, to, (word) => word > read && !word.startsWith(read));
  }
  #bisect(from: number, to: number, is: (word: string) => boolean): number {
    let [low, high] = [from, to];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (is(this.#sorted[middle]?.word ?? "")) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
