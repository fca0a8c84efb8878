/** Loads one catalogue, the one in use, and keeps the choice on this device. */
import { i18n, type Messages } from "@lingui/core";
import { atom } from "nanostores";
import { bestLanguage, isLanguage, type Language } from "./languages.ts";

const CATALOGUES: Record<Language, () => Promise<{ messages: Messages }>> = {
  en: () => import("../../../shared/i18n/en.po"),
  sl: () => import("../../../shared/i18n/sl.po"),
  lt: () => import("../../../shared/i18n/lt.po"),
  pl: () => import("../../../shared/i18n/pl.po"),
};
const KEY = "kartu.lang";

export const $language = atom<Language>("en");

function chosen(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function firstLanguage(): Language {
  const stored = chosen();
  return stored !== null && isLanguage(stored) ? stored : bestLanguage(navigator.languages);
}

/** Shows the interface in a language. The last call wins when two overlap. */
let wanted: Language = "en";
export async function showLanguage(language: Language): Promise<void> {
  wanted = language;
  const { messages } = await CATALOGUES[language]();
  if (wanted !== language) return;
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
  $language.set(language);
}

/** As `showLanguage`, and remembered. */
export async function chooseLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Private mode: chosen for as long as the page lasts.
  }
  await showLanguage(language);
}
