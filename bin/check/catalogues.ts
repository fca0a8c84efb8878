/**
 * The catalogues of the complete languages: every message translated, with the same placeholders as its English, and a sentence for every
 * code that the server may send. (That they hold what the source says is `lingui check sync`, a step of its own.)
 */
import { join } from "node:path";
import { getCatalogs, type CatalogType } from "@lingui/cli/api";
import { getConfig } from "@lingui/conf";
import { ERRORS } from "../../shared/domain/errors.ts";

/** Languages that must be complete; the others fall back to English, message by message. */
const COMPLETE = ["en", "sl"];

/** `{name}`, `{n, plural, …}` and `<0>`, `</0>`, `<0/>`: what the code fills in. Sorted, each once. */
export function placeholders(text: string): string[] {
  const found = [...text.matchAll(/\{\s*(\w+)\s*(?:[,}])|<\/?(\d+)\/?>/g)].map((match) => match[1] ?? `<${match[2]}>`);
  return [...new Set(found)].sort((a, b) => a.localeCompare(b, "en"));
}

/** What is wrong with one catalogue, as sentences. */
export function faults(locale: string, catalogue: CatalogType, codes: readonly string[]): string[] {
  const found: string[] = [];
  for (const [id, entry] of Object.entries(catalogue)) {
    if (entry.obsolete) continue;
    const source = entry.message ?? id;
    const text = entry.translation ?? "";
    const shown = JSON.stringify(source.length > 70 ? `${source.slice(0, 69)}…` : source);
    if (text.trim() === "") found.push(`${locale}: ${shown} has no translation`);
    else if (placeholders(text).join() !== placeholders(source).join()) {
      found.push(
        `${locale}: ${shown} must fill in ${placeholders(source).join(", ") || "nothing"}, not ${placeholders(text).join(", ") || "nothing"}`,
      );
    }
  }
  for (const code of codes) {
    const entry = catalogue[`error.${code}`];
    if (!entry || entry.obsolete) found.push(`${locale}: no sentence for the error code ${code} (message id error.${code})`);
  }
  return found;
}

async function main(): Promise<void> {
  const root = join(import.meta.dirname, "../..");
  const catalogs = await getCatalogs(getConfig({ cwd: root }));
  const found: string[] = [];
  for (const locale of COMPLETE) {
    let messages = 0;
    for (const catalog of catalogs) {
      const catalogue = await catalog.read(locale);
      if (!catalogue) found.push(`${locale}: the catalogue is missing`);
      else found.push(...faults(locale, catalogue, ERRORS));
      messages += Object.keys(catalogue ?? {}).length;
    }
    if (messages === 0) found.push(`${locale}: no messages at all`);
  }
  for (const fault of found) console.log(fault);
  if (found.length > 0) process.exitCode = 1;
}

if (import.meta.main) await main();
