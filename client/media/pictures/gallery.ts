/** Pictures of others as they are there to be shown: all that are granted, or no more than a thin line carries. */
import type { Interest, PersonId } from "../../../shared/protocol/messages.ts";
import { $mode, $pictures, type Mode, type PictureKey } from "../../store/pictures.ts";
import type { Looked } from "../interests.ts";

/** Cameras shown at once. Screens are always shown, but for "sound". */
const MOST: Record<Mode, number> = { full: Number.POSITIVE_INFINITY, saver: 4, sound: 0 };

interface Hung {
  person: PersonId;
  source: Looked;
  track: MediaStreamTrack;
  stream: MediaStream;
  wanted: Interest;
  shown: boolean;
}

export interface Gallery {
  add(person: PersonId, source: Looked, track: MediaStreamTrack): void;
  remove(person: PersonId, source: Looked): void;
  /** How large the interface shows it. */
  look(person: PersonId, source: Looked, level: Interest): void;
  clear(): void;
  stop(): void;
}

/** @param want says to the transport how large a picture is wanted */
export function openGallery(want: (person: PersonId, source: Looked, level: Interest) => void): Gallery {
  const hung = new Map<PictureKey, Hung>();
  /** What the interface said of pictures that may not be there yet. */
  const wishes = new Map<PictureKey, Interest>();
  const keyOf = (person: PersonId, source: Looked): PictureKey => `${person}:${source}`;

  function show(): void {
    const mode = $mode.get();
    let cams = 0;
    const before = $pictures.get();
    const after: typeof before = {};
    let changed = false;
    for (const [key, one] of hung) {
      one.shown = one.source === "cam" ? ++cams <= MOST[mode] : mode !== "sound";
      const ready = !one.track.muted;
      if (one.shown) {
        const known = before[key];
        after[key] =
          known?.stream === one.stream && known.ready === ready
            ? known
            : { person: one.person, source: one.source, stream: one.stream, ready };
        changed ||= after[key] !== known;
      }
      want(one.person, one.source, one.shown ? one.wanted : "off");
    }
    if (changed || Object.keys(before).length !== Object.keys(after).length) $pictures.set(after);
  }
  const offMode = $mode.listen(show);

  function remove(person: PersonId, source: Looked): void {
    const one = hung.get(keyOf(person, source));
    if (one === undefined) return;
    hung.delete(keyOf(person, source));
    one.track.removeEventListener("mute", show);
    one.track.removeEventListener("unmute", show);
    show();
  }

  return {
    add(person, source, track) {
      remove(person, source);
      const key = keyOf(person, source);
      hung.set(key, { person, source, track, stream: new MediaStream([track]), wanted: wishes.get(key) ?? "high", shown: false });
      track.addEventListener("mute", show);
      track.addEventListener("unmute", show);
      show();
    },
    remove,
    look(person, source, level) {
      const key = keyOf(person, source);
      wishes.set(key, level);
      const one = hung.get(key);
      if (one === undefined || one.wanted === level) return;
      one.wanted = level;
      show();
    },
    clear() {
      for (const { person, source } of [...hung.values()]) remove(person, source);
    },
    stop() {
      offMode();
      this.clear();
      wishes.clear();
    },
  };
}
