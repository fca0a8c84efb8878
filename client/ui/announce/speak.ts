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

/** The last that stood in the region. */
let stood = 0;

/** Two that speak before the page is drawn are both heard: the second would take the place of the first unread. */
export function speak(text: string, shown: boolean): void {
  const { n, text: before, shown: beside } = $spoken.get();
  const waits = n > stood;
  $spoken.set({ n: n + 1, text: waits ? `${before} ${text}` : text, shown: shown || (waits && beside) });
}

/** What stands in the region is taken out of it. */
export function unsay(): void {
  $spoken.set({ n: $spoken.get().n + 1, text: "", shown: false });
}

/** The region shows it. */
export function stands({ n }: Spoken): void {
  stood = n;
}
