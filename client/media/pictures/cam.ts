/** One's own camera as a state machine. It goes on by the person's own hand only; everything else can only turn it off, and its light with it. */
import { keep, recall } from "../../store/kept.ts";
import { $cam, $cams, $chosenMode, $mode, $ownCam, type Cam, type WentOff } from "../../store/pictures.ts";
import { refusedBeforehand } from "../capture.ts";
import { listCams, openCam, resize } from "./capture.ts";

/** The system may take the camera for a moment; longer than this it is lost. ms */
const TAKEN_MS = 1_000;
const REMEMBERED = "kartu.cam-device";

export interface OwnCam {
  /** From the person's own hand only. */
  request(): Promise<void>;
  off(why: WentOff | null): void;
  allow(mayShow: boolean): void;
  choose(device: string): Promise<void>;
  /** What is to be shown: null unless on. */
  track(): MediaStreamTrack | null;
  stop(): void;
}

function stored(): string | null {
  return recall(REMEMBERED);
}

function store(device: string): void {
  keep(REMEMBERED, device);
}

/** @param changed called after each change of $cam or of the track */
export function ownCam(mayAtFirst: boolean, changed: () => void): OwnCam {
  let mayShow = mayAtFirst;
  let track: MediaStreamTrack | null = null;
  let device = stored();
  let stopped = false;
  /** Grows whenever the camera is to be off: what was asked for before comes to nothing. */
  let turn = 0;
  let asking: Promise<void> | null = null;
  let taken: ReturnType<typeof setTimeout> | undefined;

  function set(cam: Cam): void {
    $cam.set(cam);
    $ownCam.set(track === null ? null : new MediaStream([track]));
    changed();
  }

  async function refresh(): Promise<void> {
    const cams = await listCams();
    if (!stopped) $cams.set({ cams, cam: track?.getSettings().deviceId ?? null });
  }

  function release(): void {
    clearTimeout(taken);
    if (track === null) return;
    track.removeEventListener("ended", onLost);
    track.removeEventListener("mute", onTaken);
    track.removeEventListener("unmute", onGivenBack);
    track.stop();
    track = null;
  }

  const onLost = (): void => off("lost");
  function onTaken(): void {
    clearTimeout(taken);
    taken = setTimeout(onLost, TAKEN_MS);
  }
  const onGivenBack = (): void => clearTimeout(taken);

  function off(why: WentOff | null): void {
    const { state } = $cam.get();
    if (state !== "on" && state !== "asking") return;
    turn += 1;
    release();
    set({ state: "off", why });
  }

  async function acquire(): Promise<void> {
    const mine = turn;
    const got = await openCam(device, $mode.get());
    if (stopped || mine !== turn) {
      if (got.ok) got.track.stop();
      return;
    }
    release();
    if (!got.ok) return set({ state: "unavailable", why: got.why });
    track = got.track;
    track.addEventListener("ended", onLost);
    track.addEventListener("mute", onTaken);
    track.addEventListener("unmute", onGivenBack);
    set({ state: "on" });
    void refresh();
  }

  const onDevices = (): void => void refresh();
  navigator.mediaDevices?.addEventListener?.("devicechange", onDevices);
  function begin(): void {
    const before = mayShow ? refusedBeforehand() : "observer";
    $cam.set(before === null ? { state: "off", why: null } : { state: "unavailable", why: before });
  }
  begin();
  const offMode = $mode.listen((mode) => {
    if (track !== null) void resize(track, mode);
  });
  const offChosen = $chosenMode.listen((chosen) => {
    if (chosen === "sound") off("saving");
  });

  return {
    request() {
      if (stopped) return Promise.resolve();
      if (!mayShow) set({ state: "unavailable", why: "observer" });
      if (!mayShow || $cam.get().state === "on") return Promise.resolve();
      // Whoever turns the camera on wants pictures again.
      if ($chosenMode.get() === "sound") $chosenMode.set("saver");
      asking ??= (async () => {
        set({ state: "asking" });
        await acquire();
      })().finally(() => {
        asking = null;
      });
      return asking;
    },
    off,
    allow(may) {
      if (may === mayShow) return;
      off(null);
      mayShow = may;
      begin();
    },
    async choose(chosen) {
      device = chosen;
      store(chosen);
      if (track !== null) await acquire();
    },
    track: () => ($cam.get().state === "on" ? track : null),
    stop() {
      stopped = true;
      offMode();
      offChosen();
      navigator.mediaDevices?.removeEventListener?.("devicechange", onDevices);
      release();
      $cam.set({ state: "off", why: null });
      $ownCam.set(null);
      $cams.set({ cams: [], cam: null });
    },
  };
}
