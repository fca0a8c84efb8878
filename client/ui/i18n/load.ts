/** Loads one catalogue, the one in use, and keeps the choice on this device. The door and the space each need a part of it; dialogs and boards the whole. */
import { type I18n, i18n, type Messages, setupI18n } from "@lingui/core";
import { atom } from "nanostores";
import { keep, recall } from "../../store/kept.ts";
import { bestLanguage, isLanguage, type Language } from "./languages.ts";

type Load = () => Promise<{ messages: Messages }>;

/** How much of the words is there, each holding more of what its pages need. */
export type Words = "door" | "space" | "all";

const CATALOGUES: Record<Language, Record<Words, Load>> = {
  en: {
    door: () => import("../../../shared/i18n/en.po?door"),
    space: () => import("../../../shared/i18n/en.po?space"),
    all: () => import("../../../shared/i18n/en.po"),
  },
  sl: {
    door: () => import("../../../shared/i18n/sl.po?door"),
    space: () => import("../../../shared/i18n/sl.po?space"),
    all: () => import("../../../shared/i18n/sl.po"),
  },
  lt: {
    door: () => import("../../../shared/i18n/lt.po?door"),
    space: () => import("../../../shared/i18n/lt.po?space"),
    all: () => import("../../../shared/i18n/lt.po"),
  },
  pl: {
    door: () => import("../../../shared/i18n/pl.po?door"),
    space: () => import("../../../shared/i18n/pl.po?space"),
    all: () => import("../../../shared/i18n/pl.po"),
  },
};
const KEY = "kartu.lang";

/** How dates and numbers are written: English as the browser's own English is, in Europe's way where it has none. */
const regionOf = (language: Language): string =>
  language === "en" ? (navigator.languages.find((tag) => tag.startsWith("en-")) ?? "en-GB") : language;

export const $language = atom<Language>("en");

export function firstLanguage(): Language {
  const stored = recall(KEY);
  return stored !== null && isLanguage(stored) ? stored : bestLanguage(navigator.languages);
}

/** What was asked for last: the last call wins when two overlap. */
let wanted: { language: Language; words: readonly Words[] } = { language: "en", words: [] };

/** The last load that was begun; those before it wait for it, as it holds their words, too. */
let latest: Promise<void> = Promise.resolve();

function load(): Promise<void> {
  latest = run(wanted);
  return latest;
}

async function run(now: typeof wanted): Promise<void> {
  // Whatever is asked for in the same breath is fetched once.
  await Promise.resolve();
  if (wanted !== now) return latest;
  const parts = await Promise.all(now.words.map((words) => CATALOGUES[now.language][words]()));
  if (wanted !== now) return latest;
  // Added to what is there: the page that is still shown keeps its words.
  for (const { messages } of parts) i18n.load(now.language, messages);
  i18n.activate(now.language, regionOf(now.language));
  document.documentElement.lang = now.language;
  $language.set(now.language);
}

/** Shows the interface in a language. */
export function showLanguage(language: Language): Promise<void> {
  wanted = { language, words: wanted.words };
  return load();
}

/** From now on these words are there: asked for together with the code that says them. The whole holds every part. */
export async function moreWords(words: Words): Promise<void> {
  if (wanted.words.includes(words) || wanted.words.includes("all")) return latest;
  wanted = { ...wanted, words: words === "all" ? ["all"] : [...wanted.words, words] };
  await load();
}

/** All words of a language beside the one in use: for what is printed in several. */
export async function wordsIn(language: Language): Promise<I18n> {
  const { messages } = await CATALOGUES[language].all();
  return setupI18n({ locale: language, locales: regionOf(language), messages: { [language]: messages } });
}

/** As `showLanguage`, and remembered. */
export async function chooseLanguage(language: Language): Promise<void> {
  keep(KEY, language);
  await showLanguage(language);
}
