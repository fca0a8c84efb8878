/** Kartu's words in another language, as the catalogue has them: one journey, any language. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatter } from "@lingui/format-po";

const FOLDER = join(import.meta.dirname, "../../../shared/i18n");

async function wordsIn(locale: string): Promise<Map<string, string>> {
  const filename = join(FOLDER, `${locale}.po`);
  const entries = await formatter().parse(readFileSync(filename, "utf8"), { locale, sourceLocale: "en", filename });
  return new Map(Object.entries(entries).map(([id, { translation }]) => [id, translation ?? ""]));
}

/** @returns what a message in English, with its values (`{name}`), is in that language. It throws for words that are nobody's. */
export async function saidIn(locale: string): Promise<(english: string, values?: Record<string, string>) => string> {
  const ids = new Map([...(await wordsIn("en"))].map(([id, english]) => [english, id]));
  const words = await wordsIn(locale);
  return (english, values = {}) => {
    const said = words.get(ids.get(english) ?? "") ?? "";
    if (said === "") throw new Error(`not in ${locale}.po: ${english}`);
    return said.replace(/\{(\w+)\}/g, (slot, name: string) => values[name] ?? slot);
  };
}
