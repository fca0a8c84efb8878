import { Trans } from "@lingui/react/macro";
import { Fingerprint } from "lucide-react";
import { useState } from "react";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import type { Trouble } from "../text/ask.ts";
import { hasPasskeys, makePasskey } from "./passkey.ts";
import { PasswordForm } from "./PasswordForm.tsx";
import css from "./account.module.css";

/** The first way to log in: a passkey where the browser has them, or a password. */
export function FirstWay({ onDone }: { onDone: () => void }) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const possible = hasPasskeys();
  const [typing, setTyping] = useState(!possible);
  const make = async (): Promise<void> => {
    setBusy(true);
    const made = await makePasskey("");
    setBusy(false);
    if (made.ok) return onDone();
    setTrouble(made.code === "cancelled" ? null : made);
  };
  return (
    <div className={css.stack}>
      {possible ? (
        <>
          <Button look="primary" size="l" wide disabled={busy} icon={<Fingerprint aria-hidden />} onClick={() => void make()}>
            <Trans>Make a passkey</Trans>
          </Button>
          <p className={css.hint}>
            <Trans>You log in with your finger, your face or the PIN of this device. There is nothing to remember.</Trans>
          </p>
        </>
      ) : (
        <NoPasskeys />
      )}
      {trouble && <TroubleNotice trouble={trouble} />}
      {typing ? (
        <PasswordForm loginName={null} hasPassword={false} onDone={onDone} />
      ) : (
        <Button wide onClick={() => setTyping(true)}>
          <Trans>Rather a password</Trans>
        </Button>
      )}
    </div>
  );
}

/** Why there are none here. */
export const NoPasskeys = () => (
  <Notice kind="info" title={<Trans>No passkeys at this address</Trans>}>
    <Trans>Browsers offer passkeys only where the address has a name and starts with https. A password works everywhere.</Trans>
  </Notice>
);
