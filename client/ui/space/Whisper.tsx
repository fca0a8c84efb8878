/** Whispering, in words and by hand: in the panel of "hears you", and, when somebody asks to come in, above the bar. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { DoorOpen, Lock, LockOpen } from "lucide-react";
import { can } from "../../../shared/domain/permissions.ts";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import { $sessionFacts } from "../../store/leading.ts";
import { $hearsMe, $iHear, $notHeard } from "../../store/media.ts";
import { $people, $role, $where } from "../../store/space.ts";
import { $whisper } from "../../store/writing.ts";
import { names } from "../announce/words.ts";
import { Button } from "../parts/Button.tsx";
import type { Session } from "./session.ts";
import css from "./Whisper.module.css";

/** Those beside one who whisper without one. */
export function useWhisperers(): PersonId[] {
  const inside = useStore($whisper).people.length > 0;
  const notHeard = useStore($notHeard);
  return inside ? [] : notHeard.flatMap(({ person, why }) => (why === "whisper" ? [person] : []));
}

export function useNames(ids: readonly PersonId[]): string {
  const { i18n } = useLingui();
  const people = useStore($people);
  return names(
    i18n,
    ids.map((id) => people[id]?.name ?? "?"),
  );
}

/** "They whisper: Ana, Bor" */
export function TheyWhisper({ people }: { people: readonly PersonId[] }) {
  const who = useNames(people);
  return <Plural value={people.length} one={<span>Whispers: {who}</span>} other={<span>They whisper: {who}</span>} />;
}

/** What can be done about it from where one stands; nothing, where nobody is near or the space does not allow it. */
export function WhisperActions({ session }: { session: Session }) {
  const may = useStore($sessionFacts).whisper;
  const role = useStore($role);
  const { people, asked } = useStore($whisper);
  const iHear = useStore($iHear);
  const hearsMe = useStore($hearsMe);
  const open = useStore($where).kind === "open";
  const outside = useWhisperers();
  const with_ = [...new Set([...iHear, ...hearsMe])];
  const who = useNames(people.length > 0 ? people : with_);
  if (!may || !can(role, "whisper.use")) return null;
  const inside = people.length > 0;
  const first = outside[0];
  const leads = can(role, "whisper.enter");
  if (!inside && first === undefined && (!open || with_.length === 0)) return null;
  return (
    <div className={css.whisper}>
      {inside && (
        <p>
          <Trans>You whisper with {who}: nobody else hears or sees you, and you hear nobody else. Who walks away is out.</Trans>
        </p>
      )}
      <WhisperAsk session={session} className={css.ask} />
      {/* One button that changes: whoever pressed it keeps the focus. */}
      {(inside || (open && with_.length > 0)) && (
        <Button
          size="s"
          icon={inside ? <LockOpen aria-hidden /> : <Lock aria-hidden />}
          onClick={() => session.whisper({ kind: inside ? "end" : "begin" })}
        >
          {inside ? <Trans>End the whisper</Trans> : <Trans>Whisper with {who}</Trans>}
        </Button>
      )}
      {!inside && with_.length > 0 && open && (
        <p className={css.hint}>
          <Trans>Nobody else near you will hear or see you, until one of you ends it.</Trans>
        </p>
      )}
      {first !== undefined && (
        <div className={css.row}>
          <Button
            size="s"
            icon={<DoorOpen aria-hidden />}
            aria-disabled={asked !== null}
            onClick={() => asked === null && session.whisper({ kind: "join", person: first })}
          >
            {leads ? <Trans>Come in</Trans> : asked === null ? <Trans>Ask to come in</Trans> : <Trans>Asked. They decide</Trans>}
          </Button>
          {leads && (
            <Button size="s" icon={<LockOpen aria-hidden />} onClick={() => session.whisper({ kind: "end", person: first })}>
              <Trans>End the whisper</Trans>
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** Somebody asks to come in. */
export function WhisperAsk({ session, className }: { session: Session; className: string | undefined }) {
  const [asking] = useStore($whisper).asks;
  const people = useStore($people);
  if (asking === undefined) return null;
  const name = people[asking]?.name ?? "?";
  const answer = (yes: boolean) => () => session.whisper({ kind: "answer", person: asking, yes });
  return (
    <div className={className} role="status">
      <p>
        <Trans>
          <strong>{name}</strong> asks to come into your whisper.
        </Trans>
      </p>
      <Button size="s" look="primary" onClick={answer(true)}>
        <Trans>Let in</Trans>
      </Button>
      <Button size="s" onClick={answer(false)}>
        <Trans>Not now</Trans>
      </Button>
    </div>
  );
}
