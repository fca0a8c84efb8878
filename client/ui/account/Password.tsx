import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import type { AccountInfo } from "../../../shared/protocol/accounts.ts";
import { Button } from "../parts/Button.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { withConfirmation } from "./confirmation.ts";
import { PasswordForm } from "./PasswordForm.tsx";
import { Sure } from "./Sure.tsx";
import css from "./account.module.css";

export function Password({ account, onChange }: { account: AccountInfo; onChange: () => void }) {
  const [open, setOpen] = useState<"form" | "removal" | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { password } = account.ways;
  const remove = async (): Promise<void> => {
    const answer = await withConfirmation(() => ask("POST /api/account/password/remove", { body: {} }));
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) onChange();
  };
  const changed = (): void => {
    setOpen(null);
    onChange();
  };
  return (
    <>
      <p className={css.hint}>
        {password ? (
          <Trans>
            You log in as <strong>{account.loginName}</strong>.
          </Trans>
        ) : (
          <Trans>You have no password. You need none while you have a passkey.</Trans>
        )}
      </p>
      {trouble && <TroubleNotice trouble={trouble} />}
      {open === "form" && <PasswordForm loginName={account.loginName} hasPassword={password} onDone={changed} />}
      {open === "removal" && (
        <Sure title={<Trans>Remove the password?</Trans>} action={<Trans>Remove</Trans>} onYes={remove} onNo={() => setOpen(null)}>
          {account.ways.passkeys === 0 ? (
            <Trans>It is the only way to log in that you have. Without it, only this browser knows you.</Trans>
          ) : (
            <Trans>From then on you log in with a passkey alone.</Trans>
          )}
        </Sure>
      )}
      {open === null && (
        <div className={css.row}>
          <Button onClick={() => setOpen("form")}>
            {password ? <Trans>Change name or password</Trans> : <Trans>Set a password</Trans>}
          </Button>
          {password && (
            <Button look="danger" onClick={() => setOpen("removal")}>
              <Trans>Remove the password</Trans>
            </Button>
          )}
        </div>
      )}
    </>
  );
}
