/** Names for personal invites out of what a trainer has: lines, one line with commas, or a table out of a spreadsheet. Pure. */
import { type CsvRow, parseCsv, separatorOf } from "./csv.ts";
import { cleanName } from "./names.ts";

/** Personal invites made at once, at most. */
export const NAMES_MAX = 200;

/** Heads of a column of names, in the languages of Kartu and of the neighbours. Compared in lower case. */
const HEADS = new Set(
  (
    "name|names|nickname|nick|first name|full name|participant|participants|" +
    "ime|ime in priimek|vzdevek|udeleženec|udeleženka|udeleženci|" +
    "vardas|vardas pavardė|slapyvardis|dalyvis|dalyvė|dalyviai|" +
    "imię|imie|imię i nazwisko|pseudonim|uczestnik|uczestniczka|uczestnicy|" +
    "vorname|prénom|nome|nombre|jméno|meno|név"
  ).split("|"),
);
const isHead = (cell: string): boolean => HEADS.has(cell.trim().toLowerCase());

export interface NameTable {
  /** The first row, where it names the columns. */
  head: string[] | null;
  rows: CsvRow[];
  /** How many columns there are. */
  columns: number;
  /** The column that holds the names, as far as one can tell. */
  best: number;
}

/** Finds the table in a text. */
export function nameTable(raw: string): NameTable {
  const text = raw.replace(/^\uFEFF/, "");
  const separator = separatorOf(text);
  let rows = parseCsv(text, separator);
  // "Nika, Jan, Ana" in one line is a list, not a table of one row.
  const [only] = rows;
  if (rows.length === 1 && only !== undefined && only.cells.length > 1)
    rows = only.cells.filter((cell) => cell.trim() !== "").map((cell) => ({ line: only.line, cells: [cell] }));
  const head = rows[0]?.cells.some(isHead) === true ? rows[0].cells.map((cell) => cell.trim()) : null;
  const body = head === null ? rows : rows.slice(1);
  const columns = Math.max(1, ...rows.map(({ cells }) => cells.length));
  return { head, rows: body, columns, best: Math.max(0, head?.findIndex(isHead) ?? 0) };
}

export interface NameEntry {
  /** Line of the text, the first is 1. */
  line: number;
  /** As it will be shown; as it was written where it cannot be used. */
  name: string;
  trouble: { code: "name_empty" | "name_too_long" | "name_not_text"; params?: Record<string, string | number> } | null;
  /** The line that has the same name already. */
  doubleOf: number | null;
}

/** Each name of a column, judged by the rule that the server applies. */
export function checkNames({ rows }: NameTable, column: number): NameEntry[] {
  const seen = new Map<string, number>();
  return rows.map(({ line, cells }): NameEntry => {
    const raw = cells[column] ?? "";
    const clean = cleanName(raw);
    if (!clean.ok) {
      const trouble = clean.params === undefined ? { code: clean.code } : { code: clean.code, params: clean.params };
      return { line, name: raw.trim().slice(0, 80), trouble, doubleOf: null };
    }
    const key = clean.value.toLowerCase();
    const doubleOf = seen.get(key) ?? null;
    if (doubleOf === null) seen.set(key, line);
    return { line, name: clean.value, trouble: null, doubleOf };
  });
}
