import { useId, type ReactNode } from "react";
import css from "./Field.module.css";

export interface FieldWords {
  label: ReactNode;
  hint?: ReactNode;
  /** Said at once and read with the field; what was typed stays. */
  error?: ReactNode;
}

/** Label, hint and error of a field, tied to it for those who listen. */
export function FieldFrame({
  label,
  hint,
  error,
  id: given,
  children,
}: FieldWords & {
  id: string | undefined;
  children: (field: { id: string; "aria-invalid": boolean; "aria-describedby": string | undefined }) => ReactNode;
}) {
  const own = useId();
  const id = given ?? own;
  const wrong = error !== undefined && error !== null;
  const describedBy = `${wrong ? `${id}-error` : ""} ${hint === undefined ? "" : `${id}-hint`}`.trim() || undefined;
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      {children({ id, "aria-invalid": wrong, "aria-describedby": describedBy })}
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
