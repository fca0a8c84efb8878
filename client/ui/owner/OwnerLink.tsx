import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Me } from "../../../shared/protocol/http.ts";
import { ComeAgain } from "../account/ComeAgain.tsx";
import { WhoForm } from "../account/WhoForm.tsx";
import { NewSpace } from "../home/NewSpace.tsx";
import { $language } from "../i18n/load.ts";
import { Button } from "../parts/Button.tsx";
import { Crowd } from "../parts/Crowd.tsx";
import { Page } from "../parts/Page.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { go } from "../route.ts";
import { ask, type Trouble } from "../text/ask.ts";

/** Claimed: who they are, how they come again, their first space; what is known already is not asked. */
type State = { at: "asking"; busy: boolean; trouble: Trouble | null } | { at: "who" | "again" | "space"; me: Me };

/** The one-time link is used by a press, not by opening the page: previews in messengers must not burn it. */
export function OwnerLink({ code }: { code: string }) {
  const { t } = useLingui();
  const [state, setState] = useState<State>({ at: "asking", busy: false, trouble: null });
  const goOn = (me: Me, after: "who" | "again" | null): void => {
    if (after === null && me.name === "") return setState({ at: "who", me });
    if (after !== "again" && me.account !== "ready") return setState({ at: "again", me });
    if (me.spaces.length > 0) go("/", "replace");
    else setState({ at: "space", me });
  };
  const claim = async (): Promise<void> => {
    setState({ at: "asking", busy: true, trouble: null });
    const answer = await ask("POST /api/owner/claim", { body: { code } });
    if (!answer.ok) return setState({ at: "asking", busy: false, trouble: answer });
    history.replaceState(null, "", "/owner");
    goOn(answer.value, null);
  };
  const introduce = async (person: { name: string; appearance: string }): Promise<Trouble | null> => {
    const answer = await ask("PATCH /api/me", { body: { ...person, lang: $language.get() } });
    if (!answer.ok) return answer;
    goOn(answer.value, "who");
    return null;
  };
  switch (state.at) {
    case "asking":
      return (
        <Page
          title={<Trans>Welcome to your Kartu</Trans>}
          documentTitle={t`Owner`}
          lead={
            <Trans>
              This link makes you the owner of this server, on this device. It works once. Then you name your space and invite your group.
            </Trans>
          }
        >
          <Crowd />
          {state.trouble && <TroubleNotice trouble={state.trouble} />}
          <Button look="primary" size="l" wide disabled={state.busy} onClick={() => void claim()}>
            {state.busy ? <Trans>One moment …</Trans> : <Trans>Make me the owner</Trans>}
          </Button>
        </Page>
      );
    case "who":
      return (
        <Page
          key="who"
          wide
          title={<Trans>And who are you?</Trans>}
          documentTitle={t`Your name`}
          lead={<Trans>Your group should see who is there. You can change both later, in the settings.</Trans>}
        >
          <WhoForm onDone={introduce} button={<Trans>Go on</Trans>} />
        </Page>
      );
    case "again":
      return <ComeAgain key="again" onDone={() => goOn(state.me, "again")} />;
    case "space":
      return (
        <Page key="space" title={<Trans>What is your space called?</Trans>} documentTitle={t`New space`}>
          <NewSpace />
        </Page>
      );
  }
}
