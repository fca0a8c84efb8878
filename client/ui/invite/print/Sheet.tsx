import type { I18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { Trans } from "@lingui/react/macro";
import { useLingui } from "@lingui/react";
import { Mark } from "../../parts/Page.tsx";
import { startText } from "../../text/when.ts";
import { Qr } from "../Qr.tsx";
import { typed } from "./printed.ts";
import css from "./Paper.module.css";

/** One A4 page: what the space is called, a big code, the link to type, three steps, the start. */
export function Sheet({
  name,
  startsAt,
  until,
  words,
  link,
}: {
  name: string;
  /** UTC ms, or null. */
  startsAt: number | null;
  until: number | null;
  words: readonly I18n[];
  link: string;
}) {
  return (
    <article className={css.page} data-crowded={words.length > 2}>
      <header className={css.head}>
        <Mark />
        <p className={css.title}>{name}</p>
      </header>
      <div className={css.code}>
        <Qr link={link} />
        <p className={css.link}>{typed(link)}</p>
      </div>
      <div className={css.columns} data-columns={words.length}>
        {words.map((i18n) => (
          <I18nProvider key={i18n.locale} i18n={i18n}>
            <Steps startsAt={startsAt} until={until} />
          </I18nProvider>
        ))}
      </div>
    </article>
  );
}

function Steps({ startsAt, until }: { startsAt: number | null; until: number | null }) {
  const { i18n } = useLingui();
  const start = startsAt === null ? null : startText(i18n, startsAt);
  const end = until === null ? null : i18n.date(new Date(until), { day: "numeric", month: "long", year: "numeric" });
  return (
    <section lang={i18n.locale} className={css.steps}>
      {start !== null && (
        <p className={css.start}>
          <Trans>We begin: {start}</Trans>
        </p>
      )}
      <ol>
        <li>
          <Trans>Point your phone's camera at the square, or type the address into your browser.</Trans>
        </li>
        <li>
          <Trans>Write a nickname and choose an avatar. No account, no e-mail.</Trans>
        </li>
        <li>
          <Trans>Press “Join with sound”. Who stands near you hears you.</Trans>
        </li>
      </ol>
      {end !== null && (
        <p className={css.small}>
          <Trans>The link works until {end}.</Trans>
        </p>
      )}
    </section>
  );
}
