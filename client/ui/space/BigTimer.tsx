import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Hourglass, Pause } from "lucide-react";
import { useEffect, useState } from "react";
import { timerLeft, timerRuns, timerText } from "../../../shared/domain/timer.ts";
import { $sessionFacts } from "../../store/leading.ts";
import type { Session } from "./session.ts";
import css from "./BigTimer.module.css";

/** Often enough that no second is seen to be skipped, ms. */
const TICK_MS = 200;
const MINUTE_MS = 60_000;

/** What is left of the one timer, ms, as it runs; null: there is none. */
export function useTimerLeft(session: Session): number | null {
  const { timer } = useStore($sessionFacts);
  const [now, setNow] = useState(() => session.roomNow());
  const runs = timer !== null && timerRuns(timer);
  useEffect(() => {
    const look = (): void => setNow(session.roomNow());
    look();
    if (!runs) return;
    const clock = setInterval(look, TICK_MS);
    return () => clearInterval(clock);
  }, [session, runs, timer]);
  return timer === null ? null : timerLeft(timer, now);
}

/** The one big timer of the session: in the header, or above the bar where the header is covered. Spoken by `use-led-news.ts`. */
export function BigTimer({ session, where }: { session: Session; where: "header" | "footer" }) {
  const { t } = useLingui();
  const { timer } = useStore($sessionFacts);
  const left = useTimerLeft(session);
  if (timer === null || left === null) return null;
  const state = left === 0 ? "over" : !timerRuns(timer) ? "paused" : left <= MINUTE_MS ? "last" : "runs";
  return (
    <div
      role="timer"
      aria-live="off"
      aria-label={timer.label === "" ? t`Timer` : timer.label}
      className={css.timer}
      data-state={state}
      data-where={where}
      style={{ "--done": timer.length === 0 ? 0 : left / timer.length } as React.CSSProperties}
    >
      {state === "paused" ? <Pause aria-hidden /> : <Hourglass aria-hidden />}
      <span className={css.digits}>{timerText(left)}</span>
      <span className={css.label}>
        {state === "over" ? <Trans>Time is up.</Trans> : state === "paused" ? <Trans>paused</Trans> : null} {timer.label}
      </span>
      <span className={css.bar} aria-hidden="true" />
    </div>
  );
}
