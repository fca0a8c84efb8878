import type { ReactNode } from "react";
import css from "./Choices.module.css";

/** A few alternatives side by side, one of them chosen: radio buttons that look like one switch. */
export function Choices<T extends string>({
  label,
  value,
  onChange,
  options,
}: {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: ReactNode; icon?: ReactNode }[];
}) {
  return (
    <fieldset className={css.choices}>
      <legend className="hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={css.choice}>
          <input type="radio" name={label} checked={value === option.value} onChange={() => onChange(option.value)} />
          <span className={css.face}>
            {option.icon}
            {option.label}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
