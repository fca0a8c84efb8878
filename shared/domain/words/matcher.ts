/**
 * Finds words of a list in what people write, also where they are disguised: look-alike letters, digits and signs for letters, stretched letters,
 * letters with spaces or dots between them, one or two letters starred out, a word broken in two. Only whole words count, so that no town, name or dish is found by what happens to stand in it; a line of
 * the list that ends in * stands for all words that begin so. Pure. The cost of a text is its own length, whatever the length of the list.
 */
import { codePoints } from "../names.ts";
import { fold } from "./fold.ts";
import { type MaskedLine, MaskedLines, maskedWord } from "./masked.ts";
import { noWord, piecesOf } from "./pieces.ts";

export interface Matcher {
  /** The line of the list that was found first, or null. */
  find(text: string): string | null;
}

/** A word as runs of equal letters: "hello" is h1 e1 l2 o1. */
interface Runs {
  letters: string[];
  counts: number[];
}

interface Entry {
  /** As it stands in the list. */
  line: string;
  runs: Runs;
  /** The words that have to follow. */
  rest: readonly Entry[];
  stem: boolean;
}

function runsOf(word: string): Runs {
  const runs: Runs = { letters: [], counts: [] };
  for (const letter of word) {
    const last = runs.letters.length - 1;
    if (runs.letters[last] === letter) runs.counts[last] = (runs.counts[last] ?? 0) + 1;
    else {
      runs.letters.push(letter);
      runs.counts.push(1);
    }
  }
  return runs;
}

/** Signs that are written for letters. */
const SIGNS: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "6": "g",
  "7": "t",
  "8": "b",
  "9": "g",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "i",
  "€": "e",
  "£": "l",
  "+": "t",
};
const signed = (word: string, one: string): string => {
  let letters = "";
  for (const sign of word) letters += sign === "1" || sign === "!" || sign === "|" ? one : (SIGNS[sign] ?? sign);
  return letters;
};
const bare = (word: string): string => word.replace(/[^\p{L}\p{N}\p{M}]/gu, "");
const LETTER = /\p{L}/u;

/** What a word without signs may stand for. A number stays a number. */
const readings = (word: string): string[] =>
  LETTER.test(word) && /\p{N}/u.test(word) ? [word, signed(word, "i"), signed(word, "l")] : [word];

/** Longest run of spelled letters that is looked through for words inside it, and the longest such word: what a text may cost is bounded. */
const SPELLED_MAX = 60;
const SPELLED_LONGEST = 16;
/** A word inside a longer spelled run has at least so many letters: two that stand beside each other by chance are no word. */
const SPELLED_WORD = 4;
/** A capital I among small letters is drawn as a small l. */
const CAPITAL_I = /(?<=\p{Ll})I/gu;

/** The words of a line of a list, or null where it cannot stand for anything: too little to tell words apart by. */
export function wordsOf(line: string): { words: string[]; stem: boolean } | null {
  const stem = /\*\s*$/u.test(line);
  const words = fold(line)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== "");
  const last = words.at(-1) ?? "";
  const letters = words.join("");
  if (!LETTER.test(letters) || codePoints(letters) < 2) return null;
  return stem && codePoints(last) < 3 ? null : { words, stem };
}

