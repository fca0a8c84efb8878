import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { NewSpace } from "../home/NewSpace.tsx";
import { Button } from "../parts/Button.tsx";
import { Crowd } from "../parts/Crowd.tsx";
import { Page } from "../parts/Page.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { go } from "../route.ts";
import { ask, type Trouble } from "../text/ask.ts";

type State = { at: "asking"; busy: boolean; trouble: Trouble | null } | { at: "mine" };

/** The one-time link is used by a press, not by opening the page: previews in messengers must not burn it. */
export function OwnerLink({ code }: { code: string }) {
  const { t } = useLingui();
  const [state, setState] = useState<State>({ at: "asking", busy: false, trouble: null });
  const claim = async (): Promise<void> => {
    setState({ at: "asking", busy: true, trouble: null });
    const answer = await ask("POST /api/owner/claim", { body: { code } });
    if (!answer.ok) return setState({ at: "asking", busy: false, trouble: answer });
    history.replaceState(null, "", "/owner");
    if (answer.value.spaces.length > 0) go("/", "replace");
    else setState({ at: "mine" });
  };
  if (state.at === "mine") {
    return (
      <Page key="mine" title={<Trans>It is yours. What is your space called?</Trans>} documentTitle={t`New space`}>
        <NewSpace />
      </Page>
    );
  }
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
}
