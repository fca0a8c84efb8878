import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef, type ReactNode } from "react";
import { LanguageSwitch } from "./LanguageSwitch.tsx";
import { Hills } from "./Hills.tsx";
import css from "./Page.module.css";

/** The frame of the pages before the space: hills, the name, the language, one card. */
export function Page({
  title,
  documentTitle,
  lead,
  children,
  wide,
}: {
  title: ReactNode;
  documentTitle: string;
  lead?: ReactNode;
  children: ReactNode;
  wide?: boolean;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${documentTitle} · Kartu`;
  }, [documentTitle]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div className={css.page}>
      <Hills />
      <PageTop />
      <main className={`${css.card} ${wide ? css.wide : ""}`}>
        <div className={css.head}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p className={css.lead}>{lead}</p>}
        </div>
        {children}
      </main>
    </div>
  );
}

/** The sign that leads home, and the language. */
export function PageTop() {
  const { t } = useLingui();
  return (
    <header className={css.header}>
      <a className={css.brand} href="/" aria-label={t`Kartu, start page`}>
        <Mark /> Kartu
      </a>
      <LanguageSwitch />
    </header>
  );
}

/** Two who lean together: the sign of the house. */
export function Mark() {
  return (
    <svg viewBox="0 0 64 64" aria-hidden="true" className={css.mark}>
      <rect x="3" y="3" width="58" height="58" rx="18" fill="#5a48e8" stroke="#2b2440" strokeWidth="3" />
      <path
        d="M10 55c0-11 5-17 11-17s10 4 11 9c1-5 5-9 11-9s11 6 11 17"
        fill="#ffc94d"
        stroke="#2b2440"
        strokeWidth="2.6"
        strokeLinejoin="round"
      />
      <circle cx="21.5" cy="26" r="10" fill="#f6c79f" stroke="#2b2440" strokeWidth="2.6" />
      <circle cx="42.5" cy="26" r="10" fill="#8a5636" stroke="#2b2440" strokeWidth="2.6" />
      <g fill="#2b2440">
        <circle cx="20" cy="26" r="1.5" />
        <circle cx="26" cy="26" r="1.5" />
        <circle cx="38" cy="26" r="1.5" />
        <circle cx="44" cy="26" r="1.5" />
      </g>
    </svg>
  );
}
