/** Parts of the client as the text that people read, in each language, without a browser: for sentences, not for behaviour. */
import { type I18n, setupI18n, type Messages } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { messages as en } from "../../shared/i18n/en.po";
import { messages as lt } from "../../shared/i18n/lt.po";
import { messages as pl } from "../../shared/i18n/pl.po";
import { messages as sl } from "../../shared/i18n/sl.po";

const CATALOGUES = { en, sl, lt, pl } satisfies Record<string, Messages>;

export type Tongue = keyof typeof CATALOGUES;
export const TONGUES = Object.keys(CATALOGUES) as Tongue[];

/** For sentences that are made without React. */
export const i18nIn = (tongue: Tongue): I18n => setupI18n({ locale: tongue, messages: { [tongue]: CATALOGUES[tongue] } });

/** HTML of what this shows in that language. */
export function rendered(tongue: Tongue, shown: ReactNode): string {
  return renderToStaticMarkup(createElement(I18nProvider, { i18n: i18nIn(tongue) }, shown));
}
