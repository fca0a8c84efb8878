import { Trans, useLingui } from "@lingui/react/macro";
import { Fingerprint } from "lucide-react";
import { type FormEvent, useState } from "react";
import { PASSKEY_NAME_MAX } from "../../../shared/domain/accounts/credentials.ts";
import type { AccountInfo, PasskeyInfo } from "../../../shared/protocol/accounts.ts";
import { Button } from "../parts/Button.tsx";
import { Field } from "../parts/Field.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { type Answered, ask, type Trouble } from "../text/ask.ts";
import { withConfirmation } from "./confirmation.ts";
import { NoPasskeys } from "./FirstWay.tsx";
import { hasPasskeys, makePasskey } from "./passkey.ts";
import { Sure } from "./Sure.tsx";
import { useAgo } from "./ago.ts";
import css from "./account.module.css";

export function Passkeys({ account, onChange }: { account: AccountInfo; onChange: () => void }) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const last = account.ways.passkeys === 1 && !account.ways.password;
  const done = (answer: Answered<unknown>): void => {
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) onChange();
  };
  const make = async (): Promise<void> => {
    setBusy(true);
    // Confirmation comes before the browser's own question, so that the second call does not need a tap of its own.
    const made = await withConfirmation<unknown>(async () => {
      const tried = await makePasskey("");
      return tried.ok || tried.code !== "cancelled" ? tried : { ok: true as const, value: null };
    });
    setBusy(false);
    done(made);
  };
  return (
    <>
      <p className={css.hint}>
        <Trans>With a passkey you log in by finger, face or PIN of your device. Make one for each device that you use.</Trans>
      </p>
      {account.passkeys.length > 0 && (
        <ul className={css.list}>
          {account.passkeys.map((passkey) => (
            <Passkey
              key={passkey.id}
              passkey={passkey}
              last={last}
              onName={async (name) =>
                done(await ask("POST /api/account/passkeys/:passkey/name", { params: { passkey: passkey.id }, body: { name } }))
              }
              onRemove={async () =>
                done(
                  await withConfirmation(() =>
                    ask("POST /api/account/passkeys/:passkey/remove", { params: { passkey: passkey.id }, body: {} }),
                  ),
                )
              }
            />
          ))}
        </ul>
      )}
      {trouble && <TroubleNotice trouble={trouble} />}
      {account.passkeyHost !== null && hasPasskeys(account.passkeyHost) ? (
        <div className={css.row}>
          <Button icon={<Fingerprint aria-hidden />} disabled={busy} onClick={() => void make()}>
            {account.passkeys.length === 0 ? <Trans>Make a passkey</Trans> : <Trans>Make another passkey</Trans>}
          </Button>
        </div>
      ) : (
        <NoPasskeys />
      )}
    </>
  );
}

function Passkey({
  passkey,
  last,
  onName,
  onRemove,
}: {
  passkey: PasskeyInfo;
  last: boolean;
  onName: (name: string) => Promise<void>;
  onRemove: () => Promise<void>;
}) {
  const { t } = useLingui();
  const ago = useAgo();
  const [naming, setNaming] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [name, setName] = useState(passkey.name);
  const shown = passkey.name || t`Passkey`;
  const made = ago(passkey.createdAt);
  const used = passkey.usedAt === null ? null : ago(passkey.usedAt);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await onName(name);
    setNaming(false);
  };
  return (
    <li className={css.item}>
      <Fingerprint aria-hidden />
      {naming ? (
        <form className={`${css.words} ${css.stack}`} onSubmit={(event) => void save(event)}>
          <Field
            label={<Trans>Name of this passkey</Trans>}
            value={name}
            maxLength={PASSKEY_NAME_MAX}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
          <div className={css.row}>
            <Button size="s" type="submit" look="primary" disabled={name.trim() === ""}>
              <Trans>Save the name</Trans>
            </Button>
            <Button size="s" look="plain" onClick={() => setNaming(false)}>
              <Trans>Cancel</Trans>
            </Button>
          </div>
        </form>
      ) : (
        <>
          <span className={css.words}>
            <strong>{shown}</strong>
            <small>
              {used === null ? (
                <Trans>made {made}</Trans>
              ) : (
                <Trans>
                  made {made}, last used {used}
                </Trans>
              )}
            </small>
          </span>
          <Button size="s" onClick={() => setNaming(true)} aria-label={t`Rename the passkey ${shown}`}>
            <Trans>Rename</Trans>
          </Button>
          <Button size="s" look="danger" onClick={() => setRemoving(true)} aria-label={t`Remove the passkey ${shown}`}>
            <Trans>Remove</Trans>
          </Button>
        </>
      )}
      {removing && (
        <Sure title={<Trans>Remove {shown}?</Trans>} action={<Trans>Remove</Trans>} onYes={onRemove} onNo={() => setRemoving(false)}>
          {last ? (
            <Trans>It is the only way to log in that you have. Without it, only this browser knows you.</Trans>
          ) : (
            <Trans>You cannot log in with it any more.</Trans>
          )}
        </Sure>
      )}
    </li>
  );
}
