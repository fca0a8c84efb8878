/** What the pages of those who lead begin with: who one is and what the page is about, asked together; or why it is shut. */
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import type { Me } from "../../../shared/protocol/http.ts";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { type Answered, ask, type Trouble } from "../text/ask.ts";

type Mine<T> = { at: "asking" } | { at: "trouble"; trouble: Trouble } | { at: "here"; me: Me; what: T };

/** @returns how it stands, and a way to ask again */
export function useMine<T>(question: () => Promise<Answered<T>>): readonly [Mine<T>, () => void] {
  const [state, setState] = useState<Mine<T>>({ at: "asking" });
  const load = async (): Promise<void> => {
    const [me, what] = await Promise.all([ask("GET /api/me"), question()]);
    if (!me.ok) return setState({ at: "trouble", trouble: me });
    setState(what.ok ? { at: "here", me: me.value, what: what.value } : { at: "trouble", trouble: what });
  };
  const begin = useEffectEvent(load);
  useEffect(() => void begin(), []);
  return [state, () => void load()];
}

/** @param forbidden what is said to somebody whom the page is not for */
export function Shut({
  title,
  trouble,
  forbidden,
  onRetry,
}: {
  title: string;
  trouble: Trouble;
  forbidden: ReactNode;
  onRetry: () => void;
}) {
  const { t } = useLingui();
  return (
    <Page key="trouble" title={title} documentTitle={title}>
      {trouble.code === "forbidden" ? (
        forbidden
      ) : trouble.code === "no_session" ? (
        <Notice kind="info" title={<Trans>You are not logged in</Trans>} action={<a href="/login">{t`Log in`}</a>} />
      ) : (
        <TroubleNotice trouble={trouble} onRetry={onRetry} />
      )}
    </Page>
  );
}
