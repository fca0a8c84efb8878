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
import { useEffect, useEffectEvent, useState, type ReactNode } from "react";
import { atLeast, can, ROLES, type Role } from "../../../shared/domain/permissions.ts";
import { roleRefusal } from "../../../shared/domain/roles.ts";
import { EJECT_MAX_MIN, type WarnWhy } from "../../../shared/protocol/leading.ts";
import { $sessionFacts } from "../../store/leading.ts";
import { $role, $you, type PersonView } from "../../store/space.ts";
import { confirmNow } from "../account/confirmation.ts";
import { speak } from "../announce/speak.ts";
import { Button } from "../parts/Button.tsx";
import { Field } from "../parts/Field.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import type { Session } from "../space/session.ts";
import { useRoleName } from "../text/roles.ts";
import { HoldButton } from "./HoldButton.tsx";
import { Options, Step } from "./Step.tsx";
import { useWish, type Wish } from "./use-wish.ts";
import { useWhys } from "./words.ts";
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
  const may = rights(role, person.role);
  const givesLead =
    can(person.role, "lead.hold") &&
    can(role, "lead.hold") &&
    facts.lead !== person.id &&
    (facts.lead === you || facts.standIn === you || atLeast(role, "trainer"));
  const mute = (): void => {
    wish.send("mute", { person: person.id });
    speak(t`${name} is muted. Only ${name} can turn the microphone on again.`, true);
  };
  const endWhisper = (): void => {
    session.whisper({ kind: "end", person: person.id });
    speak(t`The whisper of ${name} is over.`, true);
  };
  const order = (what: "askToUnmute" | "camOff" | "screenOff", words: string): void => {
    wish.send(what, { person: person.id });
    speak(words, true);
  };
  const buttons: (ReactNode | false)[] = [
    may.mute && person.mic === "on" && (
      <Button key="mute" size="s" icon={<MicOff aria-hidden />} onClick={mute}>
        <Trans>Mute</Trans>
      </Button>
    ),
    may.mute && person.mic !== "on" && can(person.role, "media.speak") && (
      <Button key="ask" size="s" icon={<Mic aria-hidden />} onClick={() => order("askToUnmute", t`${name} is asked to speak.`)}>
        <Trans>Ask to speak</Trans>
      </Button>
    ),
    may.mute && person.cam === "on" && (
      <Button key="cam" size="s" icon={<VideoOff aria-hidden />} onClick={() => order("camOff", t`The camera of ${name} is off.`)}>
        <Trans>Camera off</Trans>
      </Button>
    ),
    may.mute && person.screen === "on" && (
      <Button
        key="screen"
        size="s"
        icon={<ScreenShareOff aria-hidden />}
        onClick={() => order("screenOff", t`The screen of ${name} is off.`)}
      >
        <Trans>Screen off</Trans>
      </Button>
    ),
    may.mute && (person.held !== 0 || can(person.role, "media.speak")) && <HoldButton key="hold" person={person} wish={wish} />,
    person.whispers && can(role, "whisper.enter") && (
      <Button key="whisper" size="s" icon={<LockOpen aria-hidden />} onClick={endWhisper}>
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
      <div className={css.grid}>{buttons}</div>
    </section>
  );
}

interface StepProps {
  person: PersonView;
  wish: Wish;
  onBack: () => void;
  onClose: () => void;
}

/** The question behind one of the buttons. */
export function LeadQuestion({
  step,
  person,
  session,
  onBack,
  onClose,
}: {
  step: LeadStep;
  person: PersonView;
  session: Session;
  onBack: () => void;
  onClose: () => void;
}) {
  const props: StepProps = { person, wish: useWish(session), onBack, onClose };
  switch (step) {
    case "warn":
      return <Warn {...props} />;
    case "eject":
      return <PutOut {...props} />;
    case "ban":
      return <BanThem {...props} />;
    case "role":
      return <ChangeRole {...props} />;
    case "lead":
      return <GiveLead {...props} />;
    case "space":
      return <GiveSpace {...props} />;
  }
}

function Warn({ person: { id, name }, wish, onBack, onClose }: StepProps) {
  const { t } = useLingui();
  const { warnWhys } = useWhys();
  const [why, setWhy] = useState<WarnWhy>("words");
  const warn = (): void => {
    wish.send("warn", { person: id, why });
    speak(t`${name} was warned.`, true);
    onClose();
  };
  return (
    <Step title={<Trans>Warn {name}</Trans>} action={<Trans>Warn</Trans>} onDo={warn} onBack={onBack} trouble={wish.trouble}>
      <p>
        <Trans>{name} reads it at once, with your name; the others do not. It is logged. It cannot be taken back.</Trans>
      </p>
      <Options legend={<Trans>What for?</Trans>} options={warnWhys} value={why} onChange={setWhy} />
    </Step>
  );
}

type Time = "10" | "60" | "day" | "own";

/** Minutes until midnight, here. */
function untilMidnight(now: Date): number {
  const midnight = new Date(now);
  midnight.setHours(24, 0, 0, 0);
  return Math.max(1, Math.ceil((midnight.getTime() - now.getTime()) / 60_000));
}

