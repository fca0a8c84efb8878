import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Mic as MicIcon, MicOff } from "lucide-react";
import { useEffect, useEffectEvent, useRef, type KeyboardEvent } from "react";
import { $talking, $talkKey } from "../../store/devices.ts";
import { $mic, $micLevel } from "../../store/media.ts";
import { $sound } from "../../store/prefs.ts";
import { speak } from "../announce/speak.ts";
import { openMedia } from "./session.ts";
import { useKeyName } from "./talk-key.ts";
import css from "./Bar.module.css";

const PRESSES = new Set(["Space", "Enter", "NumpadEnter"]);

/** In place of the switch, for who holds to talk. A press without a finger (voice control, a switch) talks until the next. */
export function TalkButton() {
  const { t } = useLingui();
  const mic = useStore($mic);
  const talking = useStore($talking);
  const key = useKeyName()(useStore($talkKey));
  const ring = useRef<HTMLButtonElement>(null);
  useEffect(() => $micLevel.subscribe((level) => ring.current?.style.setProperty("--level", String(level))), []);
  // Said at once: who does not see the button must know that they are heard.
  const tell = useEffectEvent((is: boolean) => speak(is ? t`You talk.` : t`Silent again.`, false));
  useEffect(() => $talking.listen((is) => tell(is)), []);
  const act = (what: "press" | "release" | "latch"): void => {
    $sound.set("on");
    void openMedia().then((media) => media?.talk[what]());
  };
  const keys = (what: "press" | "release") => (event: KeyboardEvent) => {
    if (!PRESSES.has(event.code)) return;
    event.preventDefault();
    if (!event.repeat) act(what);
  };
  const heard = talking && mic.state === "on";
  return (
    <button
      ref={ring}
      type="button"
      className={`${css.item} ${css.mic} ${css.talk}`}
      data-mic={heard ? "on" : mic.state === "unavailable" ? "unavailable" : "held"}
      aria-pressed={talking}
      aria-disabled={mic.state === "unavailable" && mic.why === "observer"}
      onPointerDown={(event) => {
        if (event.button === 0) act("press");
      }}
      onPointerUp={() => act("release")}
      onLostPointerCapture={() => act("release")}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={keys("press")}
      onKeyUp={keys("release")}
      onBlur={() => act("release")}
      onClick={(event) => {
        if (event.detail === 0) act("latch");
      }}
    >
      <span className={css.icon}>{heard ? <MicIcon aria-hidden /> : <MicOff aria-hidden />}</span>
      <span className={css.label}>
        {mic.state === "asking" ? (
          <Trans>Allow it …</Trans>
        ) : mic.state === "unavailable" ? (
          <Trans>No mic</Trans>
        ) : heard ? (
          <Trans>You talk</Trans>
        ) : (
          <Trans>Hold to talk</Trans>
        )}
      </span>
      <span className="hidden">. {t`Or hold: ${key}`}</span>
    </button>
  );
}
