import { Trans, useLingui } from "@lingui/react/macro";
import { useState, type FormEvent } from "react";
import { cleanSpaceName } from "../../../shared/domain/names.ts";
import { Button } from "../parts/Button.tsx";
import { useLeadToError } from "../parts/focus.ts";
import { Field } from "../parts/Field.tsx";
import { go } from "../route.ts";
import { ask, type Trouble } from "../text/ask.ts";
import { sentence } from "../text/errors.ts";

/** Names a space and goes there, with the invite open. */
export function NewSpace() {
  const { t, i18n } = useLingui();
  const [name, setName] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useLeadToError<HTMLFormElement>(trouble);
  const create = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const checked = cleanSpaceName(name);
    if (!checked.ok) return setTrouble(checked);
    setBusy(true);
    const answer = await ask("POST /api/spaces", { body: { name: checked.value } });
    setBusy(false);
    if (answer.ok) go(`/s/${answer.value.id}#invite`);
    else setTrouble(answer);
  };
  return (
    <form ref={form} onSubmit={(event) => void create(event)} style={{ display: "grid", gap: 14 }} noValidate>
      <Field
        label={<Trans>Name of the space</Trans>}
        hint={<Trans>For example the name of your group. You can change it later.</Trans>}
        placeholder={t`Our youth club`}
        value={name}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
        error={trouble && sentence(i18n, trouble.code, trouble.params)}
      />
      <Button type="submit" look="primary" size="l" wide disabled={busy}>
        {busy ? <Trans>Making it …</Trans> : <Trans>Make this space</Trans>}
      </Button>
    </form>
  );
}
