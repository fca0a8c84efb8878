import { Trans } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Headphones } from "lucide-react";
import { rememberDevice } from "../../media/devices/remember.ts";
import { $offers } from "../../store/devices.ts";
import { Button } from "../parts/Button.tsx";
import { $media } from "./session.ts";
import css from "./DeviceNote.module.css";

/** A headset was plugged in: offered, never taken by itself. */
export function DeviceNote() {
  const { mic, speaker } = useStore($offers);
  const offer = mic ?? speaker;
  if (offer === undefined) return null;
  const name = offer.label;
  const drop = (): void => {
    $offers.setKey("mic", undefined);
    $offers.setKey("speaker", undefined);
  };
  const use = (): void => {
    const media = $media.get();
    if (mic) void media?.chooseMic(mic.id);
    if (speaker) {
      rememberDevice("speaker", speaker);
      media?.chooseSpeaker(speaker.id);
    }
    drop();
  };
  return (
    <div role="status" className={css.note}>
      <Headphones aria-hidden />
      <p>
        <Trans>New: {name}</Trans>
      </p>
      <Button size="s" look="primary" onClick={use}>
        <Trans>Use it</Trans>
      </Button>
      <Button size="s" look="plain" onClick={drop}>
        <Trans>Not now</Trans>
      </Button>
    </div>
  );
}
