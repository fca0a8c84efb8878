/** One's own microphone as a state machine. It goes on by the person's own hand only; everything else can only mute it. */
import { $devices, $mic, type Mic } from "../store/media.ts";
import { $noise, $offers } from "../store/devices.ts";
import { listDevices, openMic, refusedBeforehand } from "./capture.ts";
import { type Device, newDevices } from "./devices/hot-plug.ts";
import type { ClearVoice } from "./devices/noise.ts";
import { chosenDevice, findChosen, rememberDevice } from "./devices/remember.ts";

/** The system may take the microphone for a moment; longer than this it is lost. ms */
const TAKEN_MS = 1_000;

export type MuteReason = Extract<Mic, { state: "muted" }>["why"];

export interface OwnMic {
  /** Opens or unmutes; from the person's own hand only. */
  request(): Promise<void>;
  mute(why: MuteReason): void;
  choose(device: string): Promise<void>;
  /** The role changed: without the right to speak the device is let go. */
  allow(maySpeak: boolean): void;
  /** The page was asleep: a track that died meanwhile, or was taken by a phone call, is lost. */
  check(): void;
  /** What is to be sent: null unless on. */
  track(): MediaStreamTrack | null;
  stop(): void;
}

/** The filter and its parts come only when somebody has chosen it; without it there is the plain voice. */
async function cleared(track: MediaStreamTrack): Promise<ClearVoice | null> {
  try {
    const { clearVoice } = await import("./devices/noise.ts");
    return await clearVoice(track);
  } catch (error) {
    console.warn("No noise filter", error);
    await track.applyConstraints({ noiseSuppression: true }).catch(() => undefined);
    return null;
  }
}

/** @param changed called after each change of $mic or of the track */
export function ownMic(mayAtFirst: boolean, changed: () => void): OwnMic {
  let maySpeak = mayAtFirst;
  let track: MediaStreamTrack | null = null;
  let clear: ClearVoice | null = null;
  let chosen = chosenDevice("mic");
  let known: Device[] | null = null;
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
    if (stopped) return;
    $devices.set({ ...found, mic: track?.getSettings().deviceId ?? null });
    const now: Device[] = [...found.mics, ...found.speakers, ...found.cams];
    for (const [kind, offer] of Object.entries(newDevices(known, now))) {
      if (offer.id !== $devices.get().mic) $offers.setKey(kind as keyof ReturnType<typeof $offers.get>, offer);
    }
    for (const [kind, offer] of Object.entries($offers.get())) {
      if (!now.some(({ deviceId }) => deviceId === offer.id)) $offers.setKey(kind as keyof ReturnType<typeof $offers.get>, undefined);
    }
    known = now;
  }

  function release(): void {
    clearTimeout(taken);
    clear?.close();
    clear = null;
    if (track === null) return;
    track.removeEventListener("ended", onEnded);
    track.removeEventListener("mute", onTaken);
    track.removeEventListener("unmute", onGivenBack);
    track.stop();
    track = null;
  }

  /** @returns whether there is a microphone now; says why not otherwise */
  async function acquire(): Promise<boolean> {
    const noise = $noise.get();
    const there = findChosen((await listDevices()).mics, chosen);
    const got = await openMic(there?.deviceId ?? chosen?.id ?? null, noise);
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
    if (noise !== "strong") return true;
    const mine = got.track;
    const filtered = await cleared(mine);
    if (track === mine) clear = filtered;
    else filtered?.close();
    return track !== null;
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
    if (stopped) return;
    if (!maySpeak) return set({ state: "unavailable", why: "observer" });
    // A call that took the microphone and never gave it back: the same device is opened anew.
    if (track?.readyState === "live" && !track.muted) return set({ state: "on" });
    mutedMeanwhile = null;
    set({ state: "asking" });
    if (!(await acquire())) return;
    set(mutedMeanwhile === null ? { state: "on" } : { state: "muted", why: mutedMeanwhile });
  }

  const onDevices = (): void => void refreshDevices();
  navigator.mediaDevices?.addEventListener?.("devicechange", onDevices);
  const offNoise = $noise.listen(() => {
    if (track !== null)
      void acquire().then((got) => {
        if (got) changed();
      });
  });
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
    async choose(id) {
      chosen = { id, label: $devices.get().mics.find(({ deviceId }) => deviceId === id)?.label ?? "" };
      rememberDevice("mic", chosen);
      $offers.setKey("mic", undefined);
      // Chosen before the microphone was ever asked for, or after it was refused: remembered, nothing opens.
      if (track === null) return;
      if (await acquire()) changed();
    },
    allow(may) {
      if (may === maySpeak) return;
      maySpeak = may;
      if (!may) release();
      const why = may ? refusedBeforehand() : "observer";
      set(why === null ? { state: "off" } : { state: "unavailable", why });
    },
    check() {
      if (track?.readyState === "ended") onEnded();
      else if (track?.muted === true) mute("lost");
    },
    track: () => ($mic.get().state === "on" ? (clear?.track ?? track) : null),
    stop() {
      stopped = true;
      offNoise();
      navigator.mediaDevices?.removeEventListener?.("devicechange", onDevices);
      release();
      $mic.set({ state: "off" });
      $devices.set({ mics: [], speakers: [], cams: [], mic: null });
      $offers.set({});
    },
  };
}
