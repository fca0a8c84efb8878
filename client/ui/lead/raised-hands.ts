/** Hands that went up, told together: the first soon, and what follows not sooner than one can listen to. */
import type { PersonId } from "../../../shared/protocol/messages.ts";

/** Hands that go up within this time are one piece of news, ms. */
const TOGETHER_MS = 1_000;
/** From one piece of news to the next, ms. */
const APART_MS = 6_000;

export class RaisedHands {
  readonly #say: (people: readonly PersonId[]) => void;
  /** Up, and not told yet, in order. */
  #fresh: PersonId[] = [];
  #hands: readonly PersonId[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  /** @param say at least one */
  constructor(say: (people: readonly PersonId[]) => void) {
    this.#say = say;
  }

  /** @param hands as they are up now, one's own left out */
  follow(hands: readonly PersonId[]): void {
    const before = this.#hands;
    this.#hands = hands;
    // Who took it down before it was told is no news.
    this.#fresh = [...this.#fresh.filter((id) => hands.includes(id)), ...hands.filter((id) => !before.includes(id))];
    if (this.#quiet === undefined && this.#fresh.length > 0) this.#timer ??= setTimeout(() => this.#tell(), TOGETHER_MS);
  }

  #tell(): void {
    this.#timer = undefined;
    this.#quiet = undefined;
    if (this.#fresh.length === 0) return;
    const people = this.#fresh;
    this.#fresh = [];
    this.#quiet = setTimeout(() => this.#tell(), APART_MS);
    this.#say(people);
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#quiet);
  }
}
