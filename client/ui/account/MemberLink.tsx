import "./sentences.ts";
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useEffectEvent, useState } from "react";
import type { Me } from "../../../shared/protocol/http.ts";
import { $language } from "../i18n/load.ts";
import { Button } from "../parts/Button.tsx";
import { Page } from "../parts/Page.tsx";
import { Figure } from "../parts/Portrait.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { Waiting } from "../parts/Waiting.tsx";
import { go } from "../route.ts";
import { ask, type Trouble } from "../text/ask.ts";
import { ComeAgain } from "./ComeAgain.tsx";
import { WhoForm } from "./WhoForm.tsx";
import joinCss from "../join/Join.module.css";

type State =
  | { at: "asking" }
  | { at: "trouble"; trouble: Trouble }
  | { at: "known"; organisation: string; me: Me; trouble: Trouble | null }
  | { at: "new"; organisation: string }
  | { at: "again" };

/** A one-time link that makes somebody a member of the organisation: whom this device knows, or somebody new. */
export function MemberLink({ code }: { code: string }) {
  const { t } = useLingui();
  const [state, setState] = useState<State>({ at: "asking" });
  const peek = async (): Promise<void> => {
    const answer = await ask("POST /api/member/peek", { body: { code } });
    if (!answer.ok) return setState({ at: "trouble", trouble: answer });
    const { organisation, me } = answer.value;
    setState(me !== null && me.name !== "" ? { at: "known", organisation, me, trouble: null } : { at: "new", organisation });
  };
  const begin = useEffectEvent(peek);
  useEffect(() => void begin(), []);

  const claim = async (person: { name: string; appearance: string }, asMe: boolean): Promise<Trouble | null> => {
    const lang = $language.get();
    const answer = await ask("POST /api/member/claim", { body: { code, name: person.name, lang, asMe } });
    if (!answer.ok) return answer;
    history.replaceState(null, "", "/member");
    // The avatar alone is no reason to begin again.
    if (!asMe) await ask("PATCH /api/me", { body: { ...person, lang } });
    if (answer.value.account === "ready") go("/", "replace");
    else setState({ at: "again" });
    return null;
  };

  if (state.at === "asking") return <Waiting>{t`Looking at your invite …`}</Waiting>;
  if (state.at === "again") return <ComeAgain onDone={() => go("/", "replace")} />;
  if (state.at === "trouble") {
    return (
      <Page key="trouble" title={<Trans>This link does not open</Trans>} documentTitle={t`Invite`}>
        <TroubleNotice trouble={state.trouble} onRetry={() => void peek()} />
      </Page>
    );
  }
  const { organisation } = state;
  const title = organisation === "" ? <Trans>Lead groups with us</Trans> : <Trans>Lead groups with {organisation}</Trans>;
  const lead = <Trans>With this link you become a member: you open spaces of your own and invite groups. It works once.</Trans>;
  if (state.at === "known") {
    const { me } = state;
    const stay = async (): Promise<void> => {
      const trouble = await claim(me, true);
      if (trouble !== null) setState({ ...state, trouble });
    };
    return (
      <Page key="known" title={title} lead={lead} documentTitle={t`Invite`}>
        <div className={joinCss.again}>
          <div className={joinCss.stage}>
            <Figure appearance={me.appearance} size={132} waving />
          </div>
          <h2>
            <Trans>Continue as {me.name}?</Trans>
          </h2>
        </div>
        {state.trouble && <TroubleNotice trouble={state.trouble} />}
        <Button look="primary" size="l" wide onClick={() => void stay()}>
          <Trans>Yes, I am {me.name}</Trans>
        </Button>
        <Button look="plain" onClick={() => setState({ at: "new", organisation })}>
          <Trans>I am someone else</Trans>
        </Button>
      </Page>
    );
  }
  return (
    <Page key="new" wide title={title} lead={lead} documentTitle={t`Invite`}>
      <WhoForm onDone={(person) => claim(person, false)} button={<Trans>Become a member</Trans>} />
    </Page>
  );
}
