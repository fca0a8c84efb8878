import { Trans } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { LogOut } from "lucide-react";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { $me } from "../../store/space.ts";
import { NextPerson } from "../shared/NextPerson.tsx";
import type { Session } from "./session.ts";

export function LeaveDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const shared = useStore($me)?.shared === true;
  const leave = (): void => {
    onClose();
    session.leave();
  };
  return (
    <Dialog title={<Trans>Leave the space?</Trans>} onClose={onClose}>
      <p>
        {shared ? (
          <Trans>Others use this device, too: with “Done” nothing of you stays here.</Trans>
        ) : (
          <Trans>You can come back whenever you like: this device remembers you.</Trans>
        )}
      </p>
      {shared && <NextPerson look="primary" before={leave} />}
      <Button look={shared ? "quiet" : "primary"} size="l" wide icon={<LogOut aria-hidden />} onClick={leave}>
        <Trans>Leave</Trans>
      </Button>
      <Button wide onClick={onClose}>
        <Trans>Stay</Trans>
      </Button>
    </Dialog>
  );
}
