import { useId, type ReactNode } from "react";
import css from "./Switch.module.css";

export function Switch({
  label,
  hint,
  on,
  onChange,
}: {
  label: ReactNode;
  hint?: ReactNode;
  on: boolean;
  onChange: (on: boolean) => void;
}) {
  const id = useId();
  return (
    <label className={css.switch}>
      <input
        type="checkbox"
        role="switch"
        checked={on}
        aria-checked={on}
        aria-describedby={hint === undefined ? undefined : id}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={css.track} aria-hidden="true" />
      <span>
        {label}
        {hint !== undefined && (
          <span id={id} className={css.hint}>
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}
