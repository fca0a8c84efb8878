import { Trans } from "@lingui/react/macro";
import { Volume2, VolumeX } from "lucide-react";
import { Button } from "../parts/Button.tsx";
import css from "./Join.module.css";

/** The two ways in. The tap is also the gesture that browsers want before they play anything. */
export function SoundButtons({ busy, onChoose }: { busy: boolean; onChoose: (sound: "on" | "off") => void }) {
  return (
    <div className={css.ways}>
      <Button look="primary" size="l" wide disabled={busy} icon={<Volume2 aria-hidden />} onClick={() => onChoose("on")}>
        {busy ? <Trans>Coming in …</Trans> : <Trans>Join with sound</Trans>}
      </Button>
      <Button size="l" wide disabled={busy} icon={<VolumeX aria-hidden />} onClick={() => onChoose("off")}>
        <Trans>Join without sound</Trans>
      </Button>
      <p className={css.mic}>
        <Trans>Your microphone stays off until you turn it on yourself.</Trans>
      </p>
    </div>
  );
}
