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

/**
 * Parts of a catalogue by where their words come from, so that the first loads are small: `….po?door` for the pages before a space,
 * `….po?space` for the space without its dialogs and boards.
 */
const PARTS = {
  door: /^client\/ui\/(App|NotHere|home|join|owner|parts|text|avatar\/AvatarChooser)/,
  space: /^client\/ui\/(App|announce|parts|shared|text|space\/(?!HelpDialog|HistoryDialog|PersonDialog))/,
};

/** Names on the map, and sentences for what is refused only inside a space: nobody reads them at the door, whose first load is counted. */
const ONLY_INSIDE =
  /^(map\.|error\.(chat_|words_|line_word|target_gone|not_sent|reports_open|no_way|meeting_full|cannot_lead|block_leads|frozen|last_owner))/;

/** Compiles a catalogue where it is imported, whole or a part. A message that is not valid ICU text stops the build. */
export function catalogues(root: string): Plugin {
  const config = getConfig({ cwd: root });
  return {
    name: "kartu:catalogues",
    transform: {
      filter: { id: /\.po(\?(door|space))?$/ },
      async handler(_source, id) {
        const [file = id, part] = id.split("?");
        const found = getCatalogForFile(relative(config.rootDir, file), await getCatalogs(config));
        if (!found) throw new Error(`${id} is not a catalogue of lingui.config.ts`);
        const { messages } = await found.catalog.getTranslations(found.locale, {
          fallbackLocales: config.fallbackLocales,
          sourceLocale: config.sourceLocale ?? "en",
          missingBehavior: "resolved",
        });
        if (part === "door" || part === "space") {
          const entries = (await found.catalog.read(found.locale)) ?? {};
          for (const message of Object.keys(messages)) {
            if (part === "door" && ONLY_INSIDE.test(message)) delete messages[message];
            else if (!entries[message]?.origin?.some(([origin]) => PARTS[part].test(origin))) delete messages[message];
          }
        }
        const { source, errors } = createCompiledCatalog(found.locale, messages, { namespace: "es" });
        if (errors.length > 0) throw new Error(createCompilationErrorMessage(found.locale, errors));
        return { code: source, map: null, moduleType: "js" };
      },
    },
  };
}
