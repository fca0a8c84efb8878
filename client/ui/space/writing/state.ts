/** The field in which one writes to those near: open or not, and what stands in it. Kept over a reload, as the chat's line is. */
import { atom, type WritableAtom } from "nanostores";

function kept(key: string): WritableAtom<string> {
  const $text = atom("");
  try {
    $text.set(sessionStorage.getItem(key) ?? "");
  } catch {
    // Without storage it lasts as long as the page.
  }
  $text.listen((text) => {
    try {
      if (text === "") sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, text);
    } catch {
      // As above.
    }
  });
  return $text;
}

/** "on" while one writes today. */
export const $writesToday = kept("kartu.writes-today");
export const $writeText = kept("kartu.unsent-near");
export const $writeOpen = atom($writesToday.get() === "on");

/** Opened by hand: the field takes the focus when it is there, as its code may still load. */
let focusWanted = false;
export function takeFocus(): boolean {
  const wanted = focusWanted;
  focusWanted = false;
  return wanted;
}

export function openWriting(): void {
  focusWanted = !$writeOpen.get();
  $writeOpen.set(true);
  document.querySelector<HTMLElement>("#near-line")?.focus();
}

export function closeWriting(): void {
  $writeOpen.set(false);
  requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-opens~=write]")?.focus());
}
