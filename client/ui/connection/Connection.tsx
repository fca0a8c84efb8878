import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Check, CircleX, LoaderCircle, Mic, RotateCw } from "lucide-react";
import { useEffect, useState } from "react";
import { MicCheck } from "../mic-check/MicCheck.tsx";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { sentence } from "../text/errors.ts";
import { ForNetwork } from "./ForNetwork.tsx";
import { connectionTest, type StepState } from "./run.ts";
import { STEP, VERDICT, WHY } from "./words.ts";
import css from "./Connection.module.css";

/** "Why do I hear nobody?": every way from here to Kartu is tried, and the one that fails is named with what helps. */
export function Connection({ code }: { code: string }) {
  const { t, i18n } = useLingui();
  const [test] = useState(() => connectionTest(code));
  const { steps, verdict, report, trouble } = useStore(test.$state);
  const [mic, setMic] = useState(false);
  useEffect(() => {
    void test.start();
    return test.stop;
  }, [test]);
  const said = verdict === null ? null : VERDICT[verdict];
  return (
    <Page
      title={<Trans>Try the connection</Trans>}
      documentTitle={t`Try the connection`}
      lead={<Trans>Each step from this device to Kartu, and which one fails. Nobody hears or sees you here.</Trans>}
    >
      <div role="status" className={css.verdict}>
        {said === null ? (
          <p className={css.running}>
            <LoaderCircle aria-hidden className={css.turns} /> <Trans>Trying … this takes up to ten seconds.</Trans>
          </p>
        ) : (
          <Notice kind={said.kind} title={i18n._(said.title)}>
            {verdict === "unknown" && trouble !== null ? sentence(i18n, trouble.code, trouble.params) : i18n._(said.text)}
          </Notice>
        )}
      </div>
      <ol className={css.steps} aria-label={t`Steps`}>
        {steps.map((step) => (
          <Step key={`${step.key} ${step.at}`} step={step} />
        ))}
      </ol>
      <div className={css.actions}>
        <Button icon={<RotateCw aria-hidden />} onClick={() => void test.start()}>
          <Trans>Try again</Trans>
        </Button>
        {!mic && (
          <Button icon={<Mic aria-hidden />} onClick={() => setMic(true)}>
            <Trans>Try the microphone and the speaker</Trans>
          </Button>
        )}
      </div>
      {mic && <MicCheck onClose={() => setMic(false)} />}
      {report !== null && <ForNetwork report={report} />}
    </Page>
  );
}

function Step({ step: { key, at, outcome } }: { step: StepState }) {
  const { i18n, t } = useLingui();
  const state = outcome === "running" ? "running" : outcome.ok ? "good" : "bad";
  return (
    <li className={css[state]}>
      {state === "running" ? (
        <LoaderCircle className={css.turns} role="img" aria-label={t`running`} />
      ) : state === "good" ? (
        <Check role="img" aria-label={t`works`} />
      ) : (
        <CircleX role="img" aria-label={t`fails`} />
      )}
      <span className={css.what}>
        {i18n._(STEP[key])}
        {at !== "" && <span className={css.at}>{at}</span>}
        {outcome !== "running" && !outcome.ok && at !== "" && <span>{i18n._(WHY[outcome.why])}</span>}
      </span>
    </li>
  );
}
