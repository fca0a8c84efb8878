import { Trans } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Headphones, Volume2, VolumeX } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { $muteOnJoin } from "../../store/devices.ts";
import { moreWords } from "../i18n/load.ts";
import { Button } from "../parts/Button.tsx";
import css from "./Join.module.css";

const DeviceDialog = lazy(async () => {
  const [dialog] = await Promise.all([import("../devices/DeviceDialog.tsx"), moreWords("all")]);
  return { default: dialog.DeviceDialog };
});

/** The two ways in. The tap is also the gesture that browsers want before they play anything. */
export function SoundButtons({ busy, onChoose }: { busy: boolean; onChoose: (sound: "on" | "off") => void }) {
  const [trying, setTrying] = useState(false);
  return (
    <div className={css.ways}>
      <Button look="primary" size="l" wide disabled={busy} icon={<Volume2 aria-hidden />} onClick={() => onChoose("on")}>
        {busy ? <Trans>Coming in …</Trans> : <Trans>Join with sound</Trans>}
      </Button>
      <Button size="l" wide disabled={busy} icon={<VolumeX aria-hidden />} onClick={() => onChoose("off")}>
        <Trans>Join without sound</Trans>
      </Button>
      <Button look="plain" icon={<Headphones aria-hidden />} onClick={() => setTrying(true)}>
        <Trans>Try microphone and speaker first</Trans>
      </Button>
      {trying && (
        <Suspense fallback={null}>
          <DeviceDialog inUse={null} onClose={() => setTrying(false)} />
        </Suspense>
      )}
      <p className={css.mic}>
        {useStore($muteOnJoin) === "on" ? (
          <Trans>Your microphone stays off until you turn it on yourself.</Trans>
        ) : (
          <Trans>“Join with sound” also turns your microphone on, as you chose.</Trans>
        )}
      </p>
    </div>
  );
}
