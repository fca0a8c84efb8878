import { Trans } from "@lingui/react/macro";
import type { Me } from "../../../shared/protocol/http.ts";
import { Notice } from "../parts/Notice.tsx";
import css from "./Home.module.css";

/** The way to one's account and organisation; for guests, the way to log in. */
export function AccountLinks({ me }: { me: Me }) {
  return (
    <>
      {me.account === "open" && (
        <Notice
          kind="info"
          title={<Trans>Only this browser knows you</Trans>}
          action={
            <a className={css.link} href="/account">
              <Trans>Choose how you log in</Trans>
            </a>
          }
        >
          <Trans>With a passkey or a password you come in from every device.</Trans>
        </Notice>
      )}
      <nav className={css.links}>
        {me.account !== "none" && (
          <a className={css.link} href="/account">
            <Trans>Your account</Trans>
          </a>
        )}
        {me.member && (
          <a className={css.link} href="/organisation">
            <Trans>Your organisation</Trans>
          </a>
        )}
        {me.account === "none" && <LogIn />}
      </nav>
    </>
  );
}

export const LogIn = () => (
  <span>
    <Trans>Do you lead groups?</Trans>{" "}
    <a className={css.link} href="/login">
      <Trans>Log in</Trans>
    </a>
  </span>
);
