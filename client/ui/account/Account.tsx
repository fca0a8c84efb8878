import "./sentences.ts";
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useId } from "react";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { Stays } from "../parts/Stays.tsx";
import { Waiting } from "../parts/Waiting.tsx";
import { ask } from "../text/ask.ts";
import { FirstWay } from "./FirstWay.tsx";
import { LogOut } from "./LogOut.tsx";
import { NameForm } from "./NameForm.tsx";
import { Passkeys } from "./Passkeys.tsx";
import { Password } from "./Password.tsx";
import { Recovery } from "./Recovery.tsx";
import { Sessions } from "./Sessions.tsx";
import { Shut, useMine } from "./Mine.tsx";
import css from "./account.module.css";

/** One's own account, for those who lead: name, ways to log in, recovery codes, where one is logged in. */
export function Account() {
  const { t } = useLingui();
  const [state, again] = useMine(() => ask("GET /api/account"));

  if (state.at === "asking") return <Waiting>{t`One moment …`}</Waiting>;
  if (state.at === "trouble") {
    return (
      <Shut
        title={t`Your account`}
        trouble={state.trouble}
        onRetry={again}
        forbidden={
          <Notice kind="info" title={<Trans>You need no account</Trans>}>
            <Trans>Accounts are for those who lead groups. This device knows you by your nickname alone.</Trans>
          </Notice>
        }
      />
    );
  }
  const { me, what: account } = state;
  const open = !account.ways.password && account.ways.passkeys === 0;
  return (
    <Page key="here" title={<Trans>Your account</Trans>} documentTitle={t`Your account`}>
      <Stays>
        <NameForm me={me} onDone={again} />
        {open ? (
          <Section title={<Trans>Log in the next time</Trans>}>
            <Notice kind="warn" title={<Trans>Only this browser knows you</Trans>}>
              <Trans>If it forgets you, you are outside. Make a passkey or a password.</Trans>
            </Notice>
            <FirstWay onDone={again} />
          </Section>
        ) : (
          <>
            <Section title={<Trans>Passkeys</Trans>}>
              <Passkeys account={account} onChange={again} />
            </Section>
            <Section title={<Trans>Password</Trans>}>
              <Password account={account} onChange={again} />
            </Section>
            <Section title={<Trans>Recovery codes</Trans>}>
              <Recovery left={account.ways.recovery} name={me.name} onChange={again} />
            </Section>
          </>
        )}
        <Section title={<Trans>Where you are logged in</Trans>}>
          <Sessions sessions={account.sessions} onChange={again} />
        </Section>
        <Section title={<Trans>This device</Trans>}>
          <LogOut account={open ? "open" : "ready"} />
        </Section>
      </Stays>
      <nav className={css.foot} aria-label={t`More`}>
        <a href="/">
          <Trans>Start page</Trans>
        </a>
        {me.member && (
          <a href="/organisation">
            <Trans>Your organisation</Trans>
          </a>
        )}
      </nav>
    </Page>
  );
}

export function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={css.section} aria-labelledby={id}>
      <h2 id={id} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}
