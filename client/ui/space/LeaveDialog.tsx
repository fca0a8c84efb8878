import { Trans } from "@lingui/react/macro";
import { LogOut } from "lucide-react";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { $media, type Session } from "./session.ts";

export function LeaveDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const leave = (): void => {
    onClose();
    $media.get()?.stop();
    $media.set(null);
    session.leave();
  };
  return (
    <Dialog title={<Trans>Leave the space?</Trans>} onClose={onClose}>
      <p>
        <Trans>You can come back whenever you like: this device remembers you.</Trans>
      </p>
      <Button look="primary" size="l" wide icon={<LogOut aria-hidden />} onClick={leave}>
        <Trans>Leave</Trans>
      </Button>
      <Button wide onClick={onClose}>
        <Trans>Stay</Trans>
      </Button>
    </Dialog>
  );
}
