import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createCompiledCatalog } from "@lingui/cli/api";
import { setupI18n } from "@lingui/core";
import { formatter } from "@lingui/format-po";
import { beforeAll, describe, expect, it } from "vitest";
import { ERRORS } from "../../../shared/domain/errors.ts";
import { MAP_LABELS } from "../../../server/maps/labels.ts";

type Entries = Awaited<ReturnType<ReturnType<typeof formatter>["parse"]>>;

const folder = join(import.meta.dirname, "../../../shared/i18n");
const catalogues: Record<string, Entries> = {};

beforeAll(async () => {
  for (const locale of ["en", "sl", "lt", "pl"]) {
    const filename = join(folder, `${locale}.po`);
    catalogues[locale] = await formatter().parse(readFileSync(filename, "utf8"), { locale, sourceLocale: "en", filename });
  }
});

/** What stands for values in a message: `{name}`, `#` of a plural, `<0>` of markup. The words of plural branches are not among them. */
const slots = (message: string): string[] =>
  [...new Set([...message.matchAll(/\{(\w+)(?:\}|, plural)|<(\d+)>/g)].map((m) => m[1] ?? `<${m[2]}>`))].sort();

const isPlural = (message: string): boolean => /\{\w+, plural,/.test(message);

describe("Catalogues", () => {
  it("[UI1] en and sl say everything; lt and pl hold every key, ready to be filled", () => {
    const keys = Object.keys(catalogues.en ?? {});
    expect(keys.length).toBeGreaterThan(300);
    for (const locale of ["sl", "lt", "pl"]) expect(Object.keys(catalogues[locale] ?? {}).sort()).toEqual([...keys].sort());
    for (const locale of ["en", "sl"]) {
      const empty = Object.values(catalogues[locale] ?? {}).filter((entry) => !entry.translation);
      expect(empty.map((entry) => entry.message)).toEqual([]);
    }
  });

  it("[UI1] every translation keeps the values and the markup of its source", () => {
    for (const locale of ["sl", "lt", "pl"]) {
      for (const [id, entry] of Object.entries(catalogues[locale] ?? {})) {
        if (entry.translation)
          expect([id, ...slots(entry.translation)]).toEqual([id, ...slots(entry.message ?? catalogues.en?.[id]?.translation ?? "")]);
      }
    }
  });

  it("[UI2] each Slovenian plural knows one, two, few and other", () => {
    const plurals = Object.values(catalogues.sl ?? {}).filter((entry) => isPlural(entry.message ?? ""));
    expect(plurals.length).toBeGreaterThan(10);
    for (const entry of plurals)
      for (const form of ["one", "two", "few", "other"]) expect(entry.translation).toMatch(new RegExp(`\\b${form} \\{`));
  });

  it("[UI2] counts in Slovenian: 1 oseba, 2 osebi, 3 osebe, 5 oseb, 101 oseba, 102 osebi", () => {
    const [id, entry] = Object.entries(catalogues.sl ?? {}).find(([, e]) =>
      e.message?.endsWith("plural, one {# person} other {# people}}"),
    ) ?? ["", undefined];
    const { source, errors } = createCompiledCatalog("sl", { [id]: entry?.translation ?? "" }, { namespace: "json" });
    expect(errors).toEqual([]);
    const i18n = setupI18n({ locale: "sl", messages: { sl: (JSON.parse(source) as { messages: Record<string, string> }).messages } });
    const name = /\{(\w+), plural/.exec(entry?.message ?? "")?.[1] ?? "";
    const counted = [1, 2, 3, 4, 5, 101, 102].map((n) => i18n._(id, { [name]: n }));
    expect(counted).toEqual(["1 oseba", "2 osebi", "3 osebe", "4 osebe", "5 oseb", "101 oseba", "102 osebi"]);
  });

  it("[UI3] every error code has a sentence that says what to do, in en and in sl", () => {
    for (const locale of ["en", "sl"]) {
      for (const code of [...ERRORS, "unreachable"]) {
        const sentence = catalogues[locale]?.[`error.${code}`]?.translation;
        expect([code, sentence]).toEqual([code, expect.stringMatching(/^\p{Lu}.{10,}\.$/u)]);
        expect(sentence).not.toContain(code);
      }
    }
  });

  it("[UI4] every name on Kartu's own maps is in the catalogues", () => {
    for (const locale of ["en", "sl"])
      for (const key of MAP_LABELS) expect([key, catalogues[locale]?.[key]?.translation]).toEqual([key, expect.stringMatching(/./)]);
  });
});
