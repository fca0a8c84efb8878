/** How pictures are looked at on this screen. Nothing of it travels. */
import { atom, computed } from "nanostores";
import { $iHear } from "../../store/media.ts";
import { $cam, $line, $pictures, $screen, type PictureKey } from "../../store/pictures.ts";
import { remembered } from "../../store/prefs.ts";
import { $written } from "../../store/writing.ts";

export type Large = PictureKey | "you:cam";
/** Pictures that fill the page: all of them, or one with the others beside. `from`: where leaving it leads. */
export type Theatre = { view: "grid" } | { view: "large"; of: Large; from: "room" | "grid" };
export const $theatre = atom<Theatre | null>(null);

/** The tiles along the edge, or one button in their place. */
export const $tilesOpen = remembered<"on" | "off">("tiles", "on", ["on", "off"]);

/** There is something to show: until then none of it is loaded. */
export const $picturesThere = computed(
  [$pictures, $iHear, $written, $cam, $screen, $line, $theatre],
  (pictures, heard, written, cam, screen, { thinned }, theatre) =>
    theatre !== null ||
    heard.length > 0 ||
    Object.keys(pictures).length > 0 ||
    Object.keys(written).length > 0 ||
    thinned !== null ||
    noteworthy(cam) ||
    noteworthy(screen),
);

const noteworthy = (own: { state: string; why?: string | null }): boolean =>
  own.state === "on" ||
  own.state === "asking" ||
  (own.state === "off" ? own.why !== null : !["observer", "unsupported"].includes(own.why ?? ""));

let opener: Element | null = null;

export function openTheatre(next: Theatre): void {
  if ($theatre.get() === null) opener = document.activeElement;
  $theatre.set(next);
}

/** From one picture back to all of them where one came from there; else to the room, with the focus where it was. */
export function leaveTheatre(): void {
  const now = $theatre.get();
  if (now === null) return;
  if (now.view === "large" && now.from === "grid") return $theatre.set({ view: "grid" });
  closeTheatre();
}

export function closeTheatre(): void {
  if ($theatre.get() === null) return;
  const label = opener?.getAttribute("data-look");
  $theatre.set(null);
  requestAnimationFrame(() => {
    // What was pressed may have been drawn anew meanwhile.
    const again = label ? document.querySelector<HTMLElement>(`[data-look="${label}"]`) : null;
    (
      again ??
      document.querySelector<HTMLElement>('[data-look="grid"]') ??
      document.querySelector<HTMLElement>('[data-opens~="cam"]')
    )?.focus();
  });
}
