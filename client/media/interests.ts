/** How large each picture is looked at, under one ceiling for all (a thin line). What is not spoken of is wanted large. */
import type { Interest, PersonId } from "../../shared/protocol/messages.ts";

export type Looked = "cam" | "screen";

const ORDER: readonly Interest[] = ["off", "low", "high"];
const lower = (a: Interest, b: Interest): Interest => (ORDER.indexOf(a) < ORDER.indexOf(b) ? a : b);

export class Interests {
  readonly #wanted = new Map<PersonId, Record<Looked, Interest>>();
  readonly #changed: (person: PersonId) => void;
  readonly #known = new Set<PersonId>();
  #ceiling: Interest = "high";

  /** @param changed told whose pictures are looked at otherwise than before */
  constructor(changed: (person: PersonId) => void) {
    this.#changed = changed;
  }

  of(person: PersonId): Record<Looked, Interest> {
    this.#known.add(person);
    const { cam, screen } = this.#wanted.get(person) ?? { cam: "high", screen: "high" };
    return { cam: lower(cam, this.#ceiling), screen: lower(screen, this.#ceiling) };
  }

  isUsual(person: PersonId): boolean {
    const { cam, screen } = this.of(person);
    return cam === "high" && screen === "high";
  }

  set(person: PersonId, source: Looked, level: Interest): void {
    const before = this.of(person);
    this.#wanted.set(person, { ...(this.#wanted.get(person) ?? { cam: "high", screen: "high" }), [source]: level });
    if (before[source] !== this.of(person)[source]) this.#changed(person);
  }

  ceiling(level: Interest): void {
    if (this.#ceiling === level) return;
    this.#ceiling = level;
    for (const person of this.#known) this.#changed(person);
  }
}
