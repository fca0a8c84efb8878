import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { ORGANISATION_CONTACT_MAX, ORGANISATION_NAME_MAX } from "../../../shared/domain/accounts/organisation.ts";
import type { OrganisationInfo } from "../../../shared/protocol/accounts.ts";
import { Button } from "../parts/Button.tsx";
import { useLeadToError } from "../parts/focus.ts";
import { Field } from "../parts/Field.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import css from "./account.module.css";

export function OrganisationForm({ organisation, onChange }: { organisation: OrganisationInfo; onChange: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState(organisation.name);
  const [contact, setContact] = useState(organisation.contact);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const form = useLeadToError<HTMLFormElement>(trouble);
  const same = name === organisation.name && contact === organisation.contact;
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (same) return;
    const answer = await ask("PATCH /api/organisation", { body: { name, contact } });
    setTrouble(answer.ok ? null : answer);
    if (!answer.ok) return;
    setName(answer.value.name);
    setContact(answer.value.contact);
    onChange();
  };
  return (
    <form ref={form} className={css.stack} onSubmit={(event) => void save(event)} noValidate>
      <Field
        label={<Trans>Name of the organisation</Trans>}
        placeholder={t`Our youth centre`}
        value={name}
        maxLength={ORGANISATION_NAME_MAX}
        autoComplete="organization"
        onChange={(event) => setName(event.target.value)}
      />
      <Field
        label={<Trans>Contact</Trans>}
        hint={<Trans>Whom members turn to when something does not work: a name, a number, an address.</Trans>}
        value={contact}
        maxLength={ORGANISATION_CONTACT_MAX}
        autoComplete="off"
        onChange={(event) => setContact(event.target.value)}
      />
      {trouble && <TroubleNotice trouble={trouble} />}
      <div className={css.row}>
        <Button type="submit">{same ? <Trans>Saved</Trans> : <Trans>Save</Trans>}</Button>
      </div>
    </form>
  );
}
