import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { CircleAlert, Check, CopyX } from "lucide-react";
import type { NameEntry } from "../../../shared/domain/name-list.ts";
import { sentence } from "../text/errors.ts";
import css from "./Invite.module.css";

/** The list as it was understood: each name with its line, what is wrong with it, and who stands there twice. */
export function NameCheck({ entries, withDoubles }: { entries: readonly NameEntry[]; withDoubles: boolean }) {
  const { i18n, t } = useLingui();
  const good = entries.filter(({ trouble, doubleOf }) => trouble === null && (withDoubles || doubleOf === null)).length;
  return (
    <section className={css.check} aria-label={t`The list as it was read`}>
      <p role="status">
        <strong>
          <Plural value={good} one="# name can be used" other="# names can be used" />
        </strong>
      </p>
      {/* It scrolls, so it must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ol className={css.names} tabIndex={0} aria-label={t`Names`}>
        {entries.map(({ line, name, trouble, doubleOf }, i) => (
          // A line may hold several names.
          <li key={`${line}-${i}`} data-wrong={trouble !== null}>
            <span className={css.line}>{line}</span>
            {trouble !== null ? <CircleAlert aria-hidden /> : doubleOf === null ? <Check aria-hidden /> : <CopyX aria-hidden />}
            <span>
              {name}
              {trouble !== null && <span className={css.wrong}>{sentence(i18n, trouble.code, trouble.params)}</span>}
              {doubleOf !== null && (
                <span className={css.hint}>
                  {withDoubles ? <Trans>as in line {doubleOf}; gets a link too</Trans> : <Trans>as in line {doubleOf}; left out</Trans>}
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
