/** The languages of the interface by BCP 47 tag, each by its own name. A fifth is a line here, one in `load.ts` and its catalogue. */
export const LANGUAGES = { en: "English", sl: "Slovenščina", lt: "Lietuvių", pl: "Polski" } as const;
export type Language = keyof typeof LANGUAGES;

export const isLanguage = (tag: string): tag is Language => tag in LANGUAGES;

/** The first language that the person prefers and Kartu speaks. @param preferred BCP 47 tags, best first */
export function bestLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const primary = tag.toLowerCase().split("-")[0] ?? "";
    if (isLanguage(primary)) return primary;
  }
  return "en";
}
