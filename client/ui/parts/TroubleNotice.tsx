import { Trans, useLingui } from "@lingui/react/macro";
import type { Trouble } from "../text/ask.ts";
import { sentence } from "../text/errors.ts";
import { Button } from "./Button.tsx";
import { Notice } from "./Notice.tsx";

/** A refusal in words, with the way on where trying again can help. */
export function TroubleNotice({ trouble, onRetry }: { trouble: Trouble; onRetry?: () => void }) {
  const { i18n } = useLingui();
  return (
    <Notice
      kind="error"
      action={
        onRetry && (
          <Button size="s" onClick={onRetry}>
            <Trans>Try again</Trans>
          </Button>
        )
      }
    >
      {sentence(i18n, trouble.code, trouble.params)}
    </Notice>
  );
}
