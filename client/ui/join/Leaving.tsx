import { Trans } from "@lingui/react/macro";
import type { Me } from "../../../shared/protocol/http.ts";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";

/** Whoever comes in here in their place takes their rights away: said before. */
export function Leaving({ me, onOther, onStay }: { me: Me; onOther: () => void; onStay: () => void }) {
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
      {me.account === "ready" ? (
        <Trans>{me.name} can log in again at any time. To try out how a guest comes in, open the invite in a private window.</Trans>
      ) : me.owner ? (
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
