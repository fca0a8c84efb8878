import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { encodeAppearance, randomAppearance } from "../../../shared/domain/appearance.ts";
import { cleanName } from "../../../shared/domain/names.ts";
import { AvatarChooser } from "../avatar/AvatarChooser.tsx";
import { Button } from "../parts/Button.tsx";
import { useLeadToError } from "../parts/focus.ts";
import { Field } from "../parts/Field.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import type { Trouble } from "../text/ask.ts";
import { sentence } from "../text/errors.ts";
import css from "../join/Join.module.css";

const ABOUT_NAME = new Set<string>(["name_empty", "name_too_long", "name_not_text"]);

/** A name and an avatar for somebody new. @param onDone its refusal is said here, and nothing typed is lost */
export function WhoForm({
  onDone,
  button,
}: {
  onDone: (person: { name: string; appearance: string }) => Promise<Trouble | null>;
  button: ReactNode;
}) {
  const { i18n, t } = useLingui();
  const [name, setName] = useState("");
  const [look, setLook] = useState(() => randomAppearance(Math.random));
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useLeadToError<HTMLFormElement>(trouble);
  const done = async (): Promise<void> => {
    const checked = cleanName(name);
    if (!checked.ok) return setTrouble(checked);
    setBusy(true);
    setTrouble(await onDone({ name: checked.value, appearance: encodeAppearance(look) }));
    setBusy(false);
  };
  const wrongName = trouble !== null && ABOUT_NAME.has(trouble.code);
  return (
    <form
      ref={form}
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void done();
      }}
    >
      <AvatarChooser look={look} onChange={setLook} />
      <div className={css.side}>
        <Field
          label={<Trans>Your name</Trans>}
          hint={<Trans>Your groups read it above your head.</Trans>}
          placeholder={t`For example Nika`}
          value={name}
          autoComplete="nickname"
          autoCapitalize="words"
          spellCheck={false}
          onChange={(event) => setName(event.target.value)}
          error={wrongName ? sentence(i18n, trouble.code, trouble.params) : null}
        />
        {trouble && !wrongName && <TroubleNotice trouble={trouble} />}
        <Button type="submit" look="primary" size="l" wide disabled={busy}>
          {button}
        </Button>
      </div>
    </form>
  );
}
