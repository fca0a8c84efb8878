/** A line of chat as the others will read it. */
import { cleanLine, codePoints } from "./names.ts";
import { fail, ok, type Result } from "./result.ts";

/** Longest line, in code points. */
export const CHAT_MAX = 500;
/** How many lines a place keeps. */
export const CHAT_KEPT = 100;
/** Raw text longer than this (UTF-16 units) is refused unread. */
const RAW_MAX = 4 * CHAT_MAX;

/** Errors: `chat_empty`, `chat_too_long {max}`. */
export function cleanChat(raw: string): Result<string, "chat_empty" | "chat_too_long"> {
  if (raw.length > RAW_MAX) return fail("chat_too_long", { max: CHAT_MAX });
  const text = cleanLine(raw);
  if (text === "") return fail("chat_empty");
  if (codePoints(text) > CHAT_MAX) return fail("chat_too_long", { max: CHAT_MAX });
  return ok(text);
}
