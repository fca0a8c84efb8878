import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Conduct as Rules } from "../../../shared/protocol/http.ts";
import { Button } from "../parts/Button.tsx";
import { Page } from "../parts/Page.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { Waiting } from "../parts/Waiting.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { Conduct } from "./Conduct.tsx";

/** Between the invite and the space, for those who have not accepted the rules as they are now. */
export function ConductFirst({ space, onDone }: { space: string; onDone: () => void }) {
  const { t } = useLingui();
  const [rules, setRules] = useState<Rules | null>(null);
  const [on, setOn] = useState(false);
  const [wrong, setWrong] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const tick = useRef<HTMLInputElement>(null);
  const load = async (): Promise<void> => {
    setTrouble(null);
    const answer = await ask("GET /api/spaces/:space/conduct", { params: { space } });
    if (!answer.ok) setTrouble(answer);
    else if (answer.value.conduct === null) onDone();
    else setRules(answer.value.conduct);
  };
  const begin = useEffectEvent(load);
  useEffect(() => void begin(), []);
  if (rules === null && trouble === null) return <Waiting>{t`One moment …`}</Waiting>;
  const accept = async (): Promise<void> => {
    if (!on) {
      setWrong(true);
      tick.current?.focus();
      return;
    }
    const answer = await ask("POST /api/spaces/:space/conduct", { params: { space }, body: { version: rules?.version ?? "" } });
    if (answer.ok) return onDone();
    setTrouble(answer);
    if (answer.code !== "conduct_needed") return;
    // They were changed while one read: the new ones are shown, and ticked anew.
    setOn(false);
    const again = await ask("GET /api/spaces/:space/conduct", { params: { space } });
    if (again.ok && again.value.conduct !== null) setRules(again.value.conduct);
  };
  return (
    <Page title={<Trans>Before you come in</Trans>} documentTitle={t`Rules of this space`}>
      {rules !== null && (
        <Conduct
          text={rules.text}
          on={on}
          wrong={wrong && !on}
          tick={tick}
          onChange={(ticked) => {
            setOn(ticked);
            setWrong(false);
          }}
        />
      )}
      {trouble && <TroubleNotice trouble={trouble} {...(rules === null ? { onRetry: () => void load() } : {})} />}
      {rules !== null && (
        <Button look="primary" size="l" wide onClick={() => void accept()}>
          <Trans>Come in</Trans>
        </Button>
      )}
    </Page>
  );
}
