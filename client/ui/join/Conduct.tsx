import { Trans, useLingui } from "@lingui/react/macro";
import { useId, type RefObject } from "react";
import css from "./Join.module.css";

/** The code of conduct with its tick. @param wrong it was not ticked, and has to be */
export function Conduct({
  text,
  on,
  wrong,
  onChange,
  tick,
}: {
  text: string;
  on: boolean;
  wrong: boolean;
  onChange: (on: boolean) => void;
  tick?: RefObject<HTMLInputElement | null>;
}) {
  const { t } = useLingui();
  const id = useId();
  return (
    <div className={css.conduct}>
      <strong>
        <Trans>How we are with each other</Trans>
      </strong>
      {/* It may scroll, and then it must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={css.rules} role="region" aria-label={t`Rules of this space`} tabIndex={0} lang="">
        {text}
      </div>
      <div className={css.tick} data-wrong={wrong}>
        <input
          id={id}
          ref={tick}
          type="checkbox"
          checked={on}
          aria-invalid={wrong}
          aria-describedby={wrong ? "conduct-error" : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        <label htmlFor={id}>
          <Trans>I have read this and will keep to it.</Trans>
        </label>
      </div>
      <div aria-live="polite">
        {wrong && (
          <p id="conduct-error" className={css.wrong}>
            <Trans>Read the rules and tick the box, then come in.</Trans>
          </p>
        )}
      </div>
    </div>
  );
}
