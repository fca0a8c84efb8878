import { useEffect, useRef, type ReactNode } from "react";
import { Hills } from "../parts/Hills.tsx";
import { PageTop } from "../parts/Page.tsx";
import css from "./Desk.module.css";

/** The desk's page: as the pages before a space, with room for several cards. */
export function DeskFrame({
  title,
  documentTitle,
  above,
  beside,
  below,
  children,
}: {
  title: ReactNode;
  documentTitle: string;
  above?: ReactNode;
  /** What one does first. */
  beside?: ReactNode;
  below?: ReactNode;
  children: ReactNode;
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
      <main className={css.main}>
        <div className={css.top}>
          <div className={css.title}>
            {above}
            <h1 ref={heading} tabIndex={-1}>
              {title}
            </h1>
            {below}
          </div>
          {beside && <div className={css.first}>{beside}</div>}
        </div>
        {children}
      </main>
    </div>
  );
}
