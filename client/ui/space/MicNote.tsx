import { useLingui } from "@lingui/react";
import { useStore } from "@nanostores/react";
import { useState } from "react";
import { Trans } from "@lingui/react/macro";
import { $mic, type Mic } from "../../store/media.ts";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";
import { NO_MIC, WHY_MUTED } from "./MicButton.tsx";

/** Above the bar: why the microphone is not what one left it as. Can be put away, comes back when something else happens. */
export function MicNote() {
  const { i18n } = useLingui();
  const mic = useStore($mic);
  const [seen, setSeen] = useState<Mic | null>(null);
  if (seen === mic) return null;
  const text = mic.state === "unavailable" ? NO_MIC[mic.why] : mic.state === "muted" && mic.why !== "self" ? WHY_MUTED[mic.why] : null;
  if (text === null) return null;
  return (
    <div role="status" style={{ maxInlineSize: 520 }}>
      <Notice
        kind="warn"
        action={
          <Button size="s" look="plain" onClick={() => setSeen(mic)}>
            <Trans>Understood</Trans>
          </Button>
        }
      >
        {i18n._(text)}
      </Notice>
    </div>
  );
}
