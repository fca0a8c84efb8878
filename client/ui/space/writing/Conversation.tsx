/** What belongs to the conversation beside sound, above the bar: the field to write in, what others write, who asks to sit together or to come in. */
import { Trans } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { lazy, Suspense, useEffect } from "react";
import { $people } from "../../../store/space.ts";
import { $together, $written, liveTail } from "../../../store/writing.ts";
import { Button } from "../../parts/Button.tsx";
import type { Session } from "../session.ts";
import { WhisperAsk } from "../Whisper.tsx";
import { $writeOpen, $writesToday } from "./state.ts";
import css from "./Writing.module.css";

const WriteBox = lazy(async () => ({ default: (await import("./WriteBox.tsx")).WriteBox }));

/** Lines of others shown at once. */
const SHOWN = 2;

/** @param covered neither the map nor the list of people is to be seen */
export function Conversation({ session, mayWrite, covered }: { session: Session; mayWrite: boolean; covered: boolean }) {
  const open = useStore($writeOpen);
  const writes = useStore($writesToday) === "on";
  useEffect(() => {
    if (mayWrite) session.written.iWrite(writes);
  }, [session, mayWrite, writes]);
  return (
    <>
      {covered && <Strip />}
      <Asks session={session} />
      <WhisperAsk session={session} className={css.ask} />
      {mayWrite && open && (
        <Suspense fallback={null}>
          <WriteBox session={session} />
        </Suspense>
      )}
    </>
  );
}

/** A screen reader is given the finished line alone. */
function Strip() {
  const written = useStore($written);
  const people = useStore($people);
  const lines = Object.entries(written).slice(-SHOWN);
  if (lines.length === 0) return null;
  return (
    <div className={css.strip} aria-hidden="true">
      {lines.map(([person, { text, lang }]) => {
        const name = people[Number(person)]?.name ?? "?";
        return (
          <p key={person}>
            <strong>
              <Trans>{name} writes:</Trans>
            </strong>{" "}
            <span lang={lang}>{liveTail(text)}</span>
          </p>
        );
      })}
    </div>
  );
}

function Asks({ session }: { session: Session }) {
  const together = useStore($together);
  const people = useStore($people);
  const asking = together.find(({ state }) => state === "asks");
  if (asking === undefined) return null;
  const name = people[asking.person]?.name ?? "?";
  return (
    <div className={css.ask} role="status">
      <p>
        <Trans>
          <strong>{name}</strong> asks: do you two sit in one room? Then Kartu does not play you to each other, and nothing echoes.
        </Trans>
      </p>
      <Button size="s" look="primary" onClick={() => session.written.sit(asking.person, true)}>
        <Trans>Yes, together</Trans>
      </Button>
      <Button size="s" onClick={() => session.written.sit(asking.person, false)}>
        <Trans>No</Trans>
      </Button>
    </div>
  );
}
