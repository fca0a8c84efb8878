import { Plural, Trans } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { LifeBuoy } from "lucide-react";
import { useState } from "react";
import { codePoints } from "../../../shared/domain/names.ts";
import { can } from "../../../shared/domain/permissions.ts";
import { HELP_MAX } from "../../../shared/protocol/leading.ts";
import { $help } from "../../store/leading.ts";
import { $people, $role, $space, $you } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import { Field } from "../parts/Field.tsx";
import { Notice } from "../parts/Notice.tsx";
import type { Session } from "../space/session.ts";
import css from "./CallHelp.module.css";

/** Calls a trainer, with a word why. What comes of it stands on the screen (Led.tsx). */
export function CallHelp({ session, onClose }: { session: Session; onClose: () => void }) {
  const help = useStore($help);
  const you = useStore($you);
  const people = useStore($people);
  const contact = useStore($space)?.contact ?? "";
  const [why, setWhy] = useState("");
  const [tooLong, setTooLong] = useState(false);
  // Whoever is asked for help calls nobody; while one looks as a participant, the role is a participant's.
  if (can(useStore($role), "help.answer")) return null;
  const onDuty = Object.values(people).filter(
    (person) => person && person.id !== you && person.connected && can(person.role, "help.answer"),
  ).length;
  const call = (): void => {
    if (codePoints(why.trim()) > HELP_MAX) return setTooLong(true);
    if (session.lead("helpCall", { why: why.trim() })) onClose();
  };
  return (
    <form
      className={css.call}
      onSubmit={(event) => {
        event.preventDefault();
        call();
      }}
    >
      <h3>
        <LifeBuoy aria-hidden /> <Trans>Call a trainer</Trans>
      </h3>
      {onDuty === 0 ? (
        <Notice kind="info">
          <Trans>No trainer is here just now; whoever comes reads your call.</Trans>{" "}
          {contact !== "" && <Trans>You can also turn to: {contact}</Trans>}
        </Notice>
      ) : (
        <p>
          <Plural value={onDuty} one="# trainer is here and comes to you." other="# trainers are here; one comes to you." />
        </p>
      )}
      <Field
        label={<Trans>What is it about? A word or two, if you like</Trans>}
        value={why}
        onChange={(event) => {
          setWhy(event.target.value);
          setTooLong(false);
        }}
        autoComplete="off"
        error={tooLong ? <Trans>A word or two: at most {HELP_MAX} characters.</Trans> : undefined}
      />
      <Button type="submit" look="primary" icon={<LifeBuoy aria-hidden />}>
        {help === null ? <Trans>Call a trainer</Trans> : <Trans>Say it in other words</Trans>}
      </Button>
    </form>
  );
}