/** @param lines of the lists; those that stand for nothing are left out */
export function matcherOf(lines: Iterable<string>): Matcher {
  const whole = new Map<string, Entry[]>();
  const stems = new Map<string, Entry[]>();
  const maskable: MaskedLine[] = [];
  for (const line of lines) {
    const parsed = wordsOf(line);
    if (parsed === null) continue;
    const entries = parsed.words.map(
      (word, i): Entry => ({
        line,
        runs: runsOf(word),
        rest: [],
        stem: parsed.stem && i === parsed.words.length - 1,
      }),
    );
    const [first] = entries;
    if (first === undefined) continue;
    const entry = { ...first, rest: entries.slice(1) };
    if (entry.rest.length === 0) maskable.push({ word: parsed.words[0] ?? "", stem: entry.stem, line });
    const index = entry.stem ? stems : whole;
    const key = entry.runs.letters.join("");
    const there = index.get(key);
    if (there === undefined) index.set(key, [entry]);
    else there.push(entry);
  }

  /** Those entries whose first word a word may be. */
  function* begun(word: string): Generator<Entry> {
    const runs = runsOf(word);
    for (const entry of whole.get(runs.letters.join("")) ?? []) if (covers(runs, entry)) yield entry;
    let key = "";
    for (const letter of runs.letters) {
      key += letter;
      for (const entry of stems.get(key) ?? []) if (covers(runs, entry)) yield entry;
    }
  }
  const inFull = (word: string): string | null => {
    for (const entry of begun(word)) if (entry.rest.length === 0) return entry.line;
    return null;
  };

  /** @param words each with its readings */
  function inOrder(words: readonly (readonly string[])[]): string | null {
    for (const [i, alternatives] of words.entries()) {
      for (const word of alternatives) {
        for (const entry of begun(word)) {
          const follows = entry.rest.every((next, k) => words[i + 1 + k]?.some((other) => covers(runsOf(other), next)) === true);
          if (follows) return entry.line;
        }
      }
    }
    return null;
  }

  function spelled(words: readonly string[]): string | null {
    for (let from = 0; from < words.length; ) {
      let to = from;
      while (to < words.length && codePoints(words[to] ?? "") <= 2) to++;
      // "f u c k", "fu c k": the whole run, or a word of single letters within it.
      if (to - from >= 3) {
        const run = words.slice(from, to);
        const found =
          readings(run.join(""))
            .map(inFull)
            .find((line) => line !== null) ?? within(run);
        if (found !== null) return found;
      }
      from = to + 1;
    }
    return null;
  }
  function within(run: readonly string[]): string | null {
    const most = Math.min(run.length, SPELLED_MAX);
    for (let i = 0; i < most; i++) {
      let word = "";
      for (let k = i; k < Math.min(most, i + SPELLED_LONGEST) && codePoints(run[k] ?? "") === 1; k++) {
        word += run[k];
        if (k - i + 1 < SPELLED_WORD) continue;
        const found = inFull(signed(word, "i"));
        if (found !== null) return found;
      }
    }
    return null;
  }

  let masked: MaskedLines | null = null;
  function starred(core: string): string | null {
    const pattern = maskedWord(core);
    if (pattern === null) return null;
    // Sorted when the first such word comes: most lists never see one.
    masked ??= new MaskedLines(maskable);
    return masked.find(pattern);
  }

  function look(text: string): string | null {
    const pieces = piecesOf(text);
    const plain = pieces.flatMap(({ text: piece }) => piece.split(/[^\p{L}\p{N}\p{M}]+/u)).filter((word) => word !== "");
    const found = inOrder(plain.map(readings)) ?? spelled(plain);
    if (found !== null) return found;
    for (const [i, { text: chunk, joins }] of pieces.entries()) {
      const before = pieces[i - 1]?.text ?? "";
      if (joins && (noWord(before) || noWord(chunk)) && bare(before) === before) {
        const line = inFull(before + bare(chunk));
        if (line !== null) return line;
      }
      if (bare(chunk) === chunk) continue;
      // Signs within a word are letters or nothing; what stands around it is punctuation.
      const core = chunk.replace(/^[^\p{L}\p{N}@$€]+|[^\p{L}\p{N}@$€+]+$/gu, "");
      if (!LETTER.test(core)) continue;
      const hidden = starred(core);
      if (hidden !== null) return hidden;
      for (const word of new Set([bare(core), bare(signed(core, "i")), bare(signed(core, "l")), bare(signed(bare(core), "i"))])) {
        const line = inFull(word);
        if (line !== null) return line;
      }
    }
    return null;
  }

  if (whole.size === 0 && stems.size === 0) return { find: () => null };
  return {
    find(text) {
      const crossed = text.replace(CAPITAL_I, "l");
      return look(text) ?? (crossed === text ? null : look(crossed));
    },
  };
}

/** Letters may be stretched: three or more of one stand for any number; two for one where the word is long enough not to be another. */
function covers({ letters, counts }: Runs, { runs, stem }: Entry): boolean {
  if (stem ? letters.length < runs.letters.length : letters.length !== runs.letters.length) return false;
  const long = runs.letters.length >= 4;
  return runs.letters.every((letter, i) => {
    if (letters[i] !== letter) return false;
    const [there, wanted] = [counts[i] ?? 0, runs.counts[i] ?? 0];
    // The last run of a stem may go on as the word does.
    if (stem && i === runs.letters.length - 1) return there >= wanted;
    return there === wanted || (there > wanted && (there >= 3 || long));
  });
}
