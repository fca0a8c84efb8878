import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import css from "./Notice.module.css";

const ICONS = { info: Info, warn: TriangleAlert, error: CircleAlert };

/** A message that stays: what is the matter and what to do next. Errors are announced when they appear. */
export function Notice({
  kind,
  title,
  children,
  action,
}: {
  kind: keyof typeof ICONS;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const Icon = ICONS[kind];
  return (
    <div className={`${css.notice} ${css[kind]}`} {...(kind === "error" ? { role: "alert", tabIndex: -1 } : {})}>
      <Icon aria-hidden className={css.icon} />
      <div className={css.body}>
        {title !== undefined && <strong className={css.title}>{title}</strong>}
        {children !== undefined && <div>{children}</div>}
        {action !== undefined && <div className={css.action}>{action}</div>}
      </div>
    </div>
  );
}
