import { formatter } from "@lingui/format-po";

/** One catalogue a language. `npx lingui extract` writes them from the source; All must be complete (`npm run check`). */
export default {
  sourceLocale: "en",
  locales: ["en", "sl", "lt", "pl"],
  /** What a prepared language does not say yet is shown in English. */
  fallbackLocales: { default: "en" },
  catalogs: [{ path: "<rootDir>/shared/i18n/{locale}", include: ["<rootDir>/client"] }],
  format: formatter({ lineNumbers: false }),
  orderBy: "origin" as const,
};
