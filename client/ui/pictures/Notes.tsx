import type { MessageDescriptor } from "@lingui/core";
import { msg, t as now } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { ScreenShare, VideoOff } from "lucide-react";
import type { ReadableAtom } from "nanostores";
import { useEffect, useState } from "react";
import { $cam, $line, $ownScreen, $screen, $seesMyScreen, type Cam, type Screen, type WentOff } from "../../store/pictures.ts";
import { $people } from "../../store/space.ts";
import { speak } from "../announce/speak.ts";
import { names } from "../announce/words.ts";
import { remedy } from "../devices/remedy.ts";
import { Button } from "../parts/Button.tsx";
import { Notice } from "../parts/Notice.tsx";
import { showAnyway, switchCam, switchScreen } from "../space/session.ts";
import { $dialog } from "../space/ui-state.ts";
import { followLooks } from "./looked.ts";
import { useScreenNews } from "./use-screen-news.ts";
import css from "./Notes.module.css";

const CAM_OFF: Record<WentOff, MessageDescriptor> = {
  hidden: msg({ id: "camoff.hidden", message: "Your camera went off because this page was hidden." }),
  moved: msg({ id: "camoff.moved", message: "Your camera went off because you were moved." }),
  reconnected: msg({ id: "camoff.reconnected", message: "Your camera went off because the connection was gone." }),
  lost: msg({ id: "camoff.lost", message: "Your camera went away, or another program took it." }),
  trainer: msg({ id: "camoff.trainer", message: "A trainer turned your camera off." }),
  saving: msg({ id: "camoff.saving", message: "Your camera is off: “sound only” is on." }),
};
const SCREEN_OFF: Record<WentOff, MessageDescriptor> = {
  hidden: msg({ id: "screenoff.hidden", message: "Your screen is not shown any more: this page was hidden." }),
  moved: msg({ id: "screenoff.moved", message: "Your screen is not shown any more: you were moved." }),
  reconnected: msg({ id: "screenoff.reconnected", message: "Your screen is not shown any more: the connection was gone." }),
  lost: msg({ id: "screenoff.lost", message: "Your screen is not shown any more: what you shared is gone." }),
  trainer: msg({ id: "screenoff.trainer", message: "A trainer ended the sharing of your screen." }),
  saving: msg({ id: "screenoff.saving", message: "Your screen is not shown any more: “sound only” is on." }),
};

/** Above the bar: what one shows of one's screen, why a picture went off, and what would help a thin line. */
export function PictureNotes() {
  useEffect(followLooks, []);
  useOwnNews();
  useScreenNews();
  return (
    <>
      <Sharing />
      <CamNote />
      <ScreenNote />
      <LineNote />
    </>
  );
}

/** Said aloud: who cannot see the button must know that they are seen. */
function useOwnNews(): void {
  useEffect(() => {
    const follow = ($own: ReadableAtom<Cam> | ReadableAtom<Screen>, words: (is: boolean) => string): (() => void) => {
      let was = $own.get().state === "on";
      return $own.listen(({ state }: Cam | Screen) => {
        const is = state === "on";
        if (is !== was) speak(words(is), false);
        was = is;
      });
    };
    const offs = [
      follow($cam, (is) => (is ? now`Your camera is on.` : now`Your camera is off.`)),
      follow($screen, (is) => (is ? now`You show your screen.` : now`You show your screen no more.`)),
    ];
    return () => {
      for (const off of offs) off();
    };
  }, []);
}

/** What is shared, with whom, and the way to end it: always there while it is so. */
function Sharing() {
  const { i18n } = useLingui();
  const on = useStore($screen).state === "on";
  const stream = useStore($ownScreen);
  const seen = useStore($seesMyScreen);
  const people = useStore($people);
  if (!on) return null;
  const what = stream?.getVideoTracks()[0]?.getSettings().displaySurface;
  const who = names(
    i18n,
    seen.map((person) => people[person]?.name ?? "?"),
  );
  return (
    <div className={css.sharing} data-always="">
      <ScreenShare aria-hidden />
      <p>
        {what === "window" ? (
          <Trans>You show a window.</Trans>
        ) : what === "browser" ? (
          <Trans>You show a tab.</Trans>
        ) : (
          <Trans>You show your screen, with all that comes up on it.</Trans>
        )}{" "}
        <span>{seen.length === 0 ? <Trans>Nobody is near enough to see it.</Trans> : <Trans>Seen by: {who}</Trans>}</span>
      </p>
      <Button size="s" onClick={() => void switchScreen(false)}>
        <Trans>Stop sharing</Trans>
      </Button>
    </div>
  );
}

