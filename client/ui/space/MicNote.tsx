import { useLingui } from "@lingui/react";
import { useStore } from "@nanostores/react";
import { useState } from "react";
import { Trans } from "@lingui/react/macro";
import { FLOW } from "../../../shared/domain/media/flow.ts";
import { $mic, type Mic } from "../../store/media.ts";
import { $mutedBy } from "../../store/leading.ts";
import { $people, $you } from "../../store/space.ts";
import { heldBy, mutedBy } from "../announce/led-words.ts";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";
import { NO_MIC, WHY_MUTED } from "./MicButton.tsx";
import { switchMic } from "./session.ts";
import { $dialog } from "./ui-state.ts";

/** Above the bar: why the microphone is not what one left it as. Can be put away, comes back when something else happens. */
export function MicNote() {
  const { i18n } = useLingui();
  const mic = useStore($mic);
  const by = useStore($mutedBy);
  // Whose microphone is held would tap in vain.
  const held = ((useStore($people)[useStore($you) ?? -1]?.held ?? 0) & FLOW.mic) !== 0;
  const [seen, setSeen] = useState<Mic | null>(null);
  if (seen === mic) return null;
  const text = mic.state === "unavailable" ? NO_MIC[mic.why] : mic.state === "muted" && mic.why !== "self" ? WHY_MUTED[mic.why] : null;
  if (text === null) return null;
  return (
    <div role="status" style={{ maxInlineSize: 520 }}>
      <Notice
        kind="warn"
        action={
          <>
            {mic.state === "muted" && !held && (
              <Button size="s" look="primary" onClick={() => void switchMic("on")}>
                <Trans>Speak again</Trans>
              </Button>
            )}
            {mic.state === "unavailable" && mic.why !== "observer" && (
              <Button size="s" onClick={() => $dialog.set({ kind: "devices" })}>
                <Trans>What helps</Trans>
              </Button>
            )}
            <Button size="s" look="plain" onClick={() => setSeen(mic)}>
              <Trans>Understood</Trans>
            </Button>
          </>
        }
      >
        {held ? heldBy(i18n, by ?? "") : mic.state === "muted" && mic.why === "trainer" ? mutedBy(i18n, by ?? "") : i18n._(text)}
      </Notice>
    </div>
  );
}
