import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "../parts/Button.tsx";
import { Field } from "../parts/Field.tsx";
import { awayText, startText, zone } from "../text/when.ts";
import { fromLocalField, toLocalField } from "./space-draft.ts";
import css from "./SpaceForm.module.css";

/** When the next session begins: in the zone of who sets it, which is named; everyone else reads it in theirs. */
export function StartField({ at, onChange }: { at: number | null; onChange: (at: number | null) => void }) {
  const { i18n } = useLingui();
  // What is being typed: half a date is none yet, and must not be taken away.
  const [text, setText] = useState(toLocalField(at));
  const [now] = useState(Date.now);
  const shown = fromLocalField(text) === at ? text : toLocalField(at);
  const zoneName = zone();
  return (
    <div className={css.set}>
      <div className={css.start}>
        <Field
          type="datetime-local"
          label={<Trans>It begins</Trans>}
          value={shown}
          onChange={(event) => {
            setText(event.target.value);
            onChange(fromLocalField(event.target.value));
          }}
        />
        {at !== null && (
          <Button
            look="plain"
            onClick={() => {
              setText("");
              onChange(null);
            }}
          >
            <Trans>No fixed start</Trans>
          </Button>
        )}
      </div>
      <p className={css.hint} aria-live="polite">
        {at === null ? (
          <Trans>No fixed start: people come whenever they like. Times are in your zone, {zoneName}; everyone reads them in theirs.</Trans>
        ) : (
          <>
            <strong>{startText(i18n, at)}</strong> ({awayText(i18n, at, now)}).{" "}
            {at < now ? <Trans>This time is past.</Trans> : <Trans>Your zone is {zoneName}; everyone reads it in theirs.</Trans>}
          </>
        )}
      </p>
    </div>
  );
}
