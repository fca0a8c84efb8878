import type { ReactNode } from "react";
import { Hills } from "./Hills.tsx";
import { Mark } from "./Page.tsx";
import css from "./Waiting.module.css";

export function Waiting({ children }: { children: ReactNode }) {
  return (
    <main className={css.waiting} aria-busy="true">
      <Hills />
      <div className={css.sign}>
        <Mark />
      </div>
      <p role="status">{children}</p>
    </main>
  );
}
