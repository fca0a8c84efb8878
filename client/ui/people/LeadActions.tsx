import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import {
  Ban,
  Crown,
  Flag,
  Hourglass,
  KeyRound,
  LockOpen,
  Mic,
  MicOff,
  ScreenShareOff,
  TriangleAlert,
  UserCog,
  VideoOff,
} from "lucide-react";
import { useId, type ReactNode } from "react";
import { atLeast, can, ROLES, type Role } from "../../../shared/domain/permissions.ts";
import { roleRefusal } from "../../../shared/domain/roles.ts";
import { $sessionFacts } from "../../store/leading.ts";
import { $role, $you, type PersonView } from "../../store/space.ts";
import { speak } from "../announce/speak.ts";
import { Button } from "../parts/Button.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import type { Session } from "../space/session.ts";
import { Beforehand, saidBy, type AtOnce } from "./Beforehand.tsx";
import { HoldButton } from "./HoldButton.tsx";
import { useWish } from "./use-wish.ts";
import css from "./People.module.css";

export type LeadStep = "warn" | "eject" | "ban" | "role" | "lead" | "space";

/** What `by` may do to somebody of role `to`: the same rules as the server's. */
export function rights(by: Role, to: Role): { mute: boolean; below: boolean; roles: Role[]; space: boolean } {
  return {
    mute: can(by, "person.mute") && atLeast(by, to),
    below: can(by, "person.ban") && !atLeast(to, by),
    roles: ROLES.filter((role) => role !== to && roleRefusal({ by, from: to, to: role, self: false, otherOwners: 1 }) === null),
    space: can(by, "space.handOver") && to !== "owner",
  };
}

/** The buttons, by right; each opens its question. */
export function LeadActions({ person, session, onStep }: { person: PersonView; session: Session; onStep: (step: LeadStep) => void }) {
  const { t } = useLingui();
  const wish = useWish(session);
  const role = useStore($role);
  const facts = useStore($sessionFacts);
  const you = useStore($you);
  const { name } = person;
  const beforehand = useId();
  const may = rights(role, person.role);
  const givesLead =
    can(person.role, "lead.hold") &&
    can(role, "lead.hold") &&
    facts.lead !== person.id &&
    (facts.lead === you || facts.standIn === you || atLeast(role, "trainer"));
  const now: Record<AtOnce, boolean> = {
    off: may.mute && [person.mic, person.cam, person.screen].includes("on"),
    ask: may.mute && person.mic !== "on" && can(person.role, "media.speak"),
    hold: may.mute && person.held === 0 && can(person.role, "media.speak"),
    whisper: person.whispers && can(role, "whisper.enter"),
  };
  const mute = (): void => {
    if (wish.send("mute", { person: person.id })) speak(t`${name} is muted. Only ${name} can turn the microphone on again.`, true);
  };
  const endWhisper = (): void => {
    session.whisper({ kind: "end", person: person.id });
    speak(t`The whisper of ${name} is over.`, true);
  };
  const order = (what: "askToUnmute" | "camOff" | "screenOff", words: string): void => {
    if (wish.send(what, { person: person.id })) speak(words, true);
  };
  const buttons: (ReactNode | false)[] = [
    may.mute && person.mic === "on" && (
      <Button key="mute" size="s" icon={<MicOff aria-hidden />} aria-describedby={saidBy(beforehand, "off")} onClick={mute}>
        <Trans>Mute</Trans>
      </Button>
    ),
    now.ask && (
      <Button
        key="ask"
        aria-describedby={saidBy(beforehand, "ask")}
        size="s"
        icon={<Mic aria-hidden />}
        onClick={() => order("askToUnmute", t`${name} is asked to speak.`)}
      >
        <Trans>Ask to speak</Trans>
      </Button>
    ),
    may.mute && person.cam === "on" && (
      <Button
        key="cam"
        aria-describedby={saidBy(beforehand, "off")}
        size="s"
        icon={<VideoOff aria-hidden />}
        onClick={() => order("camOff", t`The camera of ${name} is off.`)}
      >
        <Trans>Camera off</Trans>
      </Button>
    ),
    may.mute && person.screen === "on" && (
      <Button
        key="screen"
        aria-describedby={saidBy(beforehand, "off")}
        size="s"
        icon={<ScreenShareOff aria-hidden />}
        onClick={() => order("screenOff", t`The screen of ${name} is off.`)}
      >
        <Trans>Screen off</Trans>
      </Button>
    ),
    may.mute && (person.held !== 0 || can(person.role, "media.speak")) && (
      <HoldButton key="hold" person={person} wish={wish} saidBy={saidBy(beforehand, "hold")} />
    ),
    now.whisper && (
      <Button key="whisper" size="s" icon={<LockOpen aria-hidden />} aria-describedby={saidBy(beforehand, "whisper")} onClick={endWhisper}>
        <Trans>End the whisper</Trans>
      </Button>
    ),
    may.below && (
      <Button key="warn" size="s" icon={<TriangleAlert aria-hidden />} onClick={() => onStep("warn")}>
        <Trans>Warn</Trans>
      </Button>
    ),
    may.roles.length > 0 && (
      <Button key="role" size="s" icon={<UserCog aria-hidden />} onClick={() => onStep("role")}>
        <Trans>Change role</Trans>
      </Button>
    ),
    givesLead && (
      <Button key="lead" size="s" icon={<Crown aria-hidden />} onClick={() => onStep("lead")}>
        <Trans>Hand over the lead</Trans>
      </Button>
    ),
    may.space && (
      <Button key="space" size="s" icon={<KeyRound aria-hidden />} onClick={() => onStep("space")}>
        <Trans>Hand over the space</Trans>
      </Button>
    ),
    may.below && (
      <Button key="eject" size="s" look="danger" icon={<Hourglass aria-hidden />} onClick={() => onStep("eject")}>
        <Trans>Put out for a time</Trans>
      </Button>
    ),
    may.below && (
      <Button key="ban" size="s" look="danger" icon={<Ban aria-hidden />} onClick={() => onStep("ban")}>
        <Trans>Ban</Trans>
      </Button>
    ),
  ].filter((button) => button !== false);
  if (buttons.length === 0) return null;
  return (
    <section className={css.lead} aria-labelledby="lead-actions">
      <h3 id="lead-actions" className={css.row}>
        <Flag aria-hidden size={18} /> <Trans>As one who leads</Trans>
      </h3>
      {wish.trouble && <TroubleNotice trouble={wish.trouble} />}
      <Beforehand id={beforehand} name={name} now={now} />
      <div className={css.grid}>{buttons}</div>
    </section>
  );
}
