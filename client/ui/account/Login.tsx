import "./sentences.ts";
import { Trans, useLingui } from "@lingui/react/macro";
import { Fingerprint, KeyRound } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import type { Me } from "../../../shared/protocol/http.ts";
import { Button } from "../parts/Button.tsx";
import { useLeadToError } from "../parts/focus.ts";
import { Field } from "../parts/Field.tsx";
import { Page } from "../parts/Page.tsx";
import { Stays } from "../parts/Stays.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { go } from "../route.ts";
import { type Answered, ask, type Trouble } from "../text/ask.ts";
import { RecoveryField } from "./ConfirmDialog.tsx";
import { NoPasskeys } from "./FirstWay.tsx";
import { hasPasskeys, usePasskeyFor as showPasskey } from "./passkey.ts";
import { PasswordField } from "./PasswordField.tsx";
import { useSaid } from "./use-said.ts";
import css from "./account.module.css";

/** @param code of a one-time link, or "" */
export function Login({ code }: { code: string }) {
  const { t } = useLingui();
  const [way, setWay] = useState<"usual" | "recovery" | "link">(code === "" ? "usual" : "link");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const wrong = useSaid(trouble);
  /** @param to where it leads */
  const enter = async (call: () => Promise<Answered<Me>>, to: string): Promise<void> => {
    setBusy(true);
    // The same words a second time are news, too.
    setTrouble(null);
    const answer = await call();
    setBusy(false);
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) go(to, "replace");
  };
  const change = (to: typeof way): void => {
    setTrouble(null);
    setWay(to);
  };
  const frame = (children: ReactNode, lead: ReactNode) => (
    <Page key={way} title={<Trans>Log in</Trans>} documentTitle={t`Log in`} lead={lead}>
      <Attempt trouble={trouble}>{children}</Attempt>
    </Page>
  );

  if (way === "link") {
    return frame(
      <>
        <Button
          look="primary"
          size="l"
          wide
          disabled={busy}
          onClick={() => void enter(() => ask("POST /api/login/link", { body: { code } }), "/account")}
        >
          <Trans>Log in with this link</Trans>
        </Button>
        <Button look="plain" onClick={() => change("usual")}>
          <Trans>Log in another way</Trans>
        </Button>
      </>,
      <Trans>This link works once. Then you make a new passkey or a new password.</Trans>,
    );
  }
  if (way === "recovery") {
    return frame(
      <ByRecovery
        busy={busy}
        wrong={wrong}
        onCode={(text) => void enter(() => ask("POST /api/login/recovery", { body: { code: text } }), "/account")}
        onBack={() => change("usual")}
      />,
      <Trans>Take one of the codes that you kept. It logs you in once; then you make a new passkey or a new password.</Trans>,
    );
  }
  const byKey = async (): Promise<void> => {
    setBusy(true);
    const wish = await ask("POST /api/login/passkey/options", { body: {} });
    const shown = wish.ok ? await showPasskey(wish.value.options) : wish;
    setBusy(false);
    if (shown.ok) return enter(() => ask("POST /api/login/passkey", { body: { passkey: shown.value } }), "/");
    setTrouble(shown.code === "cancelled" ? null : shown);
  };
  return frame(
    <>
      {hasPasskeys() ? (
        <>
          <Button look="primary" size="l" wide disabled={busy} icon={<Fingerprint aria-hidden />} onClick={() => void byKey()}>
            <Trans>Log in with a passkey</Trans>
          </Button>
          <p className={css.or}>
            <Trans>or</Trans>
          </p>
        </>
      ) : (
        <NoPasskeys />
      )}
      <ByPassword
        main={!hasPasskeys()}
        busy={busy}
        wrong={wrong}
        onLogin={(body) => void enter(() => ask("POST /api/login/password", { body }), "/")}
      />
      <Button look="plain" icon={<KeyRound aria-hidden />} onClick={() => change("recovery")}>
        <Trans>I have a recovery code</Trans>
      </Button>
    </>,
    <Trans>For those who lead groups. If you were invited to a group, open your invite link: you need no account.</Trans>,
  );
}

/** One way in, and what was refused of it. */
function Attempt({ trouble, children }: { trouble: Trouble | null; children: ReactNode }) {
  const area = useLeadToError<HTMLDivElement>(trouble);
  const atField = useSaid(trouble) !== null;
  return (
    <Stays>
      <div ref={area} className={css.whole}>
        {children}
        {trouble && !atField && <TroubleNotice trouble={trouble} />}
      </div>
    </Stays>
  );
}

function ByPassword({
  main,
  busy,
  wrong,
  onLogin,
}: {
  main: boolean;
  busy: boolean;
  wrong: string | null;
  onLogin: (body: { login: string; password: string }) => void;
}) {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const send = (event: FormEvent): void => {
    event.preventDefault();
    onLogin({ login, password });
  };
  return (
    <form className={css.stack} onSubmit={send} noValidate>
      <Field
        label={<Trans>Log-in name</Trans>}
        value={login}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setLogin(event.target.value)}
      />
      <PasswordField label={<Trans>Password</Trans>} error={wrong} value={password} onChange={setPassword} />
      <Button
        type="submit"
        look={main ? "primary" : "quiet"}
        size={main ? "l" : "m"}
        wide
        disabled={busy || login.trim() === "" || password === ""}
      >
        <Trans>Log in with the password</Trans>
      </Button>
    </form>
  );
}

function ByRecovery({
  busy,
  wrong,
  onCode,
  onBack,
}: {
  busy: boolean;
  wrong: string | null;
  onCode: (code: string) => void;
  onBack: () => void;
}) {
  const [text, setText] = useState("");
  return (
    <form
      className={css.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onCode(text);
      }}
    >
      <RecoveryField error={wrong} value={text} onChange={setText} />
      <Button type="submit" look="primary" size="l" wide disabled={busy || text.trim() === ""}>
        <Trans>Log in with this code</Trans>
      </Button>
      <Button look="plain" onClick={onBack}>
        <Trans>Log in another way</Trans>
      </Button>
    </form>
  );
}
