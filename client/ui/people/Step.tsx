import { Trans } from "@lingui/react/macro";
import { useEffect, useId, useRef, type FormEvent, type ReactNode } from "react";
import { Button, type ButtonProps } from "../parts/Button.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import type { Trouble } from "../text/ask.ts";
import css from "./People.module.css";

/** One question of a dialog: what it does is said before the button that does it. Focus comes to its heading, and nothing is done by leaving it. */
export function Step({
  title,
  children,
  action,
  look = "primary",
  onDo,
  onBack,
  trouble,
}: {
  title: ReactNode;
  children: ReactNode;
  action: ReactNode;
  look?: NonNullable<ButtonProps["look"]>;
  onDo: () => void;
  onBack: () => void;
  trouble?: Trouble | null;
}) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onDo();
  };
  return (
    <form className={css.stack} aria-labelledby={id} noValidate onSubmit={submit}>
      <h3 id={id} ref={heading} tabIndex={-1}>
        {title}
      </h3>
      {children}
      {trouble && <TroubleNotice trouble={trouble} />}
      <div className={css.do}>
        <Button type="submit" look={look}>
          {action}
        </Button>
        <Button look="plain" onClick={onBack}>
          <Trans>Back</Trans>
        </Button>
      </div>
    </form>
  );
}

/** One of several, each with a word of what it means. */
export function Options<T extends string>({
  legend,
  options,
  value,
  onChange,
}: {
  legend: ReactNode;
  options: readonly (readonly [T, ReactNode, ReactNode?])[];
  value: T;
  onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <fieldset className={css.options}>
      <legend>{legend}</legend>
      {options.map(([option, label, hint]) => (
        <label key={option} className={css.option}>
          <input type="radio" name={name} value={option} checked={value === option} onChange={() => onChange(option)} />
          <span>
            {label}
            {hint !== undefined && <span className={css.hint}>{hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
