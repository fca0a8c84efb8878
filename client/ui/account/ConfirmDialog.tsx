import "./sentences.ts";
import { Trans } from "@lingui/react/macro";
import { Fingerprint } from "lucide-react";
import { type FormEvent, useEffect, useEffectEvent, useState } from "react";
import type { Api } from "../../../shared/protocol/http.ts";
import type { Proof } from "../../../shared/protocol/accounts.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { useLeadToError } from "../parts/focus.ts";
import { Field } from "../parts/Field.tsx";
import { Stays } from "../parts/Stays.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { FirstWay } from "./FirstWay.tsx";
import { hasPasskeys, usePasskeyFor as showPasskey } from "./passkey.ts";
import { PasswordField } from "./PasswordField.tsx";
import { useSaid } from "./use-said.ts";
import css from "./account.module.css";

type Options = Api["POST /api/confirm/options"]["answer"];

/** "Is it still you?" Opened by `withConfirmation`. */
export function ConfirmDialog({ onDone }: { onDone: (confirmed: boolean) => void }) {
  const [options, setOptions] = useState<Options | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const load = async (): Promise<void> => {
    const answer = await ask("POST /api/confirm/options", { body: {} });
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setOptions(answer.value);
  };
  const begin = useEffectEvent(load);
  useEffect(() => void begin(), []);
  const none = options !== null && !options.ways.password && options.ways.passkeys === 0;
  return (
    <Dialog title={none ? <Trans>First make a way to log in</Trans> : <Trans>Is it still you?</Trans>} onClose={() => onDone(false)}>
      <Stays>
        {trouble && <TroubleNotice trouble={trouble} onRetry={() => void load()} />}
        {options !== null &&
          (none ? (
            <>
              <p>
                <Trans>This cannot be undone, so Kartu asks whether it is really you. Until now only this browser knows you.</Trans>
              </p>
              <FirstWay onDone={() => onDone(true)} />
            </>
          ) : (
            <Ways options={options} onNew={() => void load()} onDone={() => onDone(true)} />
          ))}
      </Stays>
    </Dialog>
  );
}

function Ways({ options, onNew, onDone }: { options: Options; onNew: () => void; onDone: () => void }) {
  const withKey = options.options !== null && hasPasskeys();
  const [typing, setTyping] = useState<"password" | "recovery">(options.ways.password ? "password" : "recovery");
  const [open, setOpen] = useState(options.ways.password || !withKey);
  const [text, setText] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);

  const stack = useLeadToError<HTMLDivElement>(trouble);
  const wrong = useSaid(trouble);

  const prove = async (proof: Proof): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    const answer = await ask("POST /api/confirm", { body: proof });
    setBusy(false);
    if (answer.ok) return onDone();
    setTrouble(answer);
    // A challenge serves once.
    if ("passkey" in proof) onNew();
  };
  const byKey = async (): Promise<void> => {
    setBusy(true);
    const shown = await showPasskey(options.options);
    setBusy(false);
    if (shown.ok) return prove({ passkey: shown.value });
    setTrouble(shown.code === "cancelled" ? null : shown);
  };
  const byText = (event: FormEvent): void => {
    event.preventDefault();
    void prove(typing === "password" ? { password: text } : { recovery: text });
  };
  const change = (to: "password" | "recovery"): void => {
    setTyping(to);
    setOpen(true);
    setText("");
    setTrouble(null);
    // What was pressed is gone.
    requestAnimationFrame(() => stack.current?.querySelector<HTMLElement>("form input:not([tabindex])")?.focus());
  };
  return (
    <div ref={stack} className={css.stack}>
      <p>
        <Trans>What you are about to do cannot be undone. Show once more that it is you; that holds for five minutes.</Trans>
      </p>
      {withKey && (
        <Button look="primary" size="l" wide disabled={busy} icon={<Fingerprint aria-hidden />} onClick={() => void byKey()}>
          <Trans>Use my passkey</Trans>
        </Button>
      )}
      {withKey && open && (
        <p className={css.or}>
          <Trans>or</Trans>
        </p>
      )}
      {open && (
        <form className={css.stack} onSubmit={byText} noValidate>
          {/* Password managers want to know whose it is. */}
          <input
            className="hidden"
            type="text"
            autoComplete="username"
            readOnly
            tabIndex={-1}
            aria-hidden
            value={options.loginName ?? ""}
          />
          {typing === "password" ? (
            <PasswordField label={<Trans>Your password</Trans>} error={wrong} value={text} onChange={setText} />
          ) : (
            <RecoveryField error={wrong} value={text} onChange={setText} />
          )}
          <Button type="submit" look={withKey ? "quiet" : "primary"} wide disabled={busy || text === ""}>
            <Trans>Go on</Trans>
          </Button>
        </form>
      )}
      {trouble && wrong === null && <TroubleNotice trouble={trouble} />}
      {options.ways.recovery > 0 && !(open && typing === "recovery") && (
        <Button look="plain" onClick={() => change("recovery")}>
          <Trans>Use a recovery code</Trans>
        </Button>
      )}
      {options.ways.password && typing === "recovery" && (
        <Button look="plain" onClick={() => change("password")}>
          <Trans>Use my password</Trans>
        </Button>
      )}
    </div>
  );
}

export const RecoveryField = ({ value, error, onChange }: { value: string; error: string | null; onChange: (value: string) => void }) => (
  <Field
    label={<Trans>Recovery code</Trans>}
    hint={<Trans>One of the ten that you kept. It works once.</Trans>}
    error={error}
    value={value}
    autoComplete="off"
    autoCapitalize="none"
    spellCheck={false}
    placeholder="xxxx-xxxx-xxxx-xxxx"
    onChange={(event) => onChange(event.target.value)}
  />
);
