/** What the live region says and the screen shows for a moment: batches of news, and answers to "who is near". */
import { atom } from "nanostores";

export interface Spoken {
  /** Grows, so that the same words twice are said twice. */
  n: number;
  text: string;
  /** Asked for by a key: shown on the screen too. */
  asked: boolean;
}

export const $spoken = atom<Spoken>({ n: 0, text: "", asked: false });

export const speak = (text: string, asked: boolean): void => $spoken.set({ n: $spoken.get().n + 1, text, asked });
