import { useLingui } from "@lingui/react";
import { Trans } from "@lingui/react/macro";
import { Ear, Mic } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Refusal } from "../../media/capture.ts";
import { ECHO_S, type MicTest, openMicTest } from "../../media/mic-test.ts";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";
import { NO_MIC } from "../space/MicButton.tsx";
import css from "./MicCheck.module.css";

/** Louder than this somebody has been heard, of 1. */
const HEARD = 0.35;

type State = { at: "asking" } | { at: "refused"; why: Refusal } | { at: "open"; test: MicTest };

/** The microphone tried out alone: mounted by the tap that asks for it, put down when it closes. @param onEcho one has heard oneself */
export function MicCheck({ onClose, onEcho }: { onClose: () => void; onEcho?: () => void }) {
  const { i18n } = useLingui();
  const [state, setState] = useState<State>({ at: "asking" });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let wanted = true;
    let test: MicTest | null = null;
    void openMicTest().then((got) => {
      if (!wanted) return got.ok ? got.test.stop() : undefined;
      if (got.ok) test = got.test;
      setState(got.ok ? { at: "open", test: got.test } : { at: "refused", why: got.why });
    });
    return () => {
      wanted = false;
      test?.stop();
    };
  }, [tries]);
  return (
    <section className={css.check}>
      {state.at === "asking" && (
        <p role="status">
          <Trans>The browser asks whether it may use the microphone.</Trans>
        </p>
      )}
      {state.at === "refused" && (
        <Notice
          kind="warn"
          action={
            <>
              <Button
                size="s"
                onClick={() => {
                  setState({ at: "asking" });
                  setTries(tries + 1);
                }}
              >
                <Trans>Try again</Trans>
              </Button>
              <Button size="s" look="plain" onClick={onClose}>
                <Trans>Close</Trans>
              </Button>
            </>
          }
        >
          {i18n._(NO_MIC[state.why])}
        </Notice>
      )}
      {state.at === "open" && <Open test={state.test} onClose={onClose} onEcho={onEcho} />}
    </section>
  );
}

function Open({ test, onClose, onEcho }: { test: MicTest; onClose: () => void; onEcho?: (() => void) | undefined }) {
  const meter = useRef<HTMLDivElement>(null);
  const [heard, setHeard] = useState(false);
  const [phase, setPhase] = useState<"speak" | "listen" | null>(null);
  const [done, setDone] = useState(false);
  useEffect(() => {
    // Ten times a second: past React, straight into the style.
    const timer = setInterval(() => {
      const level = test.level();
      meter.current?.style.setProperty("--level", String(level));
      if (level > HEARD) setHeard(true);
    }, 100);
    return () => clearInterval(timer);
  }, [test]);
  const echo = async (): Promise<void> => {
    await test.echo(setPhase);
    setPhase(null);
    setDone(true);
    onEcho?.();
  };
  return (
    <>
      <p className={css.head} role="status">
        {phase === "listen" ? <Ear aria-hidden /> : <Mic aria-hidden />}
        {phase === "speak" ? (
          <Trans>Say something now: {ECHO_S} seconds …</Trans>
        ) : phase === "listen" ? (
          <Trans>Now you hear yourself.</Trans>
        ) : done ? (
          <Trans>If you heard yourself, sound and microphone work.</Trans>
        ) : heard ? (
          <Trans>Your microphone works.</Trans>
        ) : (
          <Trans>Say something: the bar moves.</Trans>
        )}
      </p>
      <div ref={meter} className={css.level} aria-hidden="true" />
      <div className={css.buttons}>
        <Button icon={<Ear aria-hidden />} disabled={phase !== null} onClick={() => void echo()}>
          <Trans>Hear yourself</Trans>
        </Button>
        <Button look="plain" onClick={onClose}>
          <Trans>Done</Trans>
        </Button>
      </div>
      <p className={css.soft}>
        <Trans>Only you hear this; nothing is sent or kept.</Trans>
      </p>
    </>
  );
}
