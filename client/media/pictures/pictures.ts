/** Pictures in a space: one's own camera and screen, those of others, and how much of it one's line is to carry. */
import type { Interest, PersonId, Shown } from "../../../shared/protocol/messages.ts";
import { $cam, $chosenMode, $line, $mode, $screen, type Mode, type WentOff } from "../../store/pictures.ts";
import type { Looked } from "../interests.ts";
import type { MediaEvents, MediaTransport } from "../media-transport.ts";
import { ownCam } from "./cam.ts";
import { openGallery } from "./gallery.ts";
import { ownScreen } from "./screen.ts";
import { follow, NOT_THIN, refuse } from "./thin.ts";

const CEILING: Record<Mode, Interest> = { full: "high", saver: "low", sound: "off" };
/** The line is looked at this often. */
const LOOK_MS = 2_000;

export interface PicturesControl {
  requestCam(): Promise<void>;
  stopCam(): void;
  chooseCam(deviceId: string): Promise<void>;
  shareScreen(): Promise<void>;
  stopScreen(): void;
  /** How large a picture is shown; what is not spoken of is wanted large. */
  setInterest(person: PersonId, source: Looked, level: Interest): void;
  setMode(mode: Mode): void;
  /** Everything that was chosen, although the line is weak. */
  showAnyway(): void;
}

export interface Pictures extends PicturesControl {
  /** The transport of now on, or of none. */
  use(transport: MediaTransport | null): void;
  camOff(why: WentOff): void;
  screenOff(why: WentOff): void;
  /** The role may show something, from now on. */
  allow(mayShow: boolean): void;
  /** For the page's word to the server. */
  said(): { cam: Shown; screen: Shown };
  stop(): void;
}

/** Keeps a page from falling silent while nobody looks at it. */
export const picturesExcuse = (): boolean =>
  $screen.get().state === "on" ||
  document.pictureInPictureElement != null ||
  (window as { documentPictureInPicture?: { window: unknown } }).documentPictureInPicture?.window != null;

/** @param changed what one shows is another now */
export function startPictures(mayShow: boolean, changed: () => void): Pictures {
  let transport: MediaTransport | null = null;
  let offs: (() => void)[] = [];
  const gallery = openGallery((person, source, level) => transport?.setInterest(person, source, level));
  const cam = ownCam(mayShow, () => {
    void transport?.setLocalTrack("cam", cam.track());
    changed();
  });
  const screen = ownScreen(mayShow, () => {
    give();
    changed();
  });

  function give(): void {
    void transport?.setLocalTrack("screen", screen.video());
    void transport?.setLocalTrack("screenAudio", screen.audio());
  }

  const isPicture = (source: MediaEvents["track"]["source"]): source is Looked => source === "cam" || source === "screen";

  let thin = NOT_THIN;
  async function look(): Promise<void> {
    const line = (await transport?.quality()) ?? "unknown";
    thin = follow(thin, line, $chosenMode.get(), performance.now());
    tell(line);
  }
  function tell(line = $line.get().line): void {
    const { thinned } = thin;
    const before = $line.get();
    if (before.line !== line || before.thinned !== thinned) $line.set({ line, thinned });
  }
  const timer = setInterval(() => void look(), LOOK_MS);
  const offMode = $mode.listen((mode) => transport?.setCeiling(CEILING[mode]));
  const offChosen = $chosenMode.listen((chosen) => {
    if (chosen === "sound") screen.off("saving");
    // A new choice is a new beginning.
    thin = NOT_THIN;
    tell();
  });

  return {
    requestCam: () => cam.request(),
    stopCam: () => cam.off(null),
    chooseCam: (device) => cam.choose(device),
    shareScreen: () => screen.request(),
    stopScreen: () => screen.off(null),
    setInterest: (person, source, level) => gallery.look(person, source, level),
    setMode: (mode) => $chosenMode.set(mode),
    showAnyway() {
      thin = refuse(thin);
      tell();
    },
    use(next) {
      for (const off of offs) off();
      gallery.clear();
      transport = next;
      offs = [];
      if (next === null) return;
      next.setCeiling(CEILING[$mode.get()]);
      offs = [
        next.on("track", ({ person, source, track }) => {
          if (isPicture(source)) gallery.add(person, source, track);
        }),
        next.on("trackEnd", ({ person, source }) => {
          if (isPicture(source)) gallery.remove(person, source);
        }),
      ];
      void next.setLocalTrack("cam", cam.track());
      give();
    },
    allow(may) {
      cam.allow(may);
      screen.allow(may);
    },
    camOff: (why) => cam.off(why),
    screenOff: (why) => screen.off(why),
    said: () => ({ cam: $cam.get().state === "on" ? "on" : "off", screen: $screen.get().state === "on" ? "on" : "off" }),
    stop() {
      clearInterval(timer);
      offMode();
      offChosen();
      for (const off of offs) off();
      transport = null;
      gallery.stop();
      cam.stop();
      screen.stop();
      $line.set({ line: "unknown", thinned: null });
    },
  };
}
