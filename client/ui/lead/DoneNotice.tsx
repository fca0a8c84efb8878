import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Check, Undo2, X } from "lucide-react";
import { useEffect } from "react";
import { Button } from "../parts/Button.tsx";
import { $done } from "./done.ts";
import css from "./Done.module.css";

/** Long enough to read it and to reach the button by keyboard, ms. */
const SHOWN_MS = 12_000;

/** Back to where one worked: the notice takes the focus with it otherwise. */
function putAway(): void {
  $done.set(null);
  requestAnimationFrame(() =>
    (document.querySelector<HTMLElement>("#tool-heading") ?? document.querySelector<HTMLElement>("[data-opens~=lead]"))?.focus(),
  );
}

export function DoneNotice() {
  const { t } = useLingui();
  const what = useStore($done);
  useEffect(() => {
    if (what === null) return;
    const timer = setTimeout(() => {
      // Whoever has reached for the button still needs it.
      if (document.activeElement?.closest("[data-done]") == null) $done.set(null);
    }, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [what]);
  return (
    <div role="status" className={css.doneAt}>
      {what !== null && (
        <div className={css.done} data-done="">
          <Check aria-hidden />
          <span>{what.text}</span>
          {what.undo !== null && (
            <Button
              size="s"
              icon={<Undo2 aria-hidden />}
              onClick={() => {
                what.undo?.();
                putAway();
              }}
            >
              <Trans>Undo</Trans>
            </Button>
          )}
          <button type="button" className={css.close} aria-label={t`Close the notice`} onClick={putAway}>
            <X aria-hidden />
          </button>
        </div>
      )}
    </div>
  );
}
