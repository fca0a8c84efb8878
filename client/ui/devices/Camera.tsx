import { Trans, useLingui } from "@lingui/react/macro";
import { Camera as CameraIcon, Square } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Refusal } from "../../media/capture.ts";
import { type CamCheck, checkCam } from "../../media/devices/check.ts";
import { chosenDevice, rememberDevice } from "../../media/devices/remember.ts";
import { Button } from "../parts/Button.tsx";
import type { InUse } from "./DeviceDialog.tsx";
import { Part, Pick, Remedy } from "./parts.tsx";
import { useDevices } from "./use-devices.ts";
import css from "./Devices.module.css";

/** One's own picture, as in a mirror. It opens when asked for and goes with the dialog. */
export function Camera({ inUse }: { inUse: InUse | null }) {
  const { t } = useLingui();
  const [check, setCheck] = useState<CamCheck | null>(null);
  const [asking, setAsking] = useState(false);
  const [why, setWhy] = useState<Refusal | null>(null);
  const { cams } = useDevices(check);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (element !== null) element.srcObject = check?.stream ?? null;
    return () => check?.close();
  }, [check]);
  const begin = async (device: string | null): Promise<void> => {
    setAsking(true);
    const got = await checkCam(device);
    setAsking(false);
    setWhy(got.ok ? null : got.why);
    setCheck(got.ok ? got : null);
  };
  return (
    <Part icon={<CameraIcon aria-hidden />} title={<Trans>Camera</Trans>}>
      {why !== null && <Remedy why={why} />}
      {check === null ? (
        <div className={css.row}>
          <Button icon={<CameraIcon aria-hidden />} disabled={asking} onClick={() => void begin(chosenDevice("cam")?.id ?? null)}>
            {asking ? <Trans>Allow it …</Trans> : <Trans>Look at my picture</Trans>}
          </Button>
        </div>
      ) : (
        <div className={css.two}>
          <video ref={video} className={css.preview} autoPlay muted playsInline aria-label={t`Your picture, as in a mirror`} />
          <div className={css.stack}>
            <Pick
              label={<Trans>Which camera</Trans>}
              devices={cams}
              value={check.device}
              unnamed={(n) => t`Camera ${n}`}
              onPick={({ deviceId, label }) => {
                rememberDevice("cam", { id: deviceId, label });
                inUse?.cam(deviceId);
                void begin(deviceId);
              }}
            />
            <p className={css.hint}>
              <Trans>You see yourself as in a mirror; others see you the right way round.</Trans>
            </p>
            <Button size="s" icon={<Square aria-hidden />} onClick={() => setCheck(null)}>
              <Trans>Close the camera</Trans>
            </Button>
          </div>
        </div>
      )}
    </Part>
  );
}
