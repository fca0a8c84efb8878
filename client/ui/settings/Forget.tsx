import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { go } from "../route.ts";
import { close } from "../space/ui-state.ts";
import type { Session } from "../space/session.ts";
import type { Trouble } from "../text/ask.ts";
import { forgetDevice } from "./forget-device.ts";

/** Ends the session and clears what this device remembers. */
export function Forget({ session }: { session: Session }) {
  const [sure, setSure] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const forget = async (): Promise<void> => {
    const refused = await forgetDevice();
    if (refused !== null) return setTrouble(refused);
    session.leave();
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
