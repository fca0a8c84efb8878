/**
 * "Is it still you?", for whatever cannot be undone:
 *
 *     const answer = await withConfirmation(() => ask("POST /api/spaces/:space/delete", { params: { space }, body: {} }));
 *
 * Where the server answers `confirm_needed`, a dialog asks for a passkey, a password or a recovery code (or leads to making the first way to
 * log in), and the call is made again. Whoever closes the dialog gets the refusal back, which has a sentence. Light: App holds it.
 */
import { atom } from "nanostores";
import type { Answered } from "../text/ask.ts";

/** What the dialog calls when it is done; null: nobody is asked just now. */
export const $asked = atom<((confirmed: boolean) => void) | null>(null);

/** Asks "is it still you?" now. @returns whether it is; then what was refused may be tried again */
export function confirmNow(): Promise<boolean> {
  // Two at once: the first one's dialog gives way.
  $asked.get()?.(false);
  return new Promise((resolve) => {
    $asked.set((confirmed) => {
      $asked.set(null);
      resolve(confirmed);
    });
  });
}

export async function withConfirmation<T>(call: () => Promise<Answered<T>>): Promise<Answered<T>> {
  const answer = await call();
  if (answer.ok || answer.code !== "confirm_needed") return answer;
  return (await confirmNow()) ? call() : answer;
}
