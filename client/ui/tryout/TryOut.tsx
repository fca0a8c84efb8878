import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { DoorOpen, Footprints, MessageCircle, Mic, Presentation, Check, X, ArrowLeft, ShieldCheck } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { cleanLine } from "../../../shared/domain/names.ts";
import { TILE } from "../../../shared/domain/units.ts";
import { $me } from "../../store/space.ts";
import { type Alone, beAlone } from "../../tryout/alone.ts";
import { SCRATCH } from "../../tryout/room.ts";
import { $language, moreWords } from "../i18n/load.ts";
import { Begins } from "../parts/Begins.tsx";
import { Button } from "../parts/Button.tsx";
import { $dialog, $openBoard } from "../space/ui-state.ts";
import { WorldFrame } from "../space/WorldFrame.tsx";
import css from "./TryOut.module.css";

const ScratchBoard = lazy(async () => {
  const [board] = await Promise.all([import("../../board/ScratchBoard.tsx"), moreWords("all")]);
  return { default: board.ScratchBoard };
});
const MicCheck = lazy(async () => ({ default: (await import("../mic-check/MicCheck.tsx")).MicCheck }));

type Step = "walk" | "write" | "speak" | "draw";

/**
 * A room of one's own before the session: one walks, writes, hears oneself and scribbles, and nothing of it leaves the page.
 * @param open it has begun (or one was let in): one tap leads there @param onDone back to the lobby, or in
 */
export function TryOut({ open, onDone, startsAt, ahead }: { open: boolean; onDone: () => void; startsAt: number | null; ahead: number }) {
  const { t } = useLingui();
  const me = useStore($me);
  const lang = useStore($language);
  const board = useStore($openBoard);
  const [alone, setAlone] = useState<Alone | null>(null);
  const [step, setStep] = useState<Step | null>("walk");
  const [done, setDone] = useState<ReadonlySet<Step>>(new Set());
  const finish = (what: Step): void => setDone((before) => (before.has(what) ? before : new Set([...before, what])));
  const heading = useRef<HTMLHeadingElement>(null);
  const comeIn = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    const being = beAlone({ name: me?.name ?? "", appearance: me?.appearance ?? "", lang });
    setAlone(being);
    heading.current?.focus({ preventScroll: true });
    const stop = being.onWalked((px) => {
      if (px > 2 * TILE) setDone((before) => (before.has("walk") ? before : new Set([...before, "walk"])));
    });
    return () => {
      stop();
      being.stop();
      $openBoard.set(null);
      $dialog.set(null);
    };
    // The person does not change while they are alone; the language of what they write is that of the moment they came.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  useEffect(() => {
    document.title = `${open ? t`It begins!` : t`Your try-out room`} · Kartu`;
  }, [open, t]);
  useEffect(() => {
    if (open) comeIn.current?.focus();
  }, [open]);
  useEffect(() => {
    if (board !== null) finish("draw");
  }, [board]);

  const steps: { step: Step; icon: ReactNode; name: ReactNode }[] = [
    { step: "walk", icon: <Footprints aria-hidden />, name: <Trans>Walk</Trans> },
    { step: "write", icon: <MessageCircle aria-hidden />, name: <Trans>Write</Trans> },
    { step: "speak", icon: <Mic aria-hidden />, name: <Trans>Hear yourself</Trans> },
    { step: "draw", icon: <Presentation aria-hidden />, name: <Trans>Draw</Trans> },
  ];
  const choose = (next: Step): void => {
    if (next === "draw") {
      setStep(null);
      return $openBoard.set(board === null ? { board: SCRATCH, area: null } : null);
    }
    $openBoard.set(null);
    setStep(step === next ? null : next);
  };
  return (
    <div className={css.room}>
      <header className={css.header}>
        <button type="button" className={css.back} onClick={onDone} aria-label={open ? t`Come in` : t`Back to the lobby`}>
          <ArrowLeft aria-hidden />
        </button>
        <div>
          <h1 ref={heading} tabIndex={-1}>
            <Trans>Your try-out room</Trans>
          </h1>
          <p>{!open && startsAt !== null ? <Begins at={startsAt} ahead={ahead} /> : <Trans>Try whatever you like.</Trans>}</p>
        </div>
      </header>
      <div role="alert" className={css.begun}>
        {open && (
          <>
            <strong>
              <Trans>The door is open!</Trans>
            </strong>
            <Button ref={comeIn} look="primary" size="l" icon={<DoorOpen aria-hidden />} onClick={onDone}>
              <Trans>Come in</Trans>
            </Button>
          </>
        )}
      </div>
      <main className={css.main} aria-label={t`Your try-out room`}>
        {alone && <WorldFrame session={alone.commands} ready />}
        {board !== null && (
          <section className={css.board} aria-label={t`Scratch board`}>
            <header>
              <h2>
                <Trans>Scratch board</Trans>
              </h2>
              <Button size="s" icon={<X aria-hidden />} onClick={() => $openBoard.set(null)}>
                <Trans>Close</Trans>
              </Button>
            </header>
            <Suspense fallback={null}>
              <ScratchBoard lang={lang} />
            </Suspense>
          </section>
        )}
      </main>
      <section className={css.guide} aria-label={t`What you can try`}>
        <p className={css.safe}>
          <ShieldCheck aria-hidden />
          <Trans>You are alone here. Nobody sees or hears you, and nothing is kept.</Trans>
        </p>
        <ol className={css.steps}>
          {steps.map(({ step: one, icon, name }) => (
            <li key={one}>
              <button
                type="button"
                aria-pressed={one === "draw" ? board !== null : step === one}
                data-done={done.has(one)}
                onClick={() => choose(one)}
              >
                {done.has(one) ? <Check aria-hidden /> : icon}
                <span>{name}</span>
                {done.has(one) && (
                  <span className="hidden">
                    <Trans>done</Trans>
                  </span>
                )}
              </button>
            </li>
          ))}
        </ol>
        {step === "walk" && (
          <p>
            <Trans>Tap the floor where you want to go, or use the arrow keys. In the room, whoever stands near you hears you.</Trans>
          </p>
        )}
        {step === "write" && alone && <Write alone={alone} onSaid={() => finish("write")} />}
        {step === "speak" && (
          <Suspense fallback={null}>
            <MicCheck
              onEcho={() => finish("speak")}
              onClose={() => {
                setStep(null);
              }}
            />
          </Suspense>
        )}
        {done.size === steps.length && (
          <p role="status">
            <Trans>You know everything that you need. See you in a moment!</Trans>
          </p>
        )}
      </section>
    </div>
  );
}

function Write({ alone, onSaid }: { alone: Alone; onSaid: () => void }) {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const say = (event: FormEvent): void => {
    event.preventDefault();
    const line = cleanLine(text);
    if (line === "") return;
    alone.say(line);
    setText("");
    onSaid();
  };
  return (
    <form className={css.write} onSubmit={say}>
      <input
        aria-label={t`Write something`}
        placeholder={t`Write something; it appears above your head`}
        value={text}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" look="primary">
        <Trans>Say</Trans>
      </Button>
    </form>
  );
}
