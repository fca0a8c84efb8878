/** Longer words that people write, of several lines: reports, messages to all, what stands on the lobby's door. */
import { cleanLine, codePoints } from "./names.ts";

/** Lines kept; what follows is joined to the last. */
const LINES = 20;

/** Clean lines, possibly none (""), or null: longer than `max` code points. @param raw longer than 4 * max UTF-16 units is refused unread */
export function cleanText(raw: string, max: number): string | null {
  if (raw.length > 4 * max) return null;
  const lines = raw.split(/\r\n|[\n\r\u2028\u2029]/u).map(cleanLine);
  const text = [...lines.slice(0, LINES - 1), lines.slice(LINES - 1).join(" ")]
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return codePoints(text) > max ? null : text;
}
