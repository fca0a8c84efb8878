import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ArrowRight, Link2, Plus } from "lucide-react";
import { lazy, Suspense, useEffect, useEffectEvent, useState } from "react";
import { can } from "../../../shared/domain/permissions.ts";
import type { Me } from "../../../shared/protocol/http.ts";
import { moreWords } from "../i18n/load.ts";
import { Crowd } from "../parts/Crowd.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { Portrait } from "../parts/Portrait.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { Waiting } from "../parts/Waiting.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { useRoleName } from "../text/roles.ts";
import { AccountLinks, LogIn } from "./AccountLinks.tsx";
import { NewSpace } from "./NewSpace.tsx";
import css from "./Home.module.css";

// For those who lead a space: with who is in just now.
const SpaceCards = lazy(async () => {
  const [{ SpaceCards: cards }] = await Promise.all([import("../desk/SpaceCards.tsx"), moreWords("all")]);
  return { default: cards };
});

type State = { at: "asking" } | { at: "stranger" } | { at: "known"; me: Me } | { at: "trouble"; trouble: Trouble };

export function Home() {
  const { t } = useLingui();
  const [state, setState] = useState<State>({ at: "asking" });
  const load = async (): Promise<void> => {
    const answer = await ask("GET /api/me");
    if (answer.ok) setState({ at: "known", me: answer.value });
    else setState(answer.code === "no_session" ? { at: "stranger" } : { at: "trouble", trouble: answer });
  };
  const begin = useEffectEvent(load);
  useEffect(() => void begin(), []);
  switch (state.at) {
    case "asking":
      return <Waiting>{t`One moment …`}</Waiting>;
    case "stranger":
      return <Stranger />;
    case "known":
      return <Known me={state.me} />;
    case "trouble":
      return (
        <Page title="Kartu" documentTitle={t`Start`}>
          <TroubleNotice trouble={state.trouble} onRetry={() => void load()} />
        </Page>
      );
  }
}

function Stranger() {
  const { t } = useLingui();
  return (
    <Page
      title={<Trans>Meet, talk and make things together</Trans>}
      documentTitle={t`Start`}
      lead={
        <Trans>Kartu is a place to walk around in. Whoever stands near you hears you; on the boards you draw and write together.</Trans>
      }
    >
      <Crowd />
      <Notice kind="info" title={<Trans>How do I get in?</Trans>}>
        <Trans>You need a link. Ask your trainer for one and open it here: no account, no e-mail, just a nickname.</Trans>
      </Notice>
      <p className={css.small}>
        <LogIn />
      </p>
      <p className={css.small}>
        <Trans>
          Do you run this server? The first link was printed where you started it; <code>npm run owner-link</code> prints a new one.
        </Trans>
      </p>
    </Page>
  );
}

function Known({ me }: { me: Me }) {
  const { t } = useLingui();
  const roleName = useRoleName();
  const [creating, setCreating] = useState(me.member && me.spaces.length === 0);
  const count = me.spaces.length;
  const leads = me.spaces.some((space) => can(space.role, "member.list"));
  const others = me.spaces.filter((space) => !can(space.role, "member.list"));
  return (
    <Page wide={leads} title={me.name === "" ? <Trans>Welcome!</Trans> : <Trans>Hello {me.name}!</Trans>} documentTitle={t`Start`}>
      <div className={css.who}>
        <Portrait appearance={me.appearance} size={72} />
        <p>
          {count === 0 ? (
            me.member ? (
              <Trans>There is no space yet. Make the first one.</Trans>
            ) : (
              <Trans>You are in no space yet. Ask your trainer for a link.</Trans>
            )
          ) : (
            <Plural value={count} one="You are at home in # space." other="You are at home in # spaces." />
          )}
        </p>
      </div>
      {leads && (
        <Suspense fallback={<p>{t`One moment …`}</p>}>
          <SpaceCards />
        </Suspense>
      )}
      {others.length > 0 && (
        <ul className={css.spaces} aria-label={t`Your spaces`}>
          {others.map((space) => (
            <li key={space.id}>
              <a className={css.space} href={`/s/${space.id}`}>
                <span className={css.name}>
                  <strong>{space.name}</strong>
                  <span className={css.role}>{roleName(space.role)}</span>
                </span>
                <span className={css.enter}>
                  <Trans>Go in</Trans> <ArrowRight aria-hidden />
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {me.member &&
        (creating ? (
          <NewSpace />
        ) : (
          <button type="button" className={css.add} onClick={() => setCreating(true)}>
            <Plus aria-hidden /> <Trans>New space</Trans>
          </button>
        ))}
      <p className={css.small}>
        <Link2 aria-hidden /> <Trans>Another space? Open the link that you were given.</Trans>
      </p>
      <AccountLinks me={me} />
    </Page>
  );
}
