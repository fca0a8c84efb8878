import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useStore } from "@nanostores/react";
import { ChevronUp, Ear, EarOff, Volume2 } from "lucide-react";
import { useId } from "react";
import { $hearsMe, $iHear, $mic, $notHeard } from "../../store/media.ts";
import { $sound } from "../../store/prefs.ts";
import { $people, $where } from "../../store/space.ts";
import { names } from "../announce/words.ts";
import { Button } from "../parts/Button.tsx";
import { list } from "../text/list.ts";
import { hear } from "./session.ts";
import css from "./Hears.module.css";

type Why = ReturnType<typeof $notHeard.get>[number]["why"];

const WHY: Record<Why, MessageDescriptor> = {
  cap: msg({ id: "notheard.cap", message: "too many voices at once here: stand closer together or use a meeting area" }),
  meeting_full: msg({ id: "notheard.meeting_full", message: "the meeting area is full" }),
  minors_no_relay: msg({
    id: "notheard.minors_no_relay",
    message: "this space has no sound yet, because internet addresses would be visible: its owner decides that in the settings",
  }),
  media_down: msg({
    id: "notheard.media_down",
    message: "the sound server cannot be reached just now: sound comes back by itself, and you can write",
  }),
  "no-connection": msg({ id: "notheard.no-connection", message: "no connection came about: Kartu keeps trying, you can write" }),
};

/** "Hears you: Nika, Jan": the set that the server permits, always on the screen; opened, it says who is not heard and why. */
export function Hears() {
  const { i18n } = useLingui();
  const id = useId();
  const people = useStore($people);
  const hearsMe = useStore($hearsMe);
  const iHear = useStore($iHear);
  const notHeard = useStore($notHeard);
  const sound = useStore($sound);
  const nameOf = (person: number): string => people[person]?.name ?? "?";
  const lost = names(
    i18n,
    notHeard.map(({ person }) => nameOf(person)),
  );

  return (
    <section className={css.hears} aria-labelledby={`${id}-what`}>
      <button type="button" className={css.strip} popoverTarget={`${id}-more`} id={`${id}-what`}>
        {hearsMe.length > 0 ? <Ear aria-hidden /> : <EarOff aria-hidden />}
        <span className={css.text}>
          <HearsWords heard={hearsMe.map(nameOf)} />
          {notHeard.length > 0 && (
            <span className={css.not}>
              {" · "}
              <Trans>Not connected: {lost}</Trans>
            </span>
          )}
        </span>
        <ChevronUp aria-hidden className={css.chevron} />
      </button>
      {sound === "off" && (
        <Button size="s" look="primary" icon={<Volume2 aria-hidden />} onClick={() => void hear()}>
          <Trans>Turn sound on</Trans>
        </Button>
      )}
      <div popover="auto" id={`${id}-more`} className={css.more}>
        <dl>
          <dt>
            <Trans>Hears you</Trans>
          </dt>
          <dd>{hearsMe.length === 0 ? <HearsWords heard={[]} /> : list(i18n.locale, hearsMe.map(nameOf))}</dd>
          <dt>
            <Trans>You hear</Trans>
          </dt>
          <dd>{iHear.length === 0 || sound === "off" ? <Trans>Nobody just now.</Trans> : list(i18n.locale, iHear.map(nameOf))}</dd>
          {notHeard.length > 0 && (
            <>
              <dt>
                <Trans>Not connected</Trans>
              </dt>
              {notHeard.map(({ person, why }) => (
                <dd key={person}>
                  <strong>{nameOf(person)}</strong>: {i18n._(WHY[why])}
                </dd>
              ))}
            </>
          )}
        </dl>
      </div>
    </section>
  );
}

/** Who hears me, or why nobody does. */
function HearsWords({ heard }: { heard: readonly string[] }) {
  const { i18n } = useLingui();
  const mic = useStore($mic);
  const where = useStore($where);
  if (heard.length > 0) {
    const who = names(i18n, heard);
    return (
      <Plural
        value={heard.length}
        one={
          <span>
            Hears you: <strong>{who}</strong>
          </span>
        }
        other={
          <span>
            Hears you: <strong>{who}</strong>
          </span>
        }
      />
    );
  }
  if (where.kind === "meeting" && !where.open) return <Trans>Nobody hears you: this meeting area is full.</Trans>;
  if (where.kind === "quiet") return <Trans>Nobody hears you: this is a quiet place.</Trans>;
  switch (mic.state) {
    case "on":
      return <Trans>Nobody hears you: no one is near enough.</Trans>;
    case "muted":
      return <Trans>Nobody hears you: you are muted.</Trans>;
    case "off":
    case "asking":
    case "unavailable":
      return <Trans>Nobody hears you: your microphone is off.</Trans>;
  }
}
