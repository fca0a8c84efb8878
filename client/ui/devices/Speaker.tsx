import { Trans, useLingui } from "@lingui/react/macro";
import { Play, Volume2 } from "lucide-react";
import { useState } from "react";
import { choosesSpeaker, playThrough, testSound } from "../../media/devices/check.ts";
import { chosenDevice, rememberDevice } from "../../media/devices/remember.ts";
import { Button } from "../parts/Button.tsx";
import type { InUse } from "./DeviceDialog.tsx";
import { Part, Pick } from "./parts.tsx";
import { useDevices } from "./use-devices.ts";
import css from "./Devices.module.css";

export function Speaker({ inUse }: { inUse: InUse | null }) {
  const { t } = useLingui();
  const { speakers } = useDevices(null);
  const [speaker, setSpeaker] = useState(() => chosenDevice("speaker")?.id ?? null);
  const [state, setState] = useState<"idle" | "playing" | "played" | "failed">("idle");
  const play = async (): Promise<void> => {
    const url = testSound();
    setState("playing");
    try {
      await playThrough(url, speaker);
      setState("played");
    } catch (error) {
      console.warn("No test sound", error);
      setState("failed");
    } finally {
      URL.revokeObjectURL(url);
    }
  };
  return (
    <Part icon={<Volume2 aria-hidden />} title={<Trans>Speaker</Trans>}>
      {choosesSpeaker() && (
        <Pick
          label={<Trans>Where you hear the others</Trans>}
          devices={speakers}
          value={speaker ?? speakers[0]?.deviceId ?? ""}
          unnamed={(n) => t`Speaker ${n}`}
          onPick={({ deviceId, label }) => {
            rememberDevice("speaker", { id: deviceId, label });
            setSpeaker(deviceId);
            inUse?.speaker(deviceId);
          }}
        />
      )}
      <div className={css.row}>
        <Button icon={<Play aria-hidden />} disabled={state === "playing"} onClick={() => void play()}>
          <Trans>Play a sound</Trans>
        </Button>
        <p role="status">
          {state === "playing" && <Trans>Three notes …</Trans>}
          {state === "played" && <Trans>Not heard? Turn the volume up, or choose another speaker.</Trans>}
          {state === "failed" && <Trans>The browser does not play it. Tap again.</Trans>}
        </p>
      </div>
    </Part>
  );
}
