/** One's own shared screen: begins by the person's own hand and choice; ends by theirs, by the browser's own button, or because it must. */
import { $ownScreen, $screen, type Screen, type WentOff } from "../../store/pictures.ts";
import { canShareScreen, openScreen } from "./capture.ts";

export interface OwnScreen {
  request(): Promise<void>;
  off(why: WentOff | null): void;
  allow(mayShow: boolean): void;
  video(): MediaStreamTrack | null;
  audio(): MediaStreamTrack | null;
  stop(): void;
}

/** @param changed called after each change of $screen or of the tracks */
export function ownScreen(mayAtFirst: boolean, changed: () => void): OwnScreen {
  let mayShow = mayAtFirst;
  let video: MediaStreamTrack | null = null;
  let audio: MediaStreamTrack | null = null;
  let stopped = false;
  /** Grows whenever the screen is to be off. */
  let turn = 0;

  function set(screen: Screen): void {
    $screen.set(screen);
    $ownScreen.set(video === null ? null : new MediaStream([video]));
    changed();
  }
  const onEnded = (): void => off(null);
  function release(): void {
    video?.removeEventListener("ended", onEnded);
    for (const track of [video, audio]) track?.stop();
    video = null;
    audio = null;
  }
  function off(why: WentOff | null): void {
    const { state } = $screen.get();
    if (state !== "on" && state !== "asking") return;
    turn += 1;
    release();
    set({ state: "off", why });
  }

  const refused = (): "observer" | "unsupported" | null => (!mayShow ? "observer" : canShareScreen() ? null : "unsupported");
  function begin(): void {
    const why = refused();
    $screen.set(why === null ? { state: "off", why } : { state: "unavailable", why });
  }
  begin();

  return {
    async request() {
      const { state } = $screen.get();
      if (stopped || refused() !== null || state === "asking" || state === "on") return;
      const mine = turn;
      set({ state: "asking" });
      const got = await openScreen();
      if (stopped || mine !== turn) {
        if (got !== null && got !== "denied") for (const track of [got.video, got.audio]) track?.stop();
        return;
      }
      if (got === "denied") return set({ state: "unavailable", why: "denied" });
      if (got === null) return set({ state: "off", why: null });
      ({ video, audio } = got);
      // The browser's own "stop sharing", or the window that was closed.
      video.addEventListener("ended", onEnded);
      set({ state: "on" });
    },
    off,
    allow(may) {
      if (may === mayShow) return;
      off(null);
      mayShow = may;
      begin();
    },
    video: () => video,
    audio: () => audio,
    stop() {
      stopped = true;
      release();
      $screen.set({ state: "off", why: null });
      $ownScreen.set(null);
    },
  };
}
