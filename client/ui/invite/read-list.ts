/** The text of a file that somebody chose. Spreadsheets of this region still write the old code pages. */
import type { Language } from "../i18n/languages.ts";

/** Code page of a file that is no Unicode, by the language of who chose it. */
const OLD: Record<Language, string> = { en: "windows-1252", sl: "windows-1250", pl: "windows-1250", lt: "windows-1257" };

export function listText(bytes: Uint8Array, language: Language): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(OLD[language]).decode(bytes);
  }
}
