/** What the live region says and the screen shows for a moment: batches of news, and answers to "who is near". */
import { atom } from "nanostores";

export interface Spoken {
  /** Grows, so that the same words twice are said twice. */
  n: number;
  text: string;
  /** Shown on the screen for a moment, too: asked for by a key, or about oneself. */
  shown: boolean;
}

export const $spoken = atom<Spoken>({ n: 0, text: "", shown: false });

export const speak = (text: string, shown: boolean): void => $spoken.set({ n: $spoken.get().n + 1, text, shown });
