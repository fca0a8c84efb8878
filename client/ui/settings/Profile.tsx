import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { useState, type FormEvent } from "react";
import { type Appearance, decodeAppearance, encodeAppearance, randomAppearance } from "../../../shared/domain/appearance.ts";
import { cleanName } from "../../../shared/domain/names.ts";
import { $people, $you } from "../../store/space.ts";
import { AvatarChooser } from "../avatar/AvatarChooser.tsx";
import { $language } from "../i18n/load.ts";
import { Button } from "../parts/Button.tsx";
import { Field } from "../parts/Field.tsx";
import type { Session } from "../space/session.ts";
import type { Trouble } from "../text/ask.ts";
import { sentence } from "../text/errors.ts";
import css from "./Settings.module.css";

/** Who one is just now in this space. */
export function profileNow(): { name: string; appearance: string } | null {
  const me = $people.get()[$you.get() ?? -1];
  return me ? { name: me.own, appearance: me.appearance } : null;
}

/** Name and looks: the looks change as they are chosen, the name when it is done. */
export function Profile({ session }: { session: Session }) {
  const { i18n } = useLingui();
  const me = useStore($people)[useStore($you) ?? -1];
  const [name, setName] = useState(me?.own ?? "");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  if (!me) return null;
  const look = decodeAppearance(me.appearance) ?? randomAppearance(() => 0);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const checked = cleanName(name);
    setTrouble(checked.ok ? null : checked);
    if (!checked.ok) return;
    setName(checked.value);
    session.profile({ name: checked.value, appearance: me.appearance, lang: $language.get() });
  };
  const wear = (next: Appearance): void => session.profile({ name: me.own, appearance: encodeAppearance(next), lang: $language.get() });
  return (
    <div className={css.profile}>
      <AvatarChooser look={look} onChange={wear} />
      <form className={css.name} onSubmit={save} noValidate>
        <Field
          label={<Trans>Your nickname</Trans>}
          value={name}
          autoComplete="nickname"
          onChange={(event) => setName(event.target.value)}
          error={trouble && sentence(i18n, trouble.code, trouble.params)}
        />
        <Button type="submit" disabled={name === me.own}>
          {name === me.own ? <Trans>Saved</Trans> : <Trans>Save the name</Trans>}
        </Button>
      </form>
    </div>
  );
}
