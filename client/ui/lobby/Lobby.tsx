import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { DoorOpen, Footprints, Headphones, LogOut } from "lucide-react";
import { lazy, Suspense, useEffect, useEffectEvent, useState } from "react";
import type { LobbyEnd } from "../../net/lobby-wait.ts";
import { $lobby, type LobbyView } from "../../store/lobby.ts";
import { $connection, $me } from "../../store/space.ts";
import { Begins } from "../parts/Begins.tsx";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";
import { Page } from "../parts/Page.tsx";
import { Waiting } from "../parts/Waiting.tsx";
import { go } from "../route.ts";
import { NextPerson } from "../shared/NextPerson.tsx";
import { again } from "../space/session.ts";
import { useNow } from "../text/begins.ts";
import { Porch } from "./Porch.tsx";
import css from "./Lobby.module.css";

const TryOut = lazy(async () => ({ default: (await import("../tryout/TryOut.tsx")).TryOut }));
const DeviceDialog = lazy(async () => ({ default: (await import("../devices/DeviceDialog.tsx")).DeviceDialog }));

/** Before the door: why one waits, for how long, and what one can do meanwhile. Let in, one goes in by oneself; out of a try-out by one tap. */
export function Lobby({ space }: { space: string }) {
  const { t } = useLingui();
  const view = useStore($lobby);
  const me = useStore($me);
  const [round, setRound] = useState(0);
  const [trying, setTrying] = useState(false);
  const [open, setOpen] = useState(false);

  const ended = useEffectEvent((end: LobbyEnd): void => {
    if (end.kind === "refused") $connection.set({ state: "refused", code: end.code });
    else if (end.kind === "ended") $connection.set({ state: "ended", why: end.why });
    else if (trying) setOpen(true);
    else again();
  });
  useEffect(() => {
    let leave: (() => void) | null = null;
    let wanted = true;
    $lobby.set({ state: "coming" });
    import("../../net/open-lobby.ts").then(
      ({ openLobby }) => {
        if (wanted) leave = openLobby(space, ended);
      },
      () => $connection.set({ state: "refused", code: "internal" }),
    );
    return () => {
      wanted = false;
      leave?.();
    };
  }, [space, round]);

  if (trying) {
    const close = (): void => (open ? again() : setTrying(false));
    return (
      <Suspense fallback={<Waiting>{t`Your try-out room is coming …`}</Waiting>}>
        <TryOut open={open} onDone={close} startsAt={"startsAt" in view ? view.startsAt : null} ahead={"ahead" in view ? view.ahead : 0} />
      </Suspense>
    );
  }
  const name = me?.spaces.find(({ id }) => id === space)?.name ?? "";
  return (
    <Page
      wide
      title={<Title view={view} name={me?.name ?? ""} />}
      documentTitle={name === "" ? t`Lobby` : name}
      lead={name === "" ? undefined : name}
    >
      <div className={css.lobby}>
        <Porch appearance={me?.appearance ?? ""} open={view.state === "admitted"} />
        <div className={css.side}>
          <Status view={view} />
          {"welcome" in view && view.welcome !== "" && (
            <p className={css.words} lang="">
              <b>
                <Trans>From your trainer</Trans>
              </b>
              {view.welcome}
            </p>
          )}
          {view.state === "turned-away" ? (
            <AskAgain until={view.until} onAsk={() => setRound(round + 1)} />
          ) : (
            <Meanwhile mayTry={"why" in view && view.why !== "full"} onTry={() => setTrying(true)} />
          )}
          {me?.shared === true ? (
            <NextPerson />
          ) : (
            <Button look="plain" icon={<LogOut aria-hidden />} onClick={() => go("/")}>
              <Trans>Leave the lobby</Trans>
            </Button>
          )}
        </div>
      </div>
    </Page>
  );
}

function Title({ view, name }: { view: LobbyView; name: string }) {
  if (view.state === "turned-away") return <Trans>Not this time</Trans>;
  if (view.state === "admitted") return <Trans>Come in, {name}!</Trans>;
  if ("why" in view && view.why === "early") return <Trans>You are early, {name}!</Trans>;
  return <Trans>Almost there, {name}!</Trans>;
}

/** What is the matter just now; read aloud when it changes. */
function Status({ view }: { view: LobbyView }) {
  return (
    <div className={css.status}>
      <div role="status" className={css.now}>
        <StatusWords view={view} />
      </div>
      {"startsAt" in view && view.startsAt !== null && (
        <p>
          <Begins at={view.startsAt} ahead={view.ahead} />
        </p>
      )}
      {view.state === "lost" && (
        <Notice kind="warn" title={view.restart ? <Trans>The server starts anew.</Trans> : <Trans>The connection is gone.</Trans>}>
          <Trans>Your place is kept for half a minute; the page comes back by itself.</Trans>
        </Notice>
      )}
    </div>
  );
}

function StatusWords({ view }: { view: LobbyView }) {
  switch (view.state) {
    case "coming":
      return <Trans>Going to the lobby …</Trans>;
    case "admitted":
      return <Trans>The door opens …</Trans>;
    case "turned-away":
      return <Trans>The trainer has not let you in just now. That can have many reasons; ask them, or try again in a moment.</Trans>;
    case "waiting":
    case "lost":
      switch (view.why) {
        case "early":
          return <Trans>Nobody who leads is here yet. As soon as it begins you can go in; you need not reload.</Trans>;
        case "full":
          return view.position === 1 ? (
            <Trans>It is full just now. You are the next: you go in as soon as somebody leaves.</Trans>
          ) : (
            <Plural
              value={view.position - 1}
              one="It is full just now. # person is before you; nobody overtakes."
              other="It is full just now. # people are before you; nobody overtakes."
            />
          );
        case "admit":
          return view.onDuty === 0 ? (
            <Trans>Nobody who can let you in is here yet. As soon as somebody comes, they read your name.</Trans>
          ) : (
            <Trans>Somebody reads your name and lets you in. You need not do anything.</Trans>
          );
      }
  }
}

function AskAgain({ until, onAsk }: { until: number; onAsk: () => void }) {
  const now = useNow(1_000);
  const seconds = Math.max(0, Math.ceil((until - now) / 1_000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <div className={css.ways}>
      <Button look="primary" size="l" wide disabled={seconds > 0} icon={<DoorOpen aria-hidden />} onClick={onAsk}>
        {seconds > 0 ? <Trans>Ask again in {clock}</Trans> : <Trans>Ask again</Trans>}
      </Button>
      <span role="status" className="hidden">
        {seconds === 0 && <Trans>You can ask again now.</Trans>}
      </span>
    </div>
  );
}

function Meanwhile({ mayTry, onTry }: { mayTry: boolean; onTry: () => void }) {
  const [testing, setTesting] = useState(false);
  return (
    <div className={css.ways}>
      {mayTry && (
        <Button look="primary" size="l" wide icon={<Footprints aria-hidden />} onClick={onTry}>
          <Trans>Try it out meanwhile</Trans>
        </Button>
      )}
      <Button wide icon={<Headphones aria-hidden />} onClick={() => setTesting(true)}>
        <Trans>Try microphone and speaker first</Trans>
      </Button>
      {testing && (
        <Suspense fallback={null}>
          <DeviceDialog inUse={null} onClose={() => setTesting(false)} />
        </Suspense>
      )}
    </div>
  );
}
