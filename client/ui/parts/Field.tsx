import { useId, type InputHTMLAttributes, type ReactNode } from "react";
import css from "./Field.module.css";

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: ReactNode;
  hint?: ReactNode;
  /** Said at once and read with the field; what was typed stays. */
  error?: ReactNode;
}

export function Field({ label, hint, error, id: given, ...input }: FieldProps) {
  const own = useId();
  const id = given ?? own;
  const wrong = error !== undefined && error !== null;
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <input
        id={id}
        className={css.input}
        aria-invalid={wrong}
        aria-describedby={`${wrong ? `${id}-error` : ""} ${hint === undefined ? "" : `${id}-hint`}`.trim() || undefined}
        {...input}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
      <div aria-live="polite">
        {wrong && (
          <p id={`${id}-error`} className={css.error}>
            {error}
          </p>
        )}
      </div>
    </div>
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
