import { Trans, useLingui } from "@lingui/react/macro";
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useStore } from "@nanostores/react";
import { Mic as MicIcon, MicOff } from "lucide-react";
import { useEffect, useRef } from "react";
import { $mic, $micLevel, type Mic } from "../../store/media.ts";
import { switchMic } from "./session.ts";
import css from "./Bar.module.css";

type Why = Extract<Mic, { state: "unavailable" }>["why"];
type Muted = Extract<Mic, { state: "muted" }>["why"];

/** Why there is no microphone, and what to do next. */
export const NO_MIC: Record<Why, MessageDescriptor> = {
  denied: msg({
    id: "nomic.denied",
    message: "The browser may not use the microphone. Allow it (the sign left of the address), then tap here again.",
  }),
  missing: msg({ id: "nomic.missing", message: "No microphone was found. Plug one in, then tap here again." }),
  busy: msg({ id: "nomic.busy", message: "Another program uses the microphone. Close it, then tap here again." }),
  insecure: msg({
    id: "nomic.insecure",
    message:
      "No microphone at this address: it starts with http, not https. Ask your trainer for an https link. Listening and writing work.",
  }),
  "in-app": msg({
    id: "nomic.in-app",
    message: "The browser inside this app blocks the microphone. Open the link in your own browser. Listening and writing work.",
  }),
  "no-webrtc": msg({ id: "nomic.no-webrtc", message: "This browser cannot send voices. Open the link in a newer one. Writing works." }),
  observer: msg({ id: "nomic.observer", message: "Observers listen and do not speak." }),
};

/** Why one is muted when it was not by hand. */
export const WHY_MUTED: Record<Muted, MessageDescriptor> = {
  self: msg({ id: "muted.self", message: "You are muted." }),
  hidden: msg({ id: "muted.hidden", message: "You were muted because this page was hidden. Tap the microphone to speak." }),
  moved: msg({ id: "muted.moved", message: "You were muted because you were moved. Tap the microphone to speak." }),
  reconnected: msg({ id: "muted.reconnected", message: "You were muted because the connection was gone. Tap the microphone to speak." }),
  trainer: msg({ id: "muted.trainer", message: "A trainer muted you. Tap the microphone when you want to speak." }),
  lost: msg({ id: "muted.lost", message: "Your microphone went away and another one took its place. Tap the microphone to speak." }),
};

/** The microphone in words; the ring is how loud one is. */
export function MicButton() {
  const { t } = useLingui();
  const mic = useStore($mic);
  const ring = useRef<HTMLButtonElement>(null);
  // Ten times a second: past React, straight into the style.
  useEffect(() => $micLevel.subscribe((level) => ring.current?.style.setProperty("--level", String(level))), []);
  const on = mic.state === "on";
  const label = on ? t`Mute the microphone` : mic.state === "muted" ? t`Unmute the microphone` : t`Turn the microphone on`;
  return (
    <button
      ref={ring}
      type="button"
      className={`${css.item} ${css.mic}`}
      data-mic={mic.state}
      aria-disabled={mic.state === "unavailable" && mic.why === "observer"}
      onClick={() => void switchMic(on ? "muted" : "on")}
    >
      <span className={css.icon}>{on ? <MicIcon aria-hidden /> : <MicOff aria-hidden />}</span>
      <span className={css.label}>
        <MicWord mic={mic} />
      </span>
      <span className="hidden">. {label}</span>
    </button>
  );
}

function MicWord({ mic }: { mic: Mic }) {
  switch (mic.state) {
    case "off":
      return <Trans>Mic off</Trans>;
    case "asking":
      return <Trans>Allow it …</Trans>;
    case "on":
      return <Trans>Mic on</Trans>;
    case "muted":
      return <Trans>Muted</Trans>;
    case "unavailable":
      return <Trans>No mic</Trans>;
  }
}