function PutOut({ person: { id, name }, wish, onBack, onClose }: StepProps) {
  const { t } = useLingui();
  const [time, setTime] = useState<Time>("10");
  const [own, setOwn] = useState("120");
  const [wrong, setWrong] = useState(false);
  const minutes = (): number => (time === "day" ? untilMidnight(new Date()) : Number(time === "own" ? own : time));
  const putOut = (): void => {
    const wanted = minutes();
    const bad = !Number.isInteger(wanted) || wanted < 1 || wanted > EJECT_MAX_MIN;
    setWrong(bad);
    if (bad) return;
    wish.eject(id, wanted);
    speak(t`${name} is out. You can take it back in the list of members.`, true);
    onClose();
  };
  return (
    <Step
      title={<Trans>Put {name} out for a time</Trans>}
      action={<Trans>Put out</Trans>}
      look="danger"
      onDo={putOut}
      onBack={onBack}
      trouble={wish.trouble}
    >
      <p>
        <Trans>
          {name} leaves at once and reads until when. Then they can come back by themselves. You can take it back earlier in the list of
          members.
        </Trans>
      </p>
      <Options<Time>
        legend={<Trans>For how long?</Trans>}
        options={[
          ["10", <Trans key="10">10 minutes</Trans>],
          ["60", <Trans key="60">1 hour</Trans>],
          ["day", <Trans key="day">The rest of the day</Trans>],
          ["own", <Trans key="own">As long as I say</Trans>],
        ]}
        value={time}
        onChange={setTime}
      />
      {time === "own" && (
        <Field
          label={<Trans>Minutes</Trans>}
          inputMode="numeric"
          value={own}
          onChange={(event) => setOwn(event.target.value)}
          error={wrong ? <Trans>Write a whole number from 1 to {EJECT_MAX_MIN}.</Trans> : null}
        />
      )}
    </Step>
  );
}

function BanThem({ person: { id, name }, wish, onBack, onClose }: StepProps) {
  const { t } = useLingui();
  const ban = (): void => {
    wish.send("ban", { person: id });
    speak(t`${name} is banned. You can take it back in the list of members.`, true);
    onClose();
  };
  return (
    <Step title={<Trans>Ban {name}?</Trans>} action={<Trans>Ban</Trans>} look="danger" onDo={ban} onBack={onBack} trouble={wish.trouble}>
      <p>
        <Trans>
          {name} leaves at once and cannot come back until somebody who leads takes it back in the list of members. Whoever comes by the
          same invite waits in the lobby from now on.
        </Trans>
      </p>
      <p className={css.hint}>
        <Trans>It holds for this person's session: somebody can come again as somebody else, and is then seen in the lobby first.</Trans>
      </p>
    </Step>
  );
}

function ChangeRole({ person, wish, onBack, onClose }: StepProps) {
  const { t } = useLingui();
  const roleName = useRoleName();
  const { roleMeans } = useWhys();
  const options = rights(useStore($role), person.role).roles;
  const [role, setRole] = useState<Role>(options.includes("cotrainer") ? "cotrainer" : (options[0] ?? "participant"));
  const { name } = person;
  const before = roleName(person.role);
  const change = (): void => {
    wish.send("role", { person: person.id, role });
    const now = roleName(role);
    speak(t`${name} is now: ${now}.`, true);
    onClose();
  };
  return (
    <Step
      title={<Trans>Change the role of {name}</Trans>}
      action={<Trans>Change role</Trans>}
      onDo={change}
      onBack={onBack}
      trouble={wish.trouble}
    >
      <p>
        <Trans>Now: {before}. The new role holds at once. You can change it back in the same way.</Trans>
      </p>
      <Options
        legend={<Trans>New role</Trans>}
        options={options.map((option) => [option, roleName(option), roleMeans[option]] as const)}
        value={role}
        onChange={setRole}
      />
    </Step>
  );
}

function GiveLead({ person: { id, name }, wish, onBack, onClose }: StepProps) {
  const { t } = useLingui();
  const give = (): void => {
    wish.send("lead", { to: id });
    speak(t`${name} leads the session now.`, true);
    onClose();
  };
  return (
    <Step
      title={<Trans>Hand the lead over to {name}?</Trans>}
      action={<Trans>Hand over the lead</Trans>}
      onDo={give}
      onBack={onBack}
      trouble={wish.trouble}
    >
      <p>
        <Trans>
          Everybody reads that {name} leads now. You keep your role, and {name} can hand it back.
        </Trans>
      </p>
    </Step>
  );
}

function GiveSpace({ person: { id, name }, wish, onBack }: StepProps) {
  const [sure, setSure] = useState("");
  const [wrong, setWrong] = useState(false);
  const same = sure.trim().toLocaleLowerCase() === name.toLocaleLowerCase();
  const give = (): void => {
    setWrong(!same);
    if (same) wish.send("handOver", { person: id });
  };
  // The server asks whether it is still you before it gives a space away: then it is sent once more.
  const asked = wish.trouble?.code === "confirm_needed" ? wish.trouble : null;
  const confirm = useEffectEvent(async () => {
    if (await confirmNow()) wish.send("handOver", { person: id });
  });
  useEffect(() => {
    if (asked !== null) void confirm();
  }, [asked]);
  return (
    <Step
      title={<Trans>Hand the space over to {name}?</Trans>}
      action={<Trans>Hand over the space</Trans>}
      look="danger"
      onDo={give}
      onBack={onBack}
      trouble={wish.trouble}
    >
      <p>
        <Trans>
          {name} owns this space from then on, and you are a trainer in it. You cannot take it back: only {name} can give it back to you.
        </Trans>
      </p>
      <Field
        label={<Trans>To be sure, write the name: {name}</Trans>}
        value={sure}
        autoComplete="off"
        onChange={(event) => setSure(event.target.value)}
        error={wrong && !same ? <Trans>This is another name. Nothing was handed over.</Trans> : null}
      />
    </Step>
  );
}
