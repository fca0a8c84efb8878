import { useId, type ReactNode } from "react";
import { useFocusStays } from "../parts/focus.ts";
import css from "./Desk.module.css";

/** One thing on the desk. @param more what leads on from it */
export function DeskCard({
  icon,
  title,
  more,
  children,
  wide = false,
}: {
  icon?: ReactNode;
  title: ReactNode;
  more?: ReactNode;
  children: ReactNode;
  wide?: boolean;
}) {
  const id = useId();
  const card = useFocusStays<HTMLElement>();
  return (
    <section ref={card} className={`${css.card} ${wide ? css.wide : ""}`} aria-labelledby={id}>
      <div className={css.cardHead}>
        <h2 id={id} tabIndex={-1}>
          {icon}
          {title}
        </h2>
        {more}
      </div>
      {children}
    </section>
  );
}
