import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Pause, Play, Square } from "lucide-react";
import { useState } from "react";
import { cleanLine } from "../../../shared/domain/names.ts";
import { timerLeft, timerRuns, timerText } from "../../../shared/domain/timer.ts";
import { TIMER_MAX_S } from "../../../shared/protocol/leading.ts";
import { $sessionFacts } from "../../store/leading.ts";
import { Button } from "../parts/Button.tsx";
import { Field } from "../parts/Field.tsx";
import { useTimerLeft } from "../space/BigTimer.tsx";
import type { Session } from "../space/session.ts";
import { done } from "./done.ts";
import css from "./Tools.module.css";

const USUAL = [1, 3, 5, 10] as const;
const MOST = TIMER_MAX_S / 60;

/** Starts the one big timer with a tap, and holds it in hand while it runs. */
export function TimerTool({ session }: { session: Session }) {
  const { timer } = useStore($sessionFacts);
  return timer === null ? <Start session={session} /> : <Running session={session} />;
}

function Start({ session }: { session: Session }) {
  const { t } = useLingui();
  const [label, setLabel] = useState("");
  const [minutes, setMinutes] = useState("");
  const [wrong, setWrong] = useState(false);
  const start = (seconds: number): void => {
    if (session.lead("timer", { do: "start", seconds, label: cleanLine(label) }))
      done(t`The timer runs.`, () => session.lead("timer", { do: "stop" }));
  };
  const own = (): void => {
    const seconds = Math.round(Number(minutes.replace(",", ".")) * 60);
    if (Number.isFinite(seconds) && seconds >= 1 && seconds <= TIMER_MAX_S) start(seconds);
    else setWrong(true);
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        own();
      }}
    >
      <Field
        label={<Trans>What for (if you like)</Trans>}
        value={label}
        maxLength={80}
        onChange={(event) => setLabel(event.target.value)}
      />
      <div className={css.quick}>
        {USUAL.map((n) => (
          <Button key={n} onClick={() => start(n * 60)}>
            {n} min
          </Button>
        ))}
      </div>
      <div className={css.own}>
        <Field
          label={<Trans>Own minutes</Trans>}
          inputMode="decimal"
          value={minutes}
          onChange={(event) => {
            setMinutes(event.target.value);
            setWrong(false);
          }}
          error={wrong ? <Trans>A number of minutes, up to {MOST}.</Trans> : undefined}
        />
        <Button type="submit" look="primary" icon={<Play aria-hidden />}>
          <Trans>Start it</Trans>
        </Button>
      </div>
      <p className={css.hint}>
        <Trans>Everyone sees it, late-comers too.</Trans>
      </p>
    </form>
  );
}

function Running({ session }: { session: Session }) {
  const { t } = useLingui();
  const { timer } = useStore($sessionFacts);
  const left = useTimerLeft(session) ?? 0;
  if (timer === null) return null;
  const runs = timerRuns(timer);
  const add = (seconds: number): boolean => session.lead("timer", { do: "add", seconds });
  const stop = (): void => {
    const rest = Math.ceil(timerLeft(timer, session.roomNow()) / 1_000);
    const { label } = timer;
    if (session.lead("timer", { do: "stop" }))
      done(t`The timer is gone.`, rest === 0 ? null : () => session.lead("timer", { do: "start", seconds: rest, label }));
  };
  return (
    <>
      <p className={css.big} data-over={left === 0}>
        {timerText(left)}
      </p>
      {timer.label !== "" && <p className={css.centre}>{timer.label}</p>}
      {left === 0 && (
        <p className={css.centre}>
          <Trans>Time is up.</Trans>
        </p>
      )}
      <div className={css.quick}>
        <Button onClick={() => add(-60)} disabled={left === 0}>
          −1 min
        </Button>
        <Button
          look="primary"
          icon={runs ? <Pause aria-hidden /> : <Play aria-hidden />}
          disabled={left === 0}
          onClick={() => session.lead("timer", { do: runs ? "pause" : "go" })}
        >
          {runs ? <Trans>Pause</Trans> : <Trans>Go on</Trans>}
        </Button>
        <Button onClick={() => add(60)}>+1 min</Button>
      </div>
      <Button wide icon={<Square aria-hidden />} onClick={stop}>
        <Trans>Stop and put it away</Trans>
      </Button>
    </>
  );
}
