/** "Two of us sit here": people who share one device, and one avatar. Pure. */
import { cleanName } from "./names.ts";
import { fail, ok, type Result } from "./result.ts";

/** People at one device at most, the one who holds it included. */
export const PARTY_MAX = 4;
/** What was said at the door holds for a day's session: tomorrow one may sit there alone, ms. */
export const PARTY_MS = 12 * 3_600_000;

/** Who sits beside somebody: their nicknames, and until when that holds (UTC ms). */
export interface Party {
  names: string[];
  until: number;
}

/** Errors: those of names, `bad_request` (too many). */
export function cleanParty(names: readonly string[]): Result<string[]> {
  if (names.length >= PARTY_MAX) return fail("bad_request");
  const clean: string[] = [];
  for (const raw of names) {
    const name = cleanName(raw);
    if (!name.ok) return name;
    clean.push(name.value);
  }
  return ok(clean);
}

/** Those who sit there at `now`, UTC ms. */
export const besides = (party: Party | null | undefined, now: number): readonly string[] =>
  party == null || party.until <= now ? [] : party.names;

const AND = " + ";
/** One name within the line of all: a " + " of its own stands closer, or it would be two people. */
const within = (name: string): string => name.replaceAll(AND, "+");

/** As others read it: "Nika + Žan". */
export const partyName = (name: string, others: readonly string[]): string =>
  others.length === 0 ? name : [name, ...others].map(within).join(AND);

/** Those beside the first, out of what `partyName` made. */
export const matesIn = (shown: string, heads: number): string[] => (heads === 1 ? [] : shown.split(AND).slice(1));
