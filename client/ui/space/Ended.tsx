import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import type { Connection } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import { Page } from "../parts/Page.tsx";
import { sentence } from "../text/errors.ts";
import { go } from "../route.ts";
import { again } from "./session.ts";

type Why = Extract<Connection, { state: "ended" }>["why"];

function Last({
  title,
  documentTitle,
  children,
  action,
}: {
  title: ReactNode;
  documentTitle: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Page title={title} documentTitle={documentTitle} lead={children}>
      {action}
      <Button wide onClick={() => go("/")}>
        <Trans>To my spaces</Trans>
      </Button>
    </Page>
  );
}

const Again = ({ children, onClick = again }: { children: ReactNode; onClick?: () => void }) => (
  <Button look="primary" size="l" wide onClick={onClick}>
    {children}
  </Button>
);

/** Why one is outside, and what to do next. */
export function Ended({ why }: { why: Why }) {
  const { t } = useLingui();
  switch (why) {
    case "left":
      return (
        <Last
          title={<Trans>See you!</Trans>}
          documentTitle={t`You left`}
          action={
            <Again>
              <Trans>Go back in</Trans>
            </Again>
          }
        >
          <Trans>You left the space. Nobody sees or hears you there now.</Trans>
        </Last>
      );
    case "elsewhere":
      return (
        <Last
          title={<Trans>Open somewhere else</Trans>}
          documentTitle={t`Open somewhere else`}
          action={
            <Again>
              <Trans>Use it here</Trans>
            </Again>
          }
        >
          <Trans>You opened this space in another tab or on another device, so it closed here.</Trans>
        </Last>
      );
    case "ejected":
      return (
        <Last title={<Trans>You were asked to leave</Trans>} documentTitle={t`You were asked to leave`}>
          <Trans>A trainer removed you from the space. If you think that this is a mistake, talk to your trainer.</Trans>
        </Last>
      );
    case "session":
      return (
        <Last title={<Trans>You are signed out</Trans>} documentTitle={t`You are signed out`}>
          <Trans>This device was forgotten. Open your invite link again to come in.</Trans>
        </Last>
      );
    case "abuse":
      return (
        <Last
          title={<Trans>The connection was cut</Trans>}
          documentTitle={t`The connection was cut`}
          action={
            <Again>
              <Trans>Try again</Trans>
            </Again>
          }
        >
          <Trans>This page sent too much at once. Reload it; if it happens again, tell your trainer.</Trans>
        </Last>
      );
    case "upgrade":
      return (
        <Last
          title={<Trans>Kartu was updated</Trans>}
          documentTitle={t`Kartu was updated`}
          action={
            <Again onClick={() => location.reload()}>
              <Trans>Reload</Trans>
            </Again>
          }
        >
          <Trans>Reload the page to go on. What you had written is kept.</Trans>
        </Last>
      );
  }
}

export function Refused({ code }: { code: ErrorCode | "unreachable" }) {
  const { t, i18n } = useLingui();
  return (
    <Last
      title={<Trans>The space does not open</Trans>}
      documentTitle={t`The space does not open`}
      action={
        <Again>
          <Trans>Try again</Trans>
        </Again>
      }
    >
      {sentence(i18n, code)}
    </Last>
  );
}
