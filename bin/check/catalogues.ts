/**
 * The catalogues of the complete languages: every message translated, with the same placeholders as its English, and a sentence for every
 * code that the server may send. (That they hold what the source says is `lingui check sync`, a step of its own.)
 */
import { join } from "node:path";
import { getCatalogs, type CatalogType } from "@lingui/cli/api";
import { type CompiledMessage, compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { getConfig } from "@lingui/conf";
import { ACCOUNT_ERRORS, ERRORS } from "../../shared/domain/errors.ts";

/** Languages that must be complete; the others fall back to English, message by message. */
const COMPLETE = ["en", "sl", "lt", "pl"];

/** What the code fills into a message: `{name}`, `{n, plural, …}`, and its elements `<0>`. Sorted, each once. @throws on text that is not ICU */
export function placeholders(text: string): string[] {
  const found = new Set<string>();
  const read = (tokens: CompiledMessage): void => {
    for (const token of typeof tokens === "string" ? [tokens] : tokens) {
      if (typeof token === "string") for (const [, tag] of token.matchAll(/<\/?(\d+)\/?>/g)) found.add(`<${tag}>`);
      else {
        const [name, , choices] = token;
        found.add(name);
        // The choices of a plural or select are messages themselves; beside them stands a plural's offset.
        if (typeof choices !== "object" || choices === null) continue;
        for (const choice of Object.values(choices) as unknown[]) {
          if (typeof choice === "string" || Array.isArray(choice)) read(choice as CompiledMessage);
        }
      }
    }
  };
  read(compileMessageOrThrow(text));
  // "#" stands for the number in a plural.
  found.delete("#");
  return [...found].sort((a, b) => a.localeCompare(b, "en"));
}

/** What is wrong with a translation's placeholders, or null. */
function misfilled(english: string, text: string): string | null {
  const wanted = placeholders(english).join(", ") || "nothing";
  try {
    const given = placeholders(text).join(", ") || "nothing";
    return given === wanted ? null : `must fill in ${wanted}, not ${given}`;
  } catch (error) {
    return `is not a valid message: ${error instanceof Error ? error.message : "it cannot be read"}`;
  }
}

/** What is wrong with one catalogue, as sentences. @param source the English one: it holds the text of messages with an id of their own */
export function faults(locale: string, catalogue: CatalogType, source: CatalogType, codes: readonly string[]): string[] {
  const found: string[] = [];
  for (const [id, entry] of Object.entries(catalogue)) {
    if (entry.obsolete) continue;
    const english = source[id]?.translation || entry.message || id;
    const text = entry.translation ?? "";
    const shown = JSON.stringify(english.length > 70 ? `${english.slice(0, 69)}…` : english);
    const fault = text.trim() === "" ? "has no translation" : misfilled(english, text);
    if (fault !== null) found.push(`${locale}: ${shown} ${fault}`);
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
      const source = await catalog.read("en");
      if (!catalogue) found.push(`${locale}: the catalogue is missing`);
      else found.push(...faults(locale, catalogue, source ?? {}, [...ERRORS, ...ACCOUNT_ERRORS]));
      messages += Object.keys(catalogue ?? {}).length;
    }
    if (messages === 0) found.push(`${locale}: no messages at all`);
  }
  for (const fault of found) console.log(fault);
  if (found.length > 0) process.exitCode = 1;
}

if (import.meta.main) await main();
