/** The line in the chat box, kept over a closed panel, a reload and an upgrade, until it is sent. */
import { atom } from "nanostores";

const KEY = "kartu.unsent";

function kept(): string {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

export const $unsent = atom(kept());

$unsent.listen((text) => {
  try {
    if (text === "") sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, text);
  } catch {
    // Without storage it lasts as long as the page.
  }
});
