import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { cleanName } from "../../../shared/domain/names.ts";
import type { Me } from "../../../shared/protocol/http.ts";
import { $language } from "../i18n/load.ts";
import { Button } from "../parts/Button.tsx";
import { useLeadToError } from "../parts/focus.ts";
import { Field } from "../parts/Field.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { sentence } from "../text/errors.ts";
import css from "./account.module.css";

/** The name that the groups read. */
export function NameForm({ me, onDone }: { me: Me; onDone: () => void }) {
  const { i18n } = useLingui();
  const [name, setName] = useState(me.name);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const form = useLeadToError<HTMLFormElement>(trouble);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const checked = cleanName(name);
    if (!checked.ok) return setTrouble(checked);
    const answer = await ask("PATCH /api/me", { body: { name: checked.value, appearance: me.appearance, lang: $language.get() } });
    setTrouble(answer.ok ? null : answer);
    if (!answer.ok) return;
    setName(checked.value);
    onDone();
  };
  return (
    <form ref={form} className={css.stack} onSubmit={(event) => void save(event)} noValidate>
      <Field
        label={<Trans>Your name</Trans>}
        value={name}
        autoComplete="nickname"
        onChange={(event) => setName(event.target.value)}
        error={trouble && sentence(i18n, trouble.code, trouble.params)}
      />
      {name !== me.name && (
        <div className={css.row}>
          <Button type="submit" look="primary">
            <Trans>Save the name</Trans>
          </Button>
        </div>
      )}
    </form>
  );
}
