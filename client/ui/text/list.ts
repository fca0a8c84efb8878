/** "Nika, Jan and Ana" as a language writes it. @param locale BCP 47 */
export const list = (locale: string, items: readonly string[]): string =>
  new Intl.ListFormat(locale, { type: "conjunction" }).format(items);
