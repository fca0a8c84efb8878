/**
 * Signals that came a moment before the audience they belong to: the server tells two people of their pair in two messages.
 * They are read only when the server then permits exactly that pair. Bounded in people, letters and time.
 */
import type { DownMessages, PersonId, Signal } from "../../../shared/protocol/messages.ts";

const KEPT_MS = 2_000;
const MOST_PEOPLE = 16;
const MOST_LETTERS = 32;

interface Box {
  pair: number;
  since: number;
  letters: Signal[];
}

export function mailbox(now: () => number): {
  keep(message: DownMessages["signal"]): void;
  /** What waits for this pair, in order; everything else of the person is thrown away. */
  take(person: PersonId, pair: number): Signal[];
} {
  const boxes = new Map<PersonId, Box>();
  return {
    keep({ from, epoch, signal }) {
      for (const [person, box] of boxes) if (now() - box.since > KEPT_MS) boxes.delete(person);
      let box = boxes.get(from);
      if (box === undefined || box.pair !== epoch) {
        if (box === undefined && boxes.size >= MOST_PEOPLE) return;
        box = { pair: epoch, since: now(), letters: [] };
        boxes.set(from, box);
      }
      if (box.letters.length < MOST_LETTERS) box.letters.push(signal);
    },
    take(person, pair) {
      const box = boxes.get(person);
      boxes.delete(person);
      return box !== undefined && box.pair === pair && now() - box.since <= KEPT_MS ? box.letters : [];
    },
  };
}
