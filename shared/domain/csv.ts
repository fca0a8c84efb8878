/** Comma-separated values, RFC 4180, for spreadsheets: what looks like a formula is written as text. */

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
