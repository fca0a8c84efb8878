/** Comma-separated values, RFC 4180: written for spreadsheets (what looks like a formula is written as text), read as spreadsheets write them. */

/** One field. A leading = + - @, tab or return would be computed by a spreadsheet: an apostrophe stands before it. */
function field(value: string | number | boolean | null): string {
  if (typeof value === "number") return String(value);
  const text = value === null ? "" : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param rows the first is the head */
export const toCsv = (rows: readonly (readonly (string | number | boolean | null)[])[]): string =>
  rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");

export interface CsvRow {
  /** Where it begins in the text; the first is 1. */
  line: number;
  cells: string[];
}

/**
 * Rows of a text; a quote that is never closed ends with the text. Blank rows are left out.
 * @param separator between cells; without one each line is a cell
 */
export function parseCsv(text: string, separator: string | null): CsvRow[] {
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  let line = 1;
  let began = 1;
  const endRow = (): void => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== "")) rows.push({ line: began, cells });
    cells = [];
    cell = "";
    began = line;
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? "";
    const breaks = c === "\n" || (c === "\r" && text[i + 1] !== "\n");
    if (breaks) line += 1;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (c === '"' && cell.trim() === "") {
      quoted = true;
      cell = "";
    } else if (c === separator) {
      cells.push(cell);
      cell = "";
    } else if (breaks) endRow();
    else if (c !== "\r") cell += c;
  }
  endRow();
  return rows;
}

/** What parts the cells: the sign that most lines have, counted outside of quotes; null: none of them. */
export function separatorOf(text: string): ";" | "," | "\t" | null {
  const bare = text.replace(/"(?:[^"]|"")*"/g, "");
  const lines = bare.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
  const counted = ([";", "\t", ","] as const).map((sign) => ({ sign, lines: lines.filter((line) => line.includes(sign)).length }));
  const best = counted.reduce((a, b) => (b.lines > a.lines ? b : a));
  return best.lines === 0 ? null : best.sign;
}
