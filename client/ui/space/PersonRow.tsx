import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Eye, Keyboard, Lock, Mic, MicOff, ScreenShare, Star, Video, VolumeX, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { can } from "../../../shared/domain/permissions.ts";
import { TILE } from "../../../shared/domain/units.ts";
import { $mic, $speaking } from "../../store/media.ts";
import { $mutedForMe } from "../../store/muted.ts";
import { $distances, $role, type PersonView } from "../../store/space.ts";
import { $sessionFacts } from "../../store/leading.ts";
import { $together, $written, liveTail } from "../../store/writing.ts";
import { Button } from "../parts/Button.tsx";
import { Portrait } from "../parts/Portrait.tsx";
import { useRoleName } from "../text/roles.ts";
import { type Session, switchMic } from "./session.ts";
import { $dialog } from "./ui-state.ts";
import css from "./People.module.css";

interface PersonRowProps {
  person: PersonView;
  session: Session;
  near?: boolean;
  you?: boolean;
  /** Name of the place where they are, when it is another one. */
  elsewhere?: string;
}

export function PersonRow({ person, session, near = false, you = false, elsewhere }: PersonRowProps) {
  const { t } = useLingui();
  const speaking = useStore($speaking)[person.id] ?? false;
  const silent = useStore($mutedForMe).has(person.id);
  const role = useStore($role);
  const roleName = useRoleName();
  const leads = useStore($sessionFacts).lead === person.id;
  const { name } = person;
  return (
    <li className={css.row}>
      <button
        type="button"
        className={css.who}
        onClick={() => $dialog.set(you ? { kind: "settings" } : { kind: "person", person: person.id })}
      >
        <span className={css.face} data-speaking={speaking}>
          <Portrait appearance={person.appearance} size={42} />
        </span>
        <span className={css.words}>
          <strong>{you ? <Trans>{name} (you)</Trans> : name}</strong>
          {person.role !== "participant" && (
            <span className={css.role} data-leads={can(person.role, "lead.hold")}>
              {can(person.role, "lead.hold") ? <Star aria-hidden /> : <Eye aria-hidden />}
              {roleName(person.role)}
              {leads && (
                <>
                  {" · "}
                  <Trans>leads</Trans>
                </>
              )}
            </span>
          )}
          <span className={css.sub}>
            {!person.connected ? (
              <>
                <WifiOff aria-hidden /> <Trans>connection gone</Trans>
              </>
            ) : (
              <>
                {near && <Distance person={person.id} />}
                <MicWords mic={person.mic} speaking={speaking} />
                {person.cam === "on" && <Fact icon={<Video aria-hidden />} words={<Trans>camera</Trans>} />}
                {person.screen === "on" && <Fact icon={<ScreenShare aria-hidden />} words={<Trans>shows a screen</Trans>} />}
                {person.writes && <Fact icon={<Keyboard aria-hidden />} words={<Trans>writes today</Trans>} />}
                {person.whispers && <Fact icon={<Lock aria-hidden />} words={<Trans>whispers</Trans>} />}
                {silent && <Fact icon={<VolumeX aria-hidden />} words={<Trans>muted for you</Trans>} />}
                <Beside person={person.id} />
                {elsewhere !== undefined && <span> · {elsewhere}</span>}
              </>
            )}
          </span>
        </span>
      </button>
      {!you && (
        <Button
          size="s"
          onClick={() => session.walkTo({ kind: "person", person: person.id })}
          aria-label={near ? t`Go to ${name}` : t`Walk to ${name}`}
        >
          {near ? <Trans>Go to</Trans> : <Trans>Walk to</Trans>}
        </Button>
      )}
      {near && can(role, "media.speak") && (
        <Button size="s" onClick={() => talk(session, person.id)} aria-label={t`Talk with ${name}`}>
          <Trans>Talk</Trans>
        </Button>
      )}
    </li>
  );
}

/** What they are typing just now (a screen reader is given the finished line), and that one sits with them. */
function Beside({ person }: { person: number }) {
  const written = useStore($written)[person];
  const together = useStore($together).some((one) => one.person === person && one.state === "yes");
  return (
    <>
      {together && (
        <span>
          {" · "}
          <Trans>sits with you</Trans>
        </span>
      )}
      {written !== undefined && (
        <span className={css.live} aria-hidden="true">
          <strong>
            <Trans>writes:</Trans>
          </strong>{" "}
          <span lang={written.lang}>{liveTail(written.text)}</span>
        </span>
      )}
    </>
  );
}

/** Goes there and opens one's own microphone: the press is the person's own, so nothing unmutes itself. */
function talk(session: Session, person: number): void {
  session.walkTo({ kind: "person", person });
  if ($mic.get().state !== "on") void switchMic("on");
}

/** One more thing about somebody. (The dot is outside: what begins a block of its own loses its space.) */
const Fact = ({ icon, words }: { icon: ReactNode; words: ReactNode }) => (
  <>
    {" · "}
    <span className={css.whole}>
      {icon} {words}
    </span>
  </>
);

/** A short word beside a sign of its own shape; a screen reader hears what it is about. */
function MicWords({ mic, speaking }: { mic: PersonView["mic"]; speaking: boolean }) {
  const Icon = mic === "on" ? Mic : MicOff;
  return (
    <span className={css.whole}>
      <Icon aria-hidden />{" "}
      <span className="hidden">
        <Trans>Microphone</Trans>:{" "}
      </span>
      <MicWord mic={mic} speaking={speaking} />
    </span>
  );
}

function MicWord({ mic, speaking }: { mic: PersonView["mic"]; speaking: boolean }) {
  switch (mic) {
    case "on":
      return speaking ? <Trans>speaks</Trans> : <Trans>on</Trans>;
    case "muted":
      return <Trans>muted</Trans>;
    case "off":
      return <Trans>off</Trans>;
  }
}

function Distance({ person }: { person: number }) {
  const px = useStore($distances).get(person);
  if (px === undefined) return null;
  const steps = Math.max(1, Math.round(px / TILE));
  return (
    <span>
      <Plural value={steps} one="# step" other="# steps" />
      {" · "}
    </span>
  );
}
