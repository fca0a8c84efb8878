/** The key that is held to talk: what it is called, and when it may be taken. */
import { useLingui } from "@lingui/react/macro";
import { isTyping } from "./is-typing.ts";

/** How the person came to what has the focus: a key pressed on a button that was only clicked is not meant for the button. */
let byPointer = false;
if (typeof document !== "undefined") {
  document.addEventListener("pointerdown", () => (byPointer = true), { capture: true, passive: true });
  document.addEventListener("keydown", (event) => (byPointer = event.key === "Tab" ? false : byPointer), { capture: true });
}

const CONTROL = "button, a[href], summary, input, [role=button], [role=tab], [role=option], [role=menuitem], [role=slider]";
/** Presses what has the focus. */
const PRESSES = new Set(["Space", "Enter", "NumpadEnter"]);

export function talkKeyFree(event: Event): boolean {
  const { target } = event;
  if (isTyping(target) || document.querySelector("dialog[open]") !== null) return false;
  if (!PRESSES.has((event as KeyboardEvent).code) || !(target instanceof Element)) return true;
  // A board pans with it.
  if (target.closest(".excalidraw") !== null) return false;
  return byPointer || target.closest(CONTROL) === null;
}

/** What stands on a key, as far as its place tells. */
export function useKeyName(): (code: string) => string {
  const { t } = useLingui();
  return (code) => {
    if (code === "Space") return t`Space bar`;
    return code.replace(/^(?:Key|Digit)/, "").replace(/([a-z])([A-Z])/g, "$1 $2");
  };
}
