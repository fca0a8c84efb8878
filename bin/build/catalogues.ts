/**
 * Lingui under Vite 8: macros through babel, and `import { messages } from "….po"`. `@lingui/vite-plugin` does the same but refuses
 * our version of the babel plugin, so these are its two parts on Lingui's own API.
 */
import { relative } from "node:path";
import { createCompilationErrorMessage, createCompiledCatalog, getCatalogForFile, getCatalogs } from "@lingui/cli/api";
import { getConfig } from "@lingui/conf";
import { defineRolldownBabelPreset } from "@rolldown/plugin-babel";
import type { Plugin } from "vite";

export const macros = defineRolldownBabelPreset({
  preset: () => ({ plugins: ["@lingui/babel-plugin-lingui-macro"] }),
  rolldown: { filter: { code: /from ['"]@lingui\/(core|react)\/macro['"]/ } },
});

/** Compiles a catalogue where it is imported. A message that is not valid ICU text stops the build. */
export function catalogues(root: string): Plugin {
  const config = getConfig({ cwd: root });
  return {
    name: "kartu:catalogues",
    transform: {
      filter: { id: /\.po$/ },
      async handler(_source, id) {
        const found = getCatalogForFile(relative(config.rootDir, id), await getCatalogs(config));
        if (!found) throw new Error(`${id} is not a catalogue of lingui.config.ts`);
        const { messages } = await found.catalog.getTranslations(found.locale, {
          fallbackLocales: config.fallbackLocales,
          sourceLocale: config.sourceLocale ?? "en",
          missingBehavior: "resolved",
        });
        const { source, errors } = createCompiledCatalog(found.locale, messages, { namespace: "es" });
        if (errors.length > 0) throw new Error(createCompilationErrorMessage(found.locale, errors));
        return { code: source, map: null, moduleType: "js" };
      },
    },
  };
}
