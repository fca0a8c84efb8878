import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { ScreenShare, ScreenShareOff, Video, VideoOff } from "lucide-react";
import { can } from "../../../shared/domain/permissions.ts";
import { $cam, $screen, type Cam } from "../../store/pictures.ts";
import { $role } from "../../store/space.ts";
import { switchCam, switchScreen } from "./session.ts";
import css from "./Bar.module.css";

/** Off is calm: nobody has to show themselves. Observers have neither of the two. */
export function CamButton() {
  const { t } = useLingui();
  const cam = useStore($cam);
  const on = cam.state === "on" || cam.state === "asking";
  if (!can(useStore($role), "media.show")) return null;
  return (
    <button type="button" className={`${css.item} ${css.cam}`} data-cam={cam.state} data-opens="cam" onClick={() => void switchCam(!on)}>
      <span className={css.icon}>{cam.state === "on" ? <Video aria-hidden /> : <VideoOff aria-hidden />}</span>
      <span className={css.label}>
        <CamWord cam={cam} />
      </span>
      <span className="hidden">. {on ? t`Turn the camera off` : t`Turn the camera on`}</span>
    </button>
  );
}

function CamWord({ cam }: { cam: Cam }) {
  switch (cam.state) {
    case "off":
      return <Trans>Camera off</Trans>;
    case "asking":
      return <Trans>Allow it …</Trans>;
    case "on":
      return <Trans>Camera on</Trans>;
    case "unavailable":
      return <Trans>No camera</Trans>;
  }
}

/** Browsers of phones cannot: there it is not offered at all. */
export function useScreen(): { may: boolean; on: boolean; toggle: () => void } {
  const screen = useStore($screen);
  const role = useStore($role);
  const able = isSecureContext && navigator.mediaDevices?.getDisplayMedia !== undefined;
  const on = screen.state === "on";
  return { may: able && can(role, "media.show"), on, toggle: () => void switchScreen(!on) };
}

export function ScreenButton() {
  const { may, on, toggle } = useScreen();
  if (!may) return null;
  return (
    <button type="button" className={`${css.item} ${css.cam}`} data-cam={on ? "on" : "off"} data-opens="screen" onClick={toggle}>
      <span className={css.icon}>{on ? <ScreenShareOff aria-hidden /> : <ScreenShare aria-hidden />}</span>
      <span className={css.label}>{on ? <Trans>Stop sharing</Trans> : <Trans>Share screen</Trans>}</span>
    </button>
  );
}
