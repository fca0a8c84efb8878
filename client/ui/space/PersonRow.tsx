import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Mic, MicOff, WifiOff } from "lucide-react";
import { can } from "../../../shared/domain/permissions.ts";
import { TILE } from "../../../shared/domain/units.ts";
import { $mic, $speaking } from "../../store/media.ts";
import { $distances, $space, type PersonView } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import { Portrait } from "../parts/Portrait.tsx";
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
  const role = useStore($space)?.role ?? "observer";
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
          <span className={css.sub}>
            {!person.connected ? (
              <>
                <WifiOff aria-hidden /> <Trans>connection gone</Trans>
              </>
            ) : (
              <>
                {near && <Distance person={person.id} />}
                <MicWords mic={person.mic} speaking={speaking} />
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

/** Goes there and opens one's own microphone: the press is the person's own, so nothing unmutes itself. */
function talk(session: Session, person: number): void {
  session.walkTo({ kind: "person", person });
  if ($mic.get().state !== "on") void switchMic("on");
}

/** A short word beside a sign of its own shape; a screen reader hears what it is about. */
function MicWords({ mic, speaking }: { mic: PersonView["mic"]; speaking: boolean }) {
  const Icon = mic === "on" ? Mic : MicOff;
  return (
    <span>
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
