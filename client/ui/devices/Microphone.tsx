import { Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Mic, Phone, Square } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Refusal } from "../../media/capture.ts";
import { checkMic, type MicCheck, playThrough } from "../../media/devices/check.ts";
import { chosenDevice, rememberDevice } from "../../media/devices/remember.ts";
import { $noise } from "../../store/devices.ts";
import { $mic } from "../../store/media.ts";
import { Button } from "../parts/Button.tsx";
import type { InUse } from "./DeviceDialog.tsx";
import { Part, Pick, Remedy } from "./parts.tsx";
import { useDevices } from "./use-devices.ts";
import css from "./Devices.module.css";

/** The test call: so much of oneself. */
const CALL_MS = 4_000;
/** Louder than this on the meter is a voice; below, after a while, something is wrong. */
const VOICE = 0.35;
const SILENT_MS = 4_000;
const LOOK_MS = 80;

type Heard = "waiting" | "heard" | "silent";
type Call = "idle" | "recording" | "playing" | "done" | "impossible";

/** The microphone: its level, in a bar and in words, which one it is, and a call with oneself. */
export function Microphone({ inUse }: { inUse: InUse | null }) {
  const { t } = useLingui();
  const noise = useStore($noise);
  const [check, setCheck] = useState<MicCheck | null>(null);
  const [asking, setAsking] = useState(false);
  const [why, setWhy] = useState<Refusal | null>(null);
  const [muted, setMuted] = useState(false);
  const { mics } = useDevices(check);
  useEffect(() => () => check?.close(), [check]);

  const begin = async (device: string | null): Promise<void> => {
    // What one says to the meter is for the meter.
    if ($mic.get().state === "on") {
      inUse?.mute();
      setMuted(true);
    }
    setAsking(true);
    const got = await checkMic(device, noise === "off" ? "off" : "browser");
    setAsking(false);
    setWhy(got.ok ? null : got.why);
    setCheck(got.ok ? got : null);
  };
  const pick = ({ deviceId, label }: MediaDeviceInfo): void => {
    rememberDevice("mic", { id: deviceId, label });
    inUse?.mic(deviceId);
    void begin(deviceId);
  };
  return (
    <Part icon={<Mic aria-hidden />} title={<Trans>Microphone</Trans>}>
      {why !== null && <Remedy why={why} />}
      {check === null ? (
        <div className={css.row}>
          <Button look="primary" icon={<Mic aria-hidden />} disabled={asking} onClick={() => void begin(chosenDevice("mic")?.id ?? null)}>
            {asking ? <Trans>Allow it …</Trans> : <Trans>Try the microphone</Trans>}
          </Button>
        </div>
      ) : (
        <>
          <Level check={check} />
          <div className={css.two}>
            <Pick
              label={<Trans>Which microphone</Trans>}
              devices={mics}
              value={check.device}
              unnamed={(n) => t`Microphone ${n}`}
              onPick={pick}
            />
            <TestCall check={check} />
          </div>
          <div className={css.row}>
            <Button size="s" icon={<Square aria-hidden />} onClick={() => setCheck(null)}>
              <Trans>Stop trying</Trans>
            </Button>
          </div>
        </>
      )}
      {muted && (
        <p className={css.hint}>
          <Trans>You are muted in the room meanwhile, and stay so until you turn the microphone on there.</Trans>
        </p>
      )}
    </Part>
  );
}

function Level({ check }: { check: MicCheck }) {
  const { t } = useLingui();
  const bar = useRef<HTMLDivElement>(null);
  const [heard, setHeard] = useState<Heard>("waiting");
  useEffect(() => {
    setHeard("waiting");
    const began = performance.now();
    let voice = 0;
    const timer = setInterval(() => {
      const level = check.level();
      bar.current?.style.setProperty("--level", level.toFixed(2));
      // A knock is no voice: three looks in a row are.
      voice = level > VOICE ? voice + 1 : Math.max(0, voice - 0.2);
      if (voice >= 3) setHeard("heard");
      else if (performance.now() - began > SILENT_MS) setHeard((now) => (now === "waiting" ? "silent" : now));
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [check]);
  return (
    <div>
      <div ref={bar} className={css.meter} role="img" aria-label={t`How loud you are`} data-testid="level" />
      <p className={css.said} role="status">
        {heard === "waiting" && <Trans>Say something: the bar should move.</Trans>}
        {heard === "heard" && <Trans>Kartu hears you well.</Trans>}
        {heard === "silent" && <Trans>Kartu hears nothing. Is it muted at the device, or is it another microphone?</Trans>}
      </p>
    </div>
  );
}

function TestCall({ check }: { check: MicCheck }) {
  const [call, setCall] = useState<Call>("idle");
  const run = async (): Promise<void> => {
    let url: string | null = null;
    try {
      setCall("recording");
      url = await check.record(CALL_MS);
      setCall("playing");
      await playThrough(url, chosenDevice("speaker")?.id ?? null);
      setCall("done");
    } catch (error) {
      console.warn("No test call", error);
      setCall("impossible");
    } finally {
      if (url !== null) URL.revokeObjectURL(url);
    }
  };
  const busy = call === "recording" || call === "playing";
  return (
    <div className={css.call}>
      <Button icon={<Phone aria-hidden />} disabled={busy} onClick={() => void run()}>
        <Trans>Call yourself</Trans>
      </Button>
      <p className={css.said} role="status">
        {call === "idle" && <Trans>Speak for four seconds and hear how the others will hear you.</Trans>}
        {call === "recording" && <Trans>Speak now …</Trans>}
        {call === "playing" && <Trans>That is how you sound.</Trans>}
        {call === "done" && <Trans>Heard nothing? Look at the speaker below.</Trans>}
        {call === "impossible" && <Trans>This browser cannot record. The bar shows whether you are heard.</Trans>}
      </p>
    </div>
  );
}
