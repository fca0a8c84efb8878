import type { ReactNode } from "react";
import css from "./Bar.module.css";

interface ItemProps {
  icon: ReactNode;
  children: ReactNode;
  onClick: () => void;
  pressed?: boolean;
  badge?: number;
  /** Tabs of the panel that it opens: the focus comes back here. */
  opens?: string;
  /** What the badge counts, in words. */
  badgeWords?: string;
}

export function Item({ icon, children, onClick, pressed, badge = 0, opens, badgeWords }: ItemProps) {
  return (
    <button type="button" className={css.item} aria-pressed={pressed} data-opens={opens} onClick={onClick}>
      <span className={css.icon}>
        {icon}
        {badge > 0 && (
          <span className={css.badge} aria-hidden={badgeWords !== undefined}>
            {badge > 99 ? "99+" : badge}
          </span>
        )}
      </span>
      <span className={css.label}>{children}</span>
      {badgeWords !== undefined && <span className="hidden">, {badgeWords}</span>}
    </button>
  );
}
