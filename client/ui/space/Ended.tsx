import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { type ReactNode, useEffect, useState } from "react";
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import { $me, type Connection } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import { NextPerson } from "../shared/NextPerson.tsx";
import { Page } from "../parts/Page.tsx";
import { sentence } from "../text/errors.ts";
import { $route, go } from "../route.ts";
import { PutOut } from "./PutOut.tsx";
import { mayReload, reload, TOLD_MS } from "../upgrade.ts";
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
  const shared = useStore($me)?.shared === true;
  switch (why) {
    case "left":
      return (
        <Last
          title={<Trans>See you!</Trans>}
          documentTitle={t`You left`}
          action={
            <>
              {shared && <NextPerson look="primary" />}
              <Again>
                <Trans>Go back in</Trans>
              </Again>
            </>
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
      return <PutOutHere code="ejected" />;
    case "session":
      return (
        <Last title={<Trans>You are signed out</Trans>} documentTitle={t`You are signed out`}>
          <Trans>You were signed out on this device. To come in again, open your invite link, or log in if you have an account.</Trans>
        </Last>
      );
    case "deleted":
      return (
        <Last title={<Trans>This space is gone</Trans>} documentTitle={t`This space is gone`}>
          <Trans>Its owner deleted it, with its boards and its chat. Ask your trainer where you meet now.</Trans>
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
      return <Upgraded />;
  }
}

function PutOutHere({ code }: { code: ErrorCode }) {
  const route = useStore($route);
  const shared = useStore($me)?.shared === true;
  return <PutOut space={route.page === "space" ? route.space : ""} code={code} shared={shared} onBack={again} />;
}

/** The page reloads by itself, after its words have been read; if it did so a moment ago, the person does. */
function Upgraded() {
  const { t } = useLingui();
  const [byItself] = useState(mayReload);
  useEffect(() => {
    if (!byItself) return;
    const timer = setTimeout(reload, TOLD_MS);
    return () => clearTimeout(timer);
  }, [byItself]);
  return (
    <Last
      title={<Trans>Kartu was updated</Trans>}
      documentTitle={t`Kartu was updated`}
      action={
        <Again onClick={reload}>
          <Trans>Reload</Trans>
        </Again>
      }
    >
      <span role="status">
        {byItself ? (
          <Trans>The page reloads by itself in a moment. What you had written is kept.</Trans>
        ) : (
          <Trans>Reload the page to go on. What you had written is kept.</Trans>
        )}
      </span>
    </Last>
  );
}

export function Refused({ code }: { code: ErrorCode | "unreachable" }) {
  const { t, i18n } = useLingui();
  if (code === "ejected" || code === "banned") return <PutOutHere code={code} />;
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
