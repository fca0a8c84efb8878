import { useId, type InputHTMLAttributes, type ReactNode } from "react";
import { FieldFrame, type FieldWords } from "./FieldFrame.tsx";
import css from "./Field.module.css";

export function Field({ label, hint, error, id, ...input }: FieldWords & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <FieldFrame label={label} hint={hint} error={error} id={id}>
      {(field) => <input className={css.input} {...field} {...input} />}
    </FieldFrame>
  );
}

export function Select({
  label,
  children,
  hideLabel,
  ...select
}: { label: ReactNode; hideLabel?: boolean } & React.SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <div className={css.field}>
      <label htmlFor={id} className={hideLabel ? "hidden" : css.label}>
        {label}
      </label>
      <select id={id} className={css.input} {...select}>
        {children}
      </select>
    </div>
  );
}
