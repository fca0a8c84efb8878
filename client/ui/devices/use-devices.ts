import { useEffect, useState } from "react";
import { listDevices } from "../../media/capture.ts";

type Devices = Awaited<ReturnType<typeof listDevices>>;
const NONE: Devices = { mics: [], speakers: [], cams: [] };

/** The devices that are there, also while they come and go. @param again changes when names may have become known */
export function useDevices(again: unknown): Devices {
  const [devices, setDevices] = useState(NONE);
  useEffect(() => {
    let wanted = true;
    const look = (): void =>
      void listDevices().then((found) => {
        if (wanted) setDevices(found);
      });
    look();
    navigator.mediaDevices?.addEventListener?.("devicechange", look);
    return () => {
      wanted = false;
      navigator.mediaDevices?.removeEventListener?.("devicechange", look);
    };
  }, [again]);
  return devices;
}
