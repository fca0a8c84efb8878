import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Me } from "../../../shared/protocol/http.ts";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { Figure } from "../parts/Portrait.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { Waiting } from "../parts/Waiting.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { enter } from "./enter.ts";
import { Newcomer } from "./Newcomer.tsx";
import { SoundButtons } from "./SoundButtons.tsx";
import { surroundings } from "./surroundings.ts";
import { WayOut } from "./WayOut.tsx";
import css from "./Join.module.css";

type State =
  | { at: "asking" }
  | { at: "trouble"; trouble: Trouble }
  | { at: "known"; spaceName: string; me: Me }
  /** `me`: known, but without a name: stays who they are. `null`: a new person. */
  | { at: "new"; spaceName: string; me: Me | null };

export function Join({ code }: { code: string }) {
  const { t } = useLingui();
  const [state, setState] = useState<State>({ at: "asking" });
  const peek = async (): Promise<void> => {
    const answer = await ask("POST /api/invites/peek", { body: { code } });
    if (!answer.ok) return setState({ at: "trouble", trouble: answer });
    const { spaceName, me } = answer.value;
    setState(me !== null && me.name !== "" ? { at: "known", spaceName, me } : { at: "new", spaceName, me });
  };
  const begin = useEffectEvent(peek);
  useEffect(() => void begin(), []);

  if (state.at === "asking") return <Waiting>{t`Looking at your invite …`}</Waiting>;
  if (state.at === "trouble") {
    return (
      <Page title={<Trans>This link does not open</Trans>} documentTitle={t`Invite`}>
        <TroubleNotice trouble={state.trouble} onRetry={() => void peek()} />
      </Page>
    );
  }
  const where = surroundings();
  const title = <Trans>Come in to {state.spaceName}</Trans>;
  return (
    <Page key={state.at} title={title} documentTitle={state.spaceName} wide={state.at === "new"}>
      <WayOut where={where} />
      {state.at === "known" ? (
        <Known code={code} me={state.me} onOther={() => setState({ at: "new", spaceName: state.spaceName, me: null })} />
      ) : (
        <Newcomer onCome={(person, sound) => enter(code, { ...person, asMe: state.me !== null }, sound)} />
      )}
    </Page>
  );
}

function Known({ code, me, onOther }: { code: string; me: Me; onOther: () => void }) {
  const [busy, setBusy] = useState(false);
  const [other, setOther] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  // What was pressed goes; the focus does not go with it.
  const choose = (asOther: boolean): void => {
    setOther(asOther);
    heading.current?.focus();
  };
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const come = async (sound: "on" | "off"): Promise<void> => {
    setBusy(true);
    const refused = await enter(code, { name: me.name, appearance: me.appearance, asMe: true }, sound);
    setTrouble(refused);
    setBusy(false);
  };
  return (
    <>
      <div className={css.again}>
        <div className={css.stage}>
          <Figure appearance={me.appearance} size={132} waving />
        </div>
        <h2 ref={heading} tabIndex={-1}>
          <Trans>Continue as {me.name}?</Trans>
        </h2>
      </div>
      {trouble && <TroubleNotice trouble={trouble} />}
      {other ? (
        <Leaving me={me} onOther={onOther} onStay={() => choose(false)} />
      ) : (
        <>
          <SoundButtons busy={busy} onChoose={(sound) => void come(sound)} />
          <Button look="plain" onClick={() => (leads(me) ? choose(true) : onOther())}>
            <Trans>I am someone else</Trans>
          </Button>
        </>
      )}
    </>
  );
}

/** Someone whose rights this device holds: a participant who comes in here in their place would take them away unasked. */
const leads = (me: Me): boolean => me.owner || me.spaces.some(({ role }) => role !== "participant" && role !== "observer");

function Leaving({ me, onOther, onStay }: { me: Me; onOther: () => void; onStay: () => void }) {
  return (
    <Notice
      kind="warn"
      title={<Trans>This device is then no longer {me.name}’s</Trans>}
      action={
        <>
          <Button size="s" onClick={onStay}>
            <Trans>Stay {me.name}</Trans>
          </Button>
          <Button size="s" look="plain" onClick={onOther}>
            <Trans>Come in as someone else</Trans>
          </Button>
        </>
      }
    >
      {me.owner ? (
        <Trans>
          {me.name} owns this server, and only this browser knows it. To be the owner again you need a new owner link (“npm run
          owner-link”). To try out how a guest comes in, open the invite in a private window.
        </Trans>
      ) : (
        <Trans>
          {me.name} has a trainer’s rights, and only this browser knows it. To have them again you need an invite for trainers. To try out
          how a guest comes in, open the invite in a private window.
        </Trans>
      )}
    </Notice>
  );
}
