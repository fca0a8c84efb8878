import { Trans } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { Field } from "../parts/Field.tsx";
import { Switch } from "../parts/Switch.tsx";

/** A password, hidden until asked to be shown: typing it blind on a phone is what makes people choose short ones. */
export function PasswordField({
  label,
  hint,
  error,
  value,
  isNew,
  onChange,
}: {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  value: string;
  isNew?: boolean;
  onChange: (value: string) => void;
}) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <Field
        label={label}
        hint={hint}
        error={error ?? null}
        type={shown ? "text" : "password"}
        autoComplete={isNew ? "new-password" : "current-password"}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={400}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <Switch label={<Trans>Show what I type</Trans>} on={shown} onChange={setShown} />
    </>
  );
}
