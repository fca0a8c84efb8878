import { DeviceDialog } from "../devices/DeviceDialog.tsx";
import { $media } from "./session.ts";

/** The device dialog inside a space: what is chosen is used at once. */
export function DevicesInSpace({ onClose }: { onClose: () => void }) {
  const inUse = {
    mute: () => $media.get()?.mute(),
    mic: (device: string) => void $media.get()?.chooseMic(device),
    cam: (device: string) => void $media.get()?.chooseCam(device),
    speaker: (device: string) => $media.get()?.chooseSpeaker(device),
  };
  return <DeviceDialog inUse={inUse} onClose={onClose} />;
}
