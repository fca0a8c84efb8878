/** What one has just done as who leads, in a short notice: with the way back where there is one. */
import { atom } from "nanostores";

export interface Done {
  n: number;
  text: string;
  undo: (() => void) | null;
}

export const $done = atom<Done | null>(null);

/** @param undo takes it back; null: it cannot be taken back, and the tool said so before */
export const done = (text: string, undo: (() => void) | null): void => $done.set({ n: ($done.get()?.n ?? 0) + 1, text, undo });
