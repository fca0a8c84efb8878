import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { checkLoginName, checkPassword, PASSWORD_MIN } from "../../../shared/domain/accounts/credentials.ts";
import { Button } from "../parts/Button.tsx";
import { useLeadToError } from "../parts/focus.ts";
import { Field } from "../parts/Field.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { sentence } from "../text/errors.ts";
import { withConfirmation } from "./confirmation.ts";
import { PasswordField } from "./PasswordField.tsx";
import css from "./account.module.css";

const ABOUT_NAME = new Set<string>(["login_name_bad", "login_name_taken"]);
const ABOUT_PASSWORD = new Set<string>(["password_short", "password_weak", "text_too_long"]);

/** Log-in name and password, set or changed together. @param loginName the one there is @param hasPassword it may stay as it is */
export function PasswordForm({ loginName, hasPassword, onDone }: { loginName: string | null; hasPassword: boolean; onDone: () => void }) {
  const { i18n, t } = useLingui();
  const [login, setLogin] = useState(loginName ?? "");
  const [password, setPassword] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useLeadToError<HTMLFormElement>(trouble);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const name = checkLoginName(login);
    if (!name.ok) return setTrouble(name);
    const keep = hasPassword && password === "";
    const checked = keep ? null : checkPassword(password, name.value);
    if (checked !== null && !checked.ok) return setTrouble(checked);
    setBusy(true);
    const body = { login: name.value, password: keep ? null : password };
    const answer = await withConfirmation(() => ask("POST /api/account/password", { body }));
    setBusy(false);
    setTrouble(answer.ok ? null : answer);
    if (!answer.ok) return;
    setPassword("");
    onDone();
  };
  const code = trouble?.code ?? "";
  const said = trouble && sentence(i18n, trouble.code, trouble.params);
  return (
    <form ref={form} className={css.stack} onSubmit={(event) => void save(event)} noValidate>
      <Field
        label={<Trans>Log-in name</Trans>}
        hint={<Trans>Only you use it, to log in. It need not be an e-mail address.</Trans>}
        error={ABOUT_NAME.has(code) ? said : null}
        placeholder={t`ajda.novak`}
        value={login}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setLogin(event.target.value)}
      />
      <PasswordField
        isNew
        label={hasPassword ? <Trans>New password</Trans> : <Trans>Password</Trans>}
        hint={
          hasPassword ? (
            <Trans>Leave it empty to keep the one you have.</Trans>
          ) : (
            <Trans>{PASSWORD_MIN} characters or more. A few words are easy to remember and hard to guess.</Trans>
          )
        }
        error={ABOUT_PASSWORD.has(code) ? said : null}
        value={password}
        onChange={setPassword}
      />
      {trouble && !ABOUT_NAME.has(code) && !ABOUT_PASSWORD.has(code) && <TroubleNotice trouble={trouble} />}
      <div className={css.row}>
        <Button type="submit" look="primary" disabled={busy}>
          {hasPassword ? <Trans>Save</Trans> : <Trans>Set this password</Trans>}
        </Button>
      </div>
    </form>
  );
}
