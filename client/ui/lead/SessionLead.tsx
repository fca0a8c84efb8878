import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useLingui } from "@lingui/react";
import { useStore } from "@nanostores/react";
import { Eye, ShipWheel } from "lucide-react";
import { useState } from "react";
import { atLeast, can } from "../../../shared/domain/permissions.ts";
import { $sessionFacts } from "../../store/leading.ts";
import { $asParticipant, $people, $role, $space, $you } from "../../store/space.ts";
import { Reach } from "../invite/Reach.tsx";
import { Button } from "../parts/Button.tsx";
import { Select } from "../parts/Field.tsx";
import type { Session } from "../space/session.ts";
import { roleName } from "../text/roles.ts";
import { done } from "./done.ts";
import css from "./Tools.module.css";

/** Who leads, to whom the lead is given, how the space looks to the others, and how many its sound carries. */
export function SessionLead({ session }: { session: Session }) {
  const { i18n } = useLingui();
  const { lead, standIn } = useStore($sessionFacts);
  const people = useStore($people);
  const role = useStore($role);
  const space = useStore($space);
  const you = useStore($you) ?? 0;
  const [to, setTo] = useState("");
  const holder = people[lead];
  const name = holder?.name ?? "?";
  const also = people[standIn]?.name ?? "?";
  const mine = lead === you;
  // From somebody above oneself who is there it is given, not taken.
  const mayTake = !mine && (holder === undefined || !holder.connected || atLeast(role, holder.role));
  const mayGive = mine || standIn === you || atLeast(role, "trainer");
  const others = Object.values(people).filter((person) => person && person.id !== you && person.connected && can(person.role, "lead.hold"));
  const give = (): void => {
    const person = others.find(({ id }) => String(id) === to);
    if (person === undefined) return;
    const given = person.name;
    if (session.lead("lead", { to: person.id }))
      done(t(i18n)`${given} leads now.`, atLeast(role, person.role) ? () => session.lead("lead", { to: null }) : null);
    setTo("");
  };
  return (
    <>
      <div className={css.now}>
        <ShipWheel aria-hidden />
        <span>
          {mine ? <Trans>You lead this session.</Trans> : lead === 0 ? <Trans>Nobody leads just now.</Trans> : <Trans>{name} leads.</Trans>}{" "}
          {standIn !== 0 && (standIn === you ? <Trans>You lead, too.</Trans> : <Trans>{also} leads, too.</Trans>)}
        </span>
      </div>
      {(mayTake || (mine && standIn !== 0)) && (
        <Button wide look="primary" onClick={() => session.lead("lead", { to: null })}>
          {mine ? <Trans>Take it back</Trans> : <Trans>Take the lead</Trans>}
        </Button>
      )}
      {mayGive && others.length > 0 && (
        <div className={css.own}>
          <Select label={<Trans>Give the lead to</Trans>} value={to} onChange={(event) => setTo(event.target.value)}>
            <option value="">…</option>
            {others.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name} ({roleName(i18n, person.role)})
              </option>
            ))}
          </Select>
          <Button disabled={to === ""} onClick={give}>
            <Trans>Give</Trans>
          </Button>
        </div>
      )}
      <Button wide icon={<Eye aria-hidden />} onClick={() => $asParticipant.set(true)}>
        <Trans>See as a participant</Trans>
      </Button>
      {space && <Reach space={space} />}
    </>
  );
}
