import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { useEffect, useEffectEvent } from "react";
import { $askedToUnmute } from "../../store/leading.ts";
import { $mic } from "../../store/media.ts";
import { speak } from "../announce/speak.ts";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";
import { switchMic } from "./session.ts";

/** A trainer asks one to speak: one's own tap opens the microphone, or not. */
export function AskedNote() {
  const { t } = useLingui();
  const name = useStore($askedToUnmute);
  const on = useStore($mic).state === "on";
  useEffect(() => {
    if (name !== null && on) $askedToUnmute.set(null);
  }, [name, on]);
  const tell = useEffectEvent(() => speak(t`${name} asks you to speak.`, false));
  useEffect(() => {
    if (name !== null && !on) tell();
  }, [name, on]);
  if (name === null || on) return null;
  return (
    <div role="status" style={{ maxInlineSize: 520 }}>
      <Notice
        kind="info"
        action={
          <>
            <Button size="s" look="primary" onClick={() => void switchMic("on")}>
              <Trans>Turn the microphone on</Trans>
            </Button>
            <Button size="s" look="plain" onClick={() => $askedToUnmute.set(null)}>
              <Trans>Not now</Trans>
            </Button>
          </>
        }
      >
        <Trans>{name} asks you to speak.</Trans>
      </Notice>
    </div>
  );
}
