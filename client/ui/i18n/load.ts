/** Loads one catalogue, the one in use, and keeps the choice on this device. The first page needs a part of it; the space the whole. */
import { i18n, type Messages } from "@lingui/core";
import { atom } from "nanostores";
import { bestLanguage, isLanguage, type Language } from "./languages.ts";

type Load = () => Promise<{ messages: Messages }>;

const DOOR: Record<Language, Load> = {
  en: () => import("../../../shared/i18n/en.po?door"),
  sl: () => import("../../../shared/i18n/sl.po?door"),
  lt: () => import("../../../shared/i18n/lt.po?door"),
  pl: () => import("../../../shared/i18n/pl.po?door"),
};
const ALL: Record<Language, Load> = {
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

/** What was asked for last: the last call wins when two overlap. */
let wanted: { language: Language; whole: boolean } = { language: "en", whole: false };

async function load(): Promise<void> {
  const now = wanted;
  // Who goes straight into a space asks for the whole in the same breath: then the part is not fetched at all.
  await Promise.resolve();
  if (wanted !== now) return;
  const { messages } = await (now.whole ? ALL : DOOR)[now.language]();
  if (wanted !== now) return;
  i18n.loadAndActivate({ locale: now.language, messages });
  document.documentElement.lang = now.language;
  $language.set(now.language);
}

/** Shows the interface in a language. */
export function showLanguage(language: Language): Promise<void> {
  wanted = { language, whole: wanted.whole };
  return load();
}

/** From now on every word is there: asked for with the code of the space. */
export async function allWords(): Promise<void> {
  if (wanted.whole) return;
  wanted = { ...wanted, whole: true };
  await load();
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
