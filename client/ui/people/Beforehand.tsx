import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import css from "./People.module.css";

/** What a button of the card does at one tap; the others ask first, and say it there. */
export type AtOnce = "off" | "ask" | "hold" | "whisper";

/** What describes such a button, by the id of the hint. */
export const saidBy = (id: string, what: AtOnce): string => `${id}-${what}`;

/** Says, before the buttons, what of it can be taken back, and by whom. */
export function Beforehand({ id, name, now }: { id: string; name: string; now: Record<AtOnce, boolean> }) {
  const sentences: Record<AtOnce, ReactNode> = {
    off: <Trans>What you turn off, only {name} turns on again.</Trans>,
    ask: <Trans>Asking to speak cannot be taken back; {name} decides.</Trans>,
    hold: <Trans>What you keep off, you let on again here.</Trans>,
    whisper: <Trans>Ending a whisper cannot be taken back; they may begin another.</Trans>,
  };
  const shown = (["off", "ask", "hold", "whisper"] as const).filter((what) => now[what]);
  if (shown.length === 0) return null;
  return (
    <p className={css.hint}>
      {shown.map((what) => (
        <span key={what} id={saidBy(id, what)}>
          {sentences[what]}{" "}
        </span>
      ))}
    </p>
  );
}
