import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createCompiledCatalog } from "@lingui/cli/api";
import { setupI18n } from "@lingui/core";
import { compileMessage, type CompiledMessage } from "@lingui/message-utils/compileMessage";
import { formatter } from "@lingui/format-po";
import { beforeAll, describe, expect, it } from "vitest";
import { ERRORS } from "../../../shared/domain/errors.ts";
import { MAP_LABELS } from "../../../server/maps/labels.ts";

type Entries = Awaited<ReturnType<ReturnType<typeof formatter>["parse"]>>;

const folder = join(import.meta.dirname, "../../../shared/i18n");
const LOCALES = ["en", "sl", "lt", "pl"];
const catalogues: Record<string, Entries> = {};

beforeAll(async () => {
  for (const locale of LOCALES) {
    const filename = join(folder, `${locale}.po`);
    catalogues[locale] = await formatter().parse(readFileSync(filename, "utf8"), { locale, sourceLocale: "en", filename });
  }
});

/** What stands for values in a message: `{name}`, `#` of a plural, `<0>` of markup. The words of plural branches are not among them. */
function slots(message: string): string[] {
  const found = new Set<string>();
  const look = (tokens: CompiledMessage): void => {
    for (const token of tokens) {
      if (typeof token === "string") for (const [, tag = ""] of token.matchAll(/<(\d+)\/?>/g)) found.add(`<${tag}>`);
      else {
        const [name, , branches] = token;
        found.add(name);
        if (typeof branches === "object" && branches !== null)
          for (const branch of Object.values(branches)) if (Array.isArray(branch)) look(branch);
      }
    }
  };
  look(compileMessage(message));
  return [...found].sort();
}

const isPlural = (message: string): boolean => /\{\w+, plural,/.test(message);

describe("Catalogues", () => {
  it("[UI1] every language says everything", () => {
    const keys = Object.keys(catalogues.en ?? {});
    expect(keys.length).toBeGreaterThan(300);
    for (const locale of LOCALES) {
      expect(Object.keys(catalogues[locale] ?? {}).sort()).toEqual([...keys].sort());
      const empty = Object.values(catalogues[locale] ?? {}).filter((entry) => !entry.translation);
      expect([locale, empty.map((entry) => entry.message)]).toEqual([locale, []]);
    }
  });

  it("[UI1] every translation keeps the values and the markup of its source", () => {
    for (const locale of LOCALES) {
      for (const [id, entry] of Object.entries(catalogues[locale] ?? {})) {
        if (entry.translation)
          expect([id, ...slots(entry.translation)]).toEqual([id, ...slots(entry.message ?? catalogues.en?.[id]?.translation ?? "")]);
      }
    }
  });

  it("[UI2] each plural knows the forms of its language", () => {
    for (const locale of LOCALES) {
      const plurals = Object.entries(catalogues[locale] ?? {}).filter(([id]) => isPlural(catalogues.en?.[id]?.translation ?? ""));
      expect(plurals.length).toBeGreaterThan(10);
      for (const [, entry] of plurals)
        for (const form of new Intl.PluralRules(locale).resolvedOptions().pluralCategories)
          expect([locale, entry.translation]).toEqual([locale, expect.stringMatching(new RegExp(`\\b${form} \\{`))]);
    }
  });

  it.each([
    ["sl", "1 oseba, 2 osebi, 3 osebe, 4 osebe, 5 oseb, 101 oseba, 102 osebi"],
    ["lt", "1 žmogus, 2 žmonės, 3 žmonės, 4 žmonės, 5 žmonės, 101 žmogus, 102 žmonės"],
    ["pl", "1 osoba, 2 osoby, 3 osoby, 4 osoby, 5 osób, 101 osób, 102 osoby"],
  ])("[UI2] counts in %s: %s", (locale, counted) => {
    const [id, entry] = Object.entries(catalogues[locale] ?? {}).find(([, e]) =>
      e.message?.endsWith("plural, one {# person} other {# people}}"),
    ) ?? ["", undefined];
    const { source, errors } = createCompiledCatalog(locale, { [id]: entry?.translation ?? "" }, { namespace: "json" });
    expect(errors).toEqual([]);
    const messages = (JSON.parse(source) as { messages: Record<string, string> }).messages;
    const i18n = setupI18n({ locale, messages: { [locale]: messages } });
    const name = /\{(\w+), plural/.exec(entry?.message ?? "")?.[1] ?? "";
    expect([1, 2, 3, 4, 5, 101, 102].map((n) => i18n._(id, { [name]: n })).join(", ")).toBe(counted);
  });

  it("[UI3] every error code has a sentence that says what to do, in every language", () => {
    for (const locale of LOCALES) {
      for (const code of [...ERRORS, "unreachable"]) {
        const sentence = catalogues[locale]?.[`error.${code}`]?.translation;
        expect([code, sentence]).toEqual([code, expect.stringMatching(/^\p{Lu}.{10,}\.$/u)]);
        expect(sentence).not.toContain(code);
      }
    }
  });

  it("[UI4] every name on Kartu's own maps is in the catalogues", () => {
    for (const locale of LOCALES)
      for (const key of MAP_LABELS) expect([key, catalogues[locale]?.[key]?.translation]).toEqual([key, expect.stringMatching(/./)]);
  });
});
