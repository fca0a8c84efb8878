import { type RefObject, useEffect } from "react";
import { whenFocusIsLost } from "../parts/focus.ts";

/** A button that is gone or dead after its press takes the focus along: it goes to the card's heading, so that the keyboard stays in the card. */
export function useKeepFocus(card: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (card.current === null) return;
    return whenFocusIsLost(card.current, () => document.querySelector<HTMLElement>("#tool-heading")?.focus());
  }, [card]);
}
