/**
 * Lingui under Vite: macros become calls (babel), and a `.po` becomes a module of compiled messages as it is imported. So there is
 * no compile step and nothing generated in the tree. (`@lingui/vite-plugin` 6.8 refuses the version of `@rolldown/plugin-babel` in use.)
 */
import { readFile } from "node:fs/promises";
import { createCompiledCatalog } from "@lingui/cli/api";
import { formatter } from "@lingui/format-po";
import babel from "@rolldown/plugin-babel";
import type { PluginOption } from "vite";
import config from "../lingui.config.ts";

const sourceLocale = config.sourceLocale;
const po = formatter();

/** Translations of a catalogue by message id, the source language's where it is the source language or one is missing. */
async function translations(file: string, locale: string): Promise<Record<string, string>> {
  const entries = await po.parse(await readFile(file, "utf8"), { locale, sourceLocale, filename: file });
  const out: Record<string, string> = {};
  for (const [id, entry] of Object.entries(entries)) {
    if (!entry.obsolete) out[id] = entry.translation || entry.message || "";
  }
  return out;
}

export function lingui(): PluginOption[] {
  return [
    babel({ include: /\/client\/.*\.tsx?$/, plugins: ["@lingui/babel-plugin-lingui-macro"] }),
    {
      name: "kartu:po",
      async load(id) {
        const file = id.split("?")[0] ?? id;
        if (!file.endsWith(".po")) return null;
        this.addWatchFile(file);
        const locale = file.slice(file.lastIndexOf("/") + 1, -".po".length);
        const { source, errors } = createCompiledCatalog(locale, await translations(file, locale), { namespace: "es" });
        for (const { id: message, error } of errors) this.error(`${file}: ${message}: ${error.message}`);
        return { code: source, moduleType: "js" };
      },
    },
  ];
}
