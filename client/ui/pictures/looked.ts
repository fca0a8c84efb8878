/** Pictures that stand nowhere on this page are not sent to it. */
import type { PersonId } from "../../../shared/protocol/messages.ts";
import { $pictures, type PictureKey } from "../../store/pictures.ts";
import { $media } from "../space/session.ts";

/** A picture on its way from one place of the page to another is still looked at, ms. */
const MOVES_MS = 500;

const watched = new Map<PictureKey, number>();
let timer: ReturnType<typeof setTimeout> | undefined;

function sweep(): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    for (const [key, picture] of Object.entries($pictures.get()) as [PictureKey, { person: PersonId; source: "cam" | "screen" }][])
      if (!watched.has(key)) $media.get()?.setInterest(picture.person, picture.source, "off");
  }, MOVES_MS);
}

/** @returns no longer */
export function watches(key: PictureKey): () => void {
  watched.set(key, (watched.get(key) ?? 0) + 1);
  return () => {
    const left = (watched.get(key) ?? 1) - 1;
    if (left > 0) watched.set(key, left);
    else watched.delete(key);
    sweep();
  };
}

/** @returns stop */
export function followLooks(): () => void {
  const off = $pictures.subscribe(sweep);
  return () => {
    clearTimeout(timer);
    off();
  };
}
