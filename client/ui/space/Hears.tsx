import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useStore } from "@nanostores/react";
import { ChevronUp, Ear, EarOff, Lock, Volume2 } from "lucide-react";
import { useId } from "react";
import { $pushToTalk, $talking } from "../../store/devices.ts";
import { $everyone, $hearsMe, $iHear, $mic, $notHeard } from "../../store/media.ts";
import { $cam, $screen, $seesMe, $seesMyScreen } from "../../store/pictures.ts";
import { $sound } from "../../store/prefs.ts";
import { $people, $where } from "../../store/space.ts";
import { $whisper } from "../../store/writing.ts";
import { names } from "../announce/words.ts";
import { Button } from "../parts/Button.tsx";
import { list } from "../text/list.ts";
import { hear, type Session } from "./session.ts";
import { TheyWhisper, useWhisperers, WhisperActions } from "./Whisper.tsx";
import css from "./Hears.module.css";

/** The same, said to one who is inside. */
const OUTSIDE = msg({ id: "notheard.outside", message: "outside your whisper" });

type Why = ReturnType<typeof $notHeard.get>[number]["why"];

const WHY: Record<Why, MessageDescriptor> = {
  cap: msg({ id: "notheard.cap", message: "too many voices at once here: stand closer together or use a meeting area" }),
  meeting_full: msg({ id: "notheard.meeting_full", message: "the meeting area is full" }),
  hall_full: msg({ id: "notheard.hall_full", message: "the stage carries no more voices or listeners here: only one voice, to 30 people" }),
  minors_no_relay: msg({
    id: "notheard.minors_no_relay",
    message: "this space has no sound yet, because internet addresses would be visible: its owner decides that in the settings",
  }),
  media_down: msg({
    id: "notheard.media_down",
    message: "the sound server cannot be reached just now: sound comes back by itself, and you can write",
  }),
  whisper: msg({ id: "notheard.whisper", message: "whispers without you" }),
  "no-connection": msg({ id: "notheard.no-connection", message: "no connection came about: Kartu keeps trying, you can write" }),
};

/** "Hears you: Nika, Jan": the set that the server permits, always on the screen; opened, it says who is not heard and why. */
export function Hears({ session }: { session: Session }) {
  const { i18n } = useLingui();
  const id = useId();
  const people = useStore($people);
  const hearsMe = useStore($hearsMe);
  const iHear = useStore($iHear);
  const notHeard = useStore($notHeard);
  const sound = useStore($sound);
  const sees = useStore($seesMe);
  const seesScreen = useStore($seesMyScreen);
  const filming = useStore($cam).state === "on";
  const sharing = useStore($screen).state === "on";
  const both = sees.length > 0 && sees.length === hearsMe.length && sees.every((person) => hearsMe.includes(person));
  const nameOf = (person: number): string => people[person]?.name ?? "?";
  const whispering = useStore($whisper).people.length > 0;
  const whisperers = useWhisperers();
  const notConnected = notHeard.filter(({ why }) => why !== "whisper");
  const lost = names(
    i18n,
    notConnected.map(({ person }) => nameOf(person)),
  );

  return (
    <section className={css.hears} aria-labelledby={`${id}-what`}>
      <button type="button" className={css.strip} data-whispers={whispering} popoverTarget={`${id}-more`} id={`${id}-what`}>
        {whispering ? <Lock aria-hidden /> : hearsMe.length > 0 ? <Ear aria-hidden /> : <EarOff aria-hidden />}
        <span className={css.text}>
          {whispering && (
            <>
              <strong>
                <Trans>You whisper</Trans>
              </strong>
              {" · "}
            </>
          )}
          <HearsWords heard={hearsMe.map(nameOf)} seen={both} alone={whisperers.length === 0} />
          {sees.length > 0 && !both && (
            <>
              {" · "}
              <SeesWords seen={sees.map(nameOf)} />
            </>
          )}
          {whisperers.length > 0 && (
            <span>
              {" · "}
              <TheyWhisper people={whisperers} />
            </span>
          )}
          {notConnected.length > 0 && (
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
          <dd>
            {hearsMe.length === 0 ? <HearsWords heard={[]} alone={whisperers.length === 0} /> : list(i18n.locale, hearsMe.map(nameOf))}
          </dd>
          {filming && (
            <>
              <dt>
                <Trans>Sees your camera</Trans>
              </dt>
              <dd>{sees.length === 0 ? <Trans>Nobody just now.</Trans> : list(i18n.locale, sees.map(nameOf))}</dd>
            </>
          )}
          {sharing && (
            <>
              <dt>
                <Trans>Sees your screen</Trans>
              </dt>
              <dd>{seesScreen.length === 0 ? <Trans>Nobody just now.</Trans> : list(i18n.locale, seesScreen.map(nameOf))}</dd>
            </>
          )}
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
                  <strong>{nameOf(person)}</strong>: {i18n._(why === "whisper" && whispering ? OUTSIDE : WHY[why])}
                </dd>
              ))}
              {notHeard.some(({ why }) => why === "no-connection" || why === "media_down") && (
                <dd>
                  <a href="/connection" target="_blank" rel="noreferrer">
                    <Trans>Try the connection</Trans>
                  </a>
                </dd>
              )}
            </>
          )}
        </dl>
        <WhisperActions session={session} />
      </div>
    </section>
  );
}

function SeesWords({ seen }: { seen: readonly string[] }) {
  const { i18n } = useLingui();
  const who = names(i18n, seen);
  return (
    <Plural
      value={seen.length}
      one={
        <span>
          Sees you: <strong>{who}</strong>
        </span>
      }
      other={
        <span>
          Sees you: <strong>{who}</strong>
        </span>
      }
    />
  );
}

/** Who hears me, or why nobody does. @param seen the same people see me. @param alone nobody who whispers is near either */
function HearsWords({ heard, seen = false, alone }: { heard: readonly string[]; seen?: boolean; alone: boolean }) {
  const { i18n } = useLingui();
  const mic = useStore($mic);
  const where = useStore($where);
  const hold = useStore($pushToTalk) === "on";
  const talking = useStore($talking);
  const iHear = useStore($iHear).length;
  const everyone = useStore($everyone);
  const all = everyone + heard.length;
  if (all > 0 && where.kind === "hall" && where.stage) {
    return <Plural value={all} one="You are on the stage: # person hears you" other="You are on the stage: # people hear you" />;
  }
  if (everyone > 0) return <Plural value={all} one="# person hears you" other="# people hear you" />;
  if (heard.length > 0) {
    const who = names(i18n, heard);
    if (seen) {
      return (
        <Plural
          value={heard.length}
          one={
            <span>
              Hears and sees you: <strong>{who}</strong>
            </span>
          }
          other={
            <span>
              Hears and sees you: <strong>{who}</strong>
            </span>
          }
        />
      );
    }
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
      return hold && !talking && iHear > 0 ? (
        <Trans>Nobody hears you: you are not holding to talk.</Trans>
      ) : alone ? (
        <Trans>Nobody hears you: no one is near enough.</Trans>
      ) : (
        <Trans>Nobody hears you.</Trans>
      );
    case "muted":
      return <Trans>Nobody hears you: you are muted.</Trans>;
    case "off":
    case "asking":
    case "unavailable":
      return <Trans>Nobody hears you: your microphone is off.</Trans>;
  }
}
