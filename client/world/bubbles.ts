/** What people said within the last seconds, from the chat of the place. History and reconnects make no bubbles. */
import type { ChatEntry } from "../store/space.ts";

/** How long a bubble stays, ms. */
export const BUBBLE_MS = 6000;
/** A line that is older when it comes is history, ms; wide enough for clocks that differ. */
const FRESH_MS = 15_000;

export class Bubbles {
  /** Person to what they said last. */
  readonly #said = new Map<number, { text: string; until: number }>();
  /** Last line that was looked at; null before the first look at a place's chat. */
  #seq: number | null = null;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** @param now UTC ms. @returns true when a new bubble came */
  take(chat: readonly ChatEntry[], now: number): boolean {
    let came = false;
    let last = -1;
    for (const entry of chat) {
      if (entry.state !== "sent") continue;
      last = Math.max(last, entry.seq);
      if (this.#seq === null || entry.seq <= this.#seq || now - entry.at > FRESH_MS) continue;
      this.#said.delete(entry.person);
      this.#said.set(entry.person, { text: entry.text, until: now + BUBBLE_MS });
      came = true;
    }
    // Another place has lines of its own: what was said there before one came is history.
    this.#seq = last;
    while (this.#said.size > this.#most) {
      const oldest = this.#said.keys().next();
      if (oldest.done === true) break;
      this.#said.delete(oldest.value);
    }
    return came;
  }

  /** A line that was finished near: not among those of the place. @param now UTC ms */
  say(person: number, text: string, now: number): void {
    this.#said.delete(person);
    this.#said.set(person, { text, until: now + BUBBLE_MS });
  }

  /** Forgets everything, as when one comes to another place. */
  clear(): void {
    this.#said.clear();
    this.#seq = null;
  }

  of(person: number, now: number): string | null {
    const said = this.#said.get(person);
    if (said === undefined) return null;
    if (said.until > now) return said.text;
    this.#said.delete(person);
    return null;
  }

  /** UTC ms at which the next bubble goes, or null. */
  next(): number | null {
    let next: number | null = null;
    for (const { until } of this.#said.values()) next = next === null ? until : Math.min(next, until);
    return next;
  }
}
