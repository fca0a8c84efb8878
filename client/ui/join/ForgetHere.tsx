import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { forgetKept } from "../../store/kept.ts";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask, type Trouble } from "../text/ask.ts";

/** Asked twice; then this browser knows nobody any more. */
export function ForgetHere({ name, onDone, onCancel }: { name: string; onDone: () => void; onCancel: () => void }) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const forget = async (): Promise<void> => {
    const answer = await ask("POST /api/forget", { body: {} });
    if (!answer.ok && answer.code !== "no_session") return setTrouble(answer);
    forgetKept();
    void import("../../board/outbox.ts").then(({ forgetBoards }) => forgetBoards());
    onDone();
  };
  return (
    <>
      {trouble && <TroubleNotice trouble={trouble} />}
      <Notice
        kind="warn"
        title={<Trans>Forget {name} on this device?</Trans>}
        action={
          <>
            <Button size="s" look="danger" onClick={() => void forget()}>
              <Trans>Forget me</Trans>
            </Button>
            <Button size="s" look="plain" onClick={onCancel}>
              <Trans>Cancel</Trans>
            </Button>
          </>
        }
      >
        <Trans>To come in again you need an invite link and a new nickname.</Trans>
      </Notice>
    </>
  );
}
