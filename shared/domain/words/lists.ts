/** Lists of words that do not belong here, one for each language. Pure: what may be kept as a list, and what Kartu begins with. */
import { cleanLine, codePoints } from "../names.ts";
import { fail, ok, type Result } from "../result.ts";
import { wordsOf } from "./matcher.ts";

/** Longest list, lines; longest line, code points; most lists. */
export const WORDS_MAX = 1_000;
export const WORD_MAX = 40;
export const LISTS_MAX = 20;

/**
 * A list as it is kept: clean lines, each once, in the order in which they were written. Errors: `words_too_many` {max}; `words_line` {line}: the line
 * with this number (the first is 1) is too long, or too short to tell words apart by.
 */
export function cleanList(raw: readonly string[]): Result<string[], "words_too_many" | "words_line"> {
  const lines = new Set<string>();
  for (const [i, text] of raw.entries()) {
    const line = cleanLine(text.slice(0, 8 * WORD_MAX));
    if (line === "") continue;
    if (text.length > 8 * WORD_MAX || codePoints(line) > WORD_MAX || wordsOf(line) === null) return fail("words_line", { line: i + 1 });
    lines.add(line);
    if (lines.size > WORDS_MAX) return fail("words_too_many", { max: WORDS_MAX });
  }
  return ok([...lines]);
}

/**
 * What a Kartu begins with: insults that hurt whoever they are said to, and "kill yourself". Kept short on purpose: an organisation knows its people, and
 * edits it. Nothing that is a plain word in one of the four languages, or in those of likely guests ("slut" ends something in Swedish, "retard" is
 * lateness in French, "kys" is a kiss in Danish, Kurban a feast).
 */
export const FIRST_LISTS: Readonly<Record<string, readonly string[]>> = {
  en: [
    "fuck*",
    "motherfuck*",
    "cunt*",
    "nigger*",
    "nigga*",
    "faggot*",
    "retarded",
    "whore*",
    "bitch*",
    "asshole*",
    "arsehole*",
    "cocksuck*",
    "tranny",
    "kill yourself",
    "kill urself",
  ],
  sl: [
    "pizd*",
    "kurac",
    "kurca",
    "kurcu",
    "kurba",
    "kurbe",
    "kurbi",
    "kurbo",
    "pička",
    "pičke",
    "pički",
    "pičko",
    "jebem*",
    "jebi",
    "jebal*",
    "odjebi*",
    "peder",
    "pedri",
    "pederčin*",
    "čefur*",
    "črnuh*",
    "ubij se",
  ],
  lt: ["kurva*", "kurvų", "pyder*", "pydar*", "bybis", "bybį", "bybio", "bybys", "nachui", "nahui", "bliad*", "juodašik*", "nusižudyk"],
  pl: [
    "kurw*",
    "skurw*",
    "chuj*",
    "huj",
    "pierdol*",
    "spierdal*",
    "wypierdal*",
    "jebać",
    "jeban*",
    "pojeb*",
    "zjeb*",
    "dziwk*",
    "czarnuch*",
    "zabij się",
  ],
};
