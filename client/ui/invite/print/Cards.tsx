import type { I18n } from "@lingui/core";
import { I18nProvider, useLingui } from "@lingui/react";
import { Trans } from "@lingui/react/macro";
import { startText } from "../../text/when.ts";
import { Qr } from "../Qr.tsx";
import { type PrintedLink, typed } from "./printed.ts";
import css from "./Paper.module.css";

/** Cards on an A4 page: two beside each other, four below. */
const CARDS = 8;

/** A card for each person, with lines to cut along. */
export function Cards({
  name: space,
  startsAt,
  words,
  links,
}: {
  name: string;
  /** UTC ms, or null. */
  startsAt: number | null;
  words: readonly I18n[];
  links: readonly PrintedLink[];
}) {
  const pages = Array.from({ length: Math.ceil(links.length / CARDS) }, (_, i) => links.slice(i * CARDS, (i + 1) * CARDS));
  return pages.map((page, i) => (
    // The pages of one list keep their order.
    <article key={i} className={`${css.page} ${css.sheetOfCards}`}>
      {page.map(({ name, link }) => (
        <div key={link} className={css.card}>
          <Qr link={link} />
          <div className={css.cardText}>
            <p className={css.name}>{name}</p>
            <p className={css.where}>{space}</p>
            {words.map((i18n) => (
              <I18nProvider key={i18n.locale} i18n={i18n}>
                <ForYou startsAt={startsAt} />
              </I18nProvider>
            ))}
            <p className={css.cardLink}>{typed(link)}</p>
          </div>
        </div>
      ))}
    </article>
  ));
}

function ForYou({ startsAt }: { startsAt: number | null }) {
  const { i18n } = useLingui();
  return (
    <p lang={i18n.locale} className={css.small}>
      {startsAt !== null && <strong>{startText(i18n, startsAt)} · </strong>}
      <Trans>Only for you: it works once.</Trans>
    </p>
  );
}
