import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { forgetBoards } from "../../board/outbox.ts";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { go } from "../route.ts";
import { close } from "../space/ui-state.ts";
import type { Session } from "../space/session.ts";
import { ask, type Trouble } from "../text/ask.ts";

/** Ends the session and clears what this device remembers. */
export function Forget({ session }: { session: Session }) {
  const [sure, setSure] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const forget = async (): Promise<void> => {
    const answer = await ask("POST /api/forget", { body: {} });
    if (!answer.ok) return setTrouble(answer);
    session.leave();
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith("kartu.")) localStorage.removeItem(key);
      sessionStorage.clear();
    } catch {
      // Nothing was kept where storage is closed.
    }
    forgetBoards();
    close();
    go("/", "replace");
  };
  return (
    <>
      {trouble && <TroubleNotice trouble={trouble} />}
      {sure ? (
        <Notice
          kind="warn"
          title={<Trans>Forget you on this device?</Trans>}
          action={
            <>
              <Button size="s" look="danger" onClick={() => void forget()}>
                <Trans>Forget me</Trans>
              </Button>
              <Button size="s" look="plain" onClick={() => setSure(false)}>
                <Trans>Cancel</Trans>
              </Button>
            </>
          }
        >
          <Trans>You leave, and to come back you need an invite link and a new nickname.</Trans>
        </Notice>
      ) : (
        <Button look="danger" onClick={() => setSure(true)}>
          <Trans>Forget me on this device</Trans>
        </Button>
      )}
    </>
  );
}
