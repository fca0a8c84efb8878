import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { useId } from "react";
import { Mic, MicOff, ScreenShareOff, VideoOff } from "lucide-react";
import { can } from "../../../shared/domain/permissions.ts";
import { $sessionFacts } from "../../store/leading.ts";
import { $people } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import { Select } from "../parts/Field.tsx";
import { Switch } from "../parts/Switch.tsx";
import type { Session } from "../space/session.ts";
import { done } from "./done.ts";
import css from "./Tools.module.css";

const SLOW = [5, 15, 30, 60] as const;

/** Mute all, pause the room, slow the chat. */
export function Order({ session }: { session: Session }) {
  const { t } = useLingui();
  const ending = useId();
  const asking = useId();
  const { frozen, slow } = useStore($sessionFacts);
  const people = useStore($people);
  const speaking = Object.values(people).filter((person) => person && person.mic === "on" && !can(person.role, "lead.hold")).length;
  const showing = (what: "cam" | "screen"): number =>
    Object.values(people).filter((person) => person && person[what] === "on" && !can(person.role, "lead.hold")).length;
  const cams = showing("cam");
  const screens = showing("screen");
  const freeze = (on: boolean): void => {
    if (session.lead("freeze", { on })) done(on ? t`The room is paused.` : t`The room goes on.`, () => session.lead("freeze", { on: !on }));
  };
  const slowDown = (seconds: number): void => {
    if (session.lead("slow", { seconds }))
      done(seconds === 0 ? t`The chat is as fast as ever.` : t`The chat is slow.`, () => session.lead("slow", { seconds: slow }));
  };
  return (
    <>
      <Button
        wide
        icon={<MicOff aria-hidden />}
        disabled={speaking === 0}
        aria-describedby={ending}
        onClick={() => {
          if (session.lead("mute", { person: null })) done(t`Everyone is muted.`, null);
        }}
      >
        {speaking === 0 ? <Trans>No participant’s microphone is on</Trans> : <Trans>Mute everyone ({speaking})</Trans>}
      </Button>
      {cams > 0 && (
        <Button
          wide
          icon={<VideoOff aria-hidden />}
          aria-describedby={ending}
          onClick={() => {
            if (session.lead("camOff", { person: null })) done(t`All cameras are off.`, null);
          }}
        >
          <Trans>All cameras off ({cams})</Trans>
        </Button>
      )}
      {screens > 0 && (
        <Button
          wide
          icon={<ScreenShareOff aria-hidden />}
          aria-describedby={ending}
          onClick={() => {
            if (session.lead("screenOff", { person: null })) done(t`All screens are off.`, null);
          }}
        >
          <Trans>All screens off ({screens})</Trans>
        </Button>
      )}
      <p id={ending} className={css.hint}>
        <Trans>You cannot turn any of it on again: each one does so with a tap. Those who lead stay as they are.</Trans>
      </p>
      <Button
        wide
        icon={<Mic aria-hidden />}
        aria-describedby={asking}
        onClick={() => {
          if (session.lead("askToUnmute", { person: null })) done(t`Everyone is asked to speak.`, null);
        }}
      >
        <Trans>Ask everyone to speak</Trans>
      </Button>
      <p id={asking} className={css.hint}>
        <Trans>Asking cannot be taken back. Each one decides, and turns the microphone on with a tap.</Trans>
      </p>
      <Switch
        label={<Trans>Pause the room</Trans>}
        hint={<Trans>Nobody but those who lead walks or writes.</Trans>}
        on={frozen}
        onChange={freeze}
      />
      <Select label={<Trans>Slow chat</Trans>} value={slow} onChange={(event) => slowDown(Number(event.target.value))}>
        <option value={0}>{t`Off`}</option>
        {[...SLOW, ...(slow !== 0 && !(SLOW as readonly number[]).includes(slow) ? [slow] : [])].map((seconds) => (
          <option key={seconds} value={seconds}>
            {t`${plural(seconds, { one: "One line every second", other: "One line every # seconds" })}`}
          </option>
        ))}
      </Select>
    </>
  );
}
