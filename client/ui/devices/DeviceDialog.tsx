import { Trans } from "@lingui/react/macro";
import { Dialog } from "../parts/Dialog.tsx";
import { Camera } from "./Camera.tsx";
import { HowITalk } from "./HowITalk.tsx";
import { Microphone } from "./Microphone.tsx";
import { Speaker } from "./Speaker.tsx";
import css from "./Devices.module.css";

/** What the space does with a choice; at the door there is no space yet, and the choice is remembered. */
export interface InUse {
  mute(): void;
  mic(device: string): void;
  speaker(device: string): void;
  cam(device: string): void;
}

/** Trying and choosing one's devices. Nothing of it leaves the page. */
export function DeviceDialog({ inUse, onClose }: { inUse: InUse | null; onClose: () => void }) {
  return (
    <Dialog wide title={<Trans>Microphone, speaker, camera</Trans>} onClose={onClose}>
      <p className={css.hint}>
        <Trans>Only you hear and see what you try here.</Trans>
      </p>
      <Microphone inUse={inUse} />
      <Speaker inUse={inUse} />
      <Camera inUse={inUse} />
      <HowITalk />
    </Dialog>
  );
}