function CamNote() {
  const { i18n } = useLingui();
  const cam = useStore($cam);
  const [seen, setSeen] = useState<Cam | null>(null);
  const trouble = cam.state === "unavailable" && cam.why !== "observer";
  const text =
    cam.state === "unavailable" && cam.why !== "observer"
      ? remedy(cam.why, navigator.userAgent)
      : cam.state === "off" && cam.why !== null
        ? CAM_OFF[cam.why]
        : null;
  if (text === null || seen === cam) return null;
  if (!trouble) {
    // One line: it is no fault, and the microphone's own note may stand below it.
    return (
      <div role="status" className={css.line}>
        <VideoOff aria-hidden />
        <p>{i18n._(text)}</p>
        <Button size="s" look="primary" onClick={() => void switchCam(true)}>
          <Trans>Turn it on again</Trans>
        </Button>
        <Button size="s" look="plain" onClick={() => setSeen(cam)}>
          <Trans>Understood</Trans>
        </Button>
      </div>
    );
  }
  return (
    <div role="status" className={css.note}>
      <Notice
        kind="warn"
        title={<Trans>No camera</Trans>}
        action={
          <>
            <Button size="s" look="primary" onClick={() => void switchCam(true)}>
              <Trans>Try again</Trans>
            </Button>
            <Button size="s" onClick={() => $dialog.set({ kind: "devices" })}>
              <Trans>What helps</Trans>
            </Button>
            <Button size="s" look="plain" onClick={() => setSeen(cam)}>
              <Trans>Understood</Trans>
            </Button>
          </>
        }
      >
        {i18n._(text)}
      </Notice>
    </div>
  );
}

function ScreenNote() {
  const { i18n } = useLingui();
  const screen = useStore($screen);
  const [seen, setSeen] = useState<Screen | null>(null);
  const denied = screen.state === "unavailable" && screen.why === "denied";
  const ended = screen.state === "off" && screen.why !== null ? screen.why : null;
  if ((!denied && ended === null) || seen === screen) return null;
  return (
    <div role="status" className={css.note}>
      <Notice
        kind={denied ? "warn" : "info"}
        action={
          <Button size="s" look="plain" onClick={() => setSeen(screen)}>
            <Trans>Understood</Trans>
          </Button>
        }
      >
        {ended !== null ? (
          i18n._(SCREEN_OFF[ended])
        ) : (
          <Trans>The system does not let this browser record the screen. Allow it in the system’s settings, then share again.</Trans>
        )}
      </Notice>
    </div>
  );
}

/** A line that is thin: less comes, it says so, and one may have everything all the same. */
function LineNote() {
  const { thinned } = useStore($line);
  const cam = useStore($cam);
  const [seen, setSeen] = useState<typeof thinned>(null);
  useEffect(() => {
    if (thinned === null) setSeen(null);
  }, [thinned]);
  if (thinned === null || seen === thinned) return null;
  return (
    <div role="status" className={css.note}>
      <Notice
        kind="warn"
        action={
          <>
            <Button size="s" look="primary" onClick={() => setSeen(thinned)}>
              <Trans>All right</Trans>
            </Button>
            {cam.state === "on" && (
              <Button size="s" look="plain" onClick={() => void switchCam(false)}>
                <Trans>Turn my camera off</Trans>
              </Button>
            )}
            <Button size="s" look="plain" onClick={showAnyway}>
              <Trans>Show pictures anyway</Trans>
            </Button>
          </>
        }
      >
        <Trans>Your connection is weak just now.</Trans>{" "}
        {thinned === "saver" ? (
          <Trans>Small pictures of four people at most come until it is better, so that the sound stays good.</Trans>
        ) : (
          <Trans>No pictures come until it is better, so that the sound stays good.</Trans>
        )}
      </Notice>
    </div>
  );
}
