import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { useEffect, useEffectEvent, useState } from "react";
import type { Role } from "../../../shared/domain/permissions.ts";
import { EJECT_MAX_MIN, type WarnWhy } from "../../../shared/protocol/leading.ts";
import { $role, type PersonView } from "../../store/space.ts";
import { confirmNow } from "../account/confirmation.ts";
import { speak } from "../announce/speak.ts";
import { Field } from "../parts/Field.tsx";
import type { Session } from "../space/session.ts";
import { useRoleName } from "../text/roles.ts";
import { BanWords } from "./BanWords.tsx";
import { rights, type LeadStep } from "./LeadActions.tsx";
import { Options, Step } from "./Step.tsx";
import { useWish, type Wish } from "./use-wish.ts";
import { useWhys } from "./words.ts";

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

function Warn({ person: { id, name, connected }, wish, onBack, onClose }: StepProps) {
  const { t } = useLingui();
  const { warnWhys } = useWhys();
  const [why, setWhy] = useState<WarnWhy>("words");
  const later = t`${name} is away just now and reads the warning when they are back.`;
  const warn = (): void => {
    if (!wish.send("warn", { person: id, why })) return;
    speak(connected ? t`${name} was warned.` : later, true);
    onClose();
  };
  return (
    <Step title={<Trans>Warn {name}</Trans>} action={<Trans>Warn</Trans>} onDo={warn} onBack={onBack} trouble={wish.trouble}>
      <p>
        <Trans>{name} reads it at once, with your name; the others do not. It is logged. It cannot be taken back.</Trans>
      </p>
      {!connected && <p>{later}</p>}
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
    if (!wish.eject(id, wanted)) return;
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
    if (!wish.send("ban", { person: id })) return;
    speak(t`${name} is banned. You can take it back in the list of members.`, true);
    onClose();
  };
  return (
    <Step title={<Trans>Ban {name}?</Trans>} action={<Trans>Ban</Trans>} look="danger" onDo={ban} onBack={onBack} trouble={wish.trouble}>
      <BanWords name={name} />
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
    if (!wish.send("role", { person: person.id, role })) return;
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
    if (!wish.send("lead", { to: id })) return;
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
