/** One's own microphone as a state machine. It goes on by the person's own hand only; everything else can only mute it. */
import { $devices, $mic, type Mic } from "../store/media.ts";
import { listDevices, openMic, refusedBeforehand } from "./capture.ts";

/** The system may take the microphone for a moment; longer than this it is lost. ms */
const TAKEN_MS = 1_000;
const REMEMBERED = "kartu.mic-device";

export type MuteReason = Extract<Mic, { state: "muted" }>["why"];

export interface OwnMic {
  /** Opens or unmutes; from the person's own hand only. */
  request(): Promise<void>;
  mute(why: MuteReason): void;
  choose(device: string): Promise<void>;
  /** What is to be sent: null unless on. */
  track(): MediaStreamTrack | null;
  stop(): void;
}

function remembered(): string | null {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

function remember(device: string): void {
  try {
    localStorage.setItem(REMEMBERED, device);
  } catch {
    // Private mode: chosen for as long as the page lives.
  }
}

/** @param changed called after each change of $mic or of the track */
export function ownMic(maySpeak: boolean, changed: () => void): OwnMic {
  let track: MediaStreamTrack | null = null;
  let device = remembered();
  let stopped = false;
  let asking: Promise<void> | null = null;
  /** Something muted while the browser still asked the person. */
  let mutedMeanwhile: MuteReason | null = null;
  let taken: ReturnType<typeof setTimeout> | undefined;

  function set(mic: Mic): void {
    $mic.set(mic);
    changed();
  }

  async function refreshDevices(): Promise<void> {
    const found = await listDevices();
    if (!stopped) $devices.set({ ...found, mic: track?.getSettings().deviceId ?? null });
  }

  function release(): void {
    clearTimeout(taken);
    if (track === null) return;
    track.removeEventListener("ended", onEnded);
    track.removeEventListener("mute", onTaken);
    track.removeEventListener("unmute", onGivenBack);
    track.stop();
    track = null;
  }

  /** @returns whether there is a microphone now; says why not otherwise */
  async function acquire(): Promise<boolean> {
    const got = await openMic(device);
    if (stopped) {
      if (got.ok) got.track.stop();
      return false;
    }
    if (!got.ok) {
      release();
      set({ state: "unavailable", why: got.why });
      return false;
    }
    release();
    track = got.track;
    track.addEventListener("ended", onEnded);
    track.addEventListener("mute", onTaken);
    track.addEventListener("unmute", onGivenBack);
    void refreshDevices();
    return true;
  }

  /** The device is gone, or the permission was withdrawn. Another stands in, muted. */
  function onEnded(): void {
    const { why } = muted() ?? { why: "lost" as const };
    release();
    set({ state: "muted", why });
    void acquire().then((got) => {
      if (got) set({ state: "muted", why });
    });
  }
  function onTaken(): void {
    clearTimeout(taken);
    taken = setTimeout(() => mute("lost"), TAKEN_MS);
  }
  function onGivenBack(): void {
    clearTimeout(taken);
  }

  const muted = (): Extract<Mic, { state: "muted" }> | null => {
    const mic = $mic.get();
    return mic.state === "muted" ? mic : null;
  };

  function mute(why: MuteReason): void {
    if (asking !== null) mutedMeanwhile = why;
    if ($mic.get().state === "on") set({ state: "muted", why });
  }

  async function open(): Promise<void> {
    if (!maySpeak) return set({ state: "unavailable", why: "observer" });
    if (track?.readyState === "live") return set({ state: "on" });
    mutedMeanwhile = null;
    set({ state: "asking" });
    if (!(await acquire())) return;
    set(mutedMeanwhile === null ? { state: "on" } : { state: "muted", why: mutedMeanwhile });
  }

  const onDevices = (): void => void refreshDevices();
  navigator.mediaDevices?.addEventListener?.("devicechange", onDevices);
  const before = maySpeak ? refusedBeforehand() : "observer";
  $mic.set(before === null ? { state: "off" } : { state: "unavailable", why: before });

  return {
    request() {
      asking ??= open().finally(() => {
        asking = null;
      });
      return asking;
    },
    mute,
    async choose(chosen) {
      device = chosen;
      remember(chosen);
      // Chosen before the microphone was ever asked for, or after it was refused: remembered, nothing opens.
      if (track === null) return;
      if (await acquire()) changed();
    },
    track: () => ($mic.get().state === "on" ? track : null),
    stop() {
      stopped = true;
      navigator.mediaDevices?.removeEventListener?.("devicechange", onDevices);
      release();
      $mic.set({ state: "off" });
      $devices.set({ mics: [], speakers: [], mic: null });
    },
  };
}
