/** Seats in meeting areas: first come, first heard, until they leave the area. */
import type { Hearer } from "./hearer.ts";

/** Who stands in one meeting area, in order of arrival. */
export class Meeting {
  readonly #standing = new Map<number, Hearer>();
  #seated = new Set<number>();
  /** Those within the capacity, with sound or without. */
  #within = new Set<number>();

  /**
   * Takes in who stands here now. Seats go by order of arrival: within the area's capacity in people (two at one device are two, and the last free seat
   * is enough for them: they come as one), and among those whose pages play sound
   * within what the transport carries (`voices`).
   */
  update(here: readonly Hearer[], capacity: number, voices: number): void {
    const now = new Map(here.map((person) => [person.id, person]));
    for (const id of this.#standing.keys()) if (!now.has(id)) this.#standing.delete(id);
    for (const person of now.values()) this.#standing.set(person.id, person);
    this.#seated = new Set();
    this.#within = new Set();
    let place = 0;
    let heard = 0;
    for (const person of this.#standing.values()) {
      if (place >= capacity) break;
      place += person.heads ?? 1;
      this.#within.add(person.id);
      if (person.canHear && heard++ >= voices) continue;
      this.#seated.add(person.id);
    }
  }

  seated(id: number): boolean {
    return this.#seated.has(id);
  }

  /** Takes part, whatever of it the transport carries. */
  within(id: number): boolean {
    return this.#within.has(id);
  }

  /** Those who take part and hear, and those for whom it is full. */
  split(): { inside: Hearer[]; full: Hearer[] } {
    const inside: Hearer[] = [];
    const full: Hearer[] = [];
    for (const person of this.#standing.values()) {
      if (this.#seated.has(person.id)) {
        if (person.canHear) inside.push(person);
      } else full.push(person);
    }
    return { inside, full };
  }

  get empty(): boolean {
    return this.#standing.size === 0;
  }
}
