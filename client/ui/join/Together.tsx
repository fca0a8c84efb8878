import { Trans, useLingui } from "@lingui/react/macro";
import { UserRoundPlus, X } from "lucide-react";
import { useId, useRef } from "react";
import { PARTY_MAX } from "../../../shared/domain/party.ts";
import { Button } from "../parts/Button.tsx";
import css from "./Join.module.css";

/** "Two of us sit here": nicknames of those at the same device. Empty lines count for nobody. */
export function Together({ names, onChange }: { names: readonly string[]; onChange: (names: string[]) => void }) {
  const { t } = useLingui();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const add = (): void => {
    onChange([...names, ""]);
    requestAnimationFrame(() => [...(box.current?.querySelectorAll("input") ?? [])].at(-1)?.focus());
  };
  const drop = (gone: number): void => {
    onChange(names.filter((_, i) => i !== gone));
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>("[data-add]")?.focus());
  };
  return (
    <div ref={box} className={css.together} role="group" aria-label={t`Who sits here with you`}>
      {names.map((name, i) => (
        // A line is its place in the list.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={i} className={css.mate}>
          <label htmlFor={`${id}-${i}`}>
            <Trans>Nickname of number {i + 2}</Trans>
          </label>
          <input
            id={`${id}-${i}`}
            value={name}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onChange(names.map((old, k) => (k === i ? event.target.value : old)))}
          />
          <button type="button" aria-label={t`Without number ${i + 2}`} onClick={() => drop(i)}>
            <X aria-hidden />
          </button>
        </div>
      ))}
      {names.length < PARTY_MAX - 1 && (
        <Button look="plain" size="s" data-add="" icon={<UserRoundPlus aria-hidden />} onClick={add}>
          {names.length === 0 ? <Trans>Two of us sit here</Trans> : <Trans>One more</Trans>}
        </Button>
      )}
      {names.length > 0 && (
        <p className={css.mateHint}>
          <Trans>You share one avatar, and both names are read above it.</Trans>
        </p>
      )}
    </div>
  );
}

/** What is sent: the lines that say something. */
export const mates = (names: readonly string[]): string[] => names.filter((name) => name.trim() !== "");
