import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { MessageCircleMore } from "lucide-react";
import { useEffect, useState } from "react";
import { isWeak } from "../../media/devices/weak.ts";
import { $headphones, $muteOnJoin, $noise, $pushToTalk, $talkKey } from "../../store/devices.ts";
import { Button } from "../parts/Button.tsx";
import { Select } from "../parts/Field.tsx";
import { Switch } from "../parts/Switch.tsx";
import { useKeyName } from "../space/talk-key.ts";
import { Part } from "./parts.tsx";
import css from "./Devices.module.css";

const NOISES = ["browser", "strong", "off"] as const;

export function HowITalk() {
  const { t } = useLingui();
  const hold = useStore($pushToTalk) === "on";
  const noise = useStore($noise);
  const names: Record<(typeof NOISES)[number], string> = {
    browser: t`The browser’s own (usual)`,
    strong: t`Strong, for loud rooms`,
    off: t`None, for music`,
  };
  const choices = isWeak() && noise !== "strong" ? (["browser", "off"] as const) : NOISES;
  return (
    <Part icon={<MessageCircleMore aria-hidden />} title={<Trans>How you talk</Trans>}>
      <Switch
        label={<Trans>I have no headphones</Trans>}
        hint={<Trans>Then you hold to talk, so that the others do not hear themselves from your speaker.</Trans>}
        on={useStore($headphones) === "no"}
        onChange={(none) => {
          $headphones.set(none ? "no" : "yes");
          $pushToTalk.set(none ? "on" : "off");
        }}
      />
      <Switch
        label={<Trans>Hold to talk</Trans>}
        hint={<Trans>You are heard only while you hold the key or the microphone button.</Trans>}
        on={hold}
        onChange={(on) => $pushToTalk.set(on ? "on" : "off")}
      />
      {hold && <TalkKey />}
      <Switch
        label={<Trans>Muted when I come in</Trans>}
        hint={<Trans>Off: “Join with sound” turns your microphone on, too.</Trans>}
        on={useStore($muteOnJoin) === "on"}
        onChange={(on) => $muteOnJoin.set(on ? "on" : "off")}
      />
      <Select
        label={<Trans>Against the noise of your room</Trans>}
        value={noise}
        onChange={(event) => {
          const chosen = NOISES.find((one) => one === event.target.value);
          if (chosen) $noise.set(chosen);
        }}
      >
        {choices.map((one) => (
          <option key={one} value={one}>
            {names[one]}
          </option>
        ))}
      </Select>
    </Part>
  );
}

/** Keys that have a work of their own everywhere. */
const TAKEN = new Set(["Tab", "Escape", "Enter", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "F5", "F11", "F12"]);
const WALK = new Set(["KeyW", "KeyA", "KeyS", "KeyD"]);

function TalkKey() {
  const code = useStore($talkKey);
  const name = useKeyName();
  const [waiting, setWaiting] = useState(false);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const listen = (event: KeyboardEvent): void => {
      if (event.code === "Tab") return setWaiting(false);
      event.preventDefault();
      event.stopPropagation();
      if (event.code === "Escape") return setWaiting(false);
      const bad = TAKEN.has(event.code) || WALK.has(event.code) || event.code === "";
      setRefused(bad);
      if (bad) return;
      $talkKey.set(event.code);
      setWaiting(false);
    };
    addEventListener("keydown", listen, { capture: true });
    return () => removeEventListener("keydown", listen, { capture: true });
  }, [waiting]);
  return (
    <div className={css.row}>
      <span>
        <Trans>Key:</Trans> <kbd className={css.key}>{name(code)}</kbd>
      </span>
      <Button
        size="s"
        aria-pressed={waiting}
        onClick={() => {
          setRefused(false);
          setWaiting(true);
        }}
      >
        {waiting ? <Trans>Press the key …</Trans> : <Trans>Choose another key</Trans>}
      </Button>
      <p role="status" className={css.hint}>
        {refused && <Trans>That key has a work of its own. Press another one.</Trans>}
      </p>
    </div>
  );
}
