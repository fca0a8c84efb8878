/**
 * "We sit together": people in one physical room do not play each other's sound. One in the conversation asks, the other says yes; whoever sits
 * with one of them sits with all. It holds until somebody takes it back or leaves the space; a question lapses when the two part.
 */
import type { ErrorCode } from "../../shared/domain/errors.ts";
import type { Together } from "../../shared/protocol/conversation.ts";
import type { PersonId, UpMessages } from "../../shared/protocol/messages.ts";
import type { Person } from "./person.ts";
import type { RunningSpace } from "./running-space.ts";

export class Sitting {
  readonly #space: RunningSpace;
  /** Who said yes to whom: one way is a question, both ways are a pair. */
  readonly #says = new Map<PersonId, Set<PersonId>>();
  readonly #told = new Map<PersonId, string>();

  constructor(space: RunningSpace) {
    this.#space = space;
  }

  say(person: Person, { person: id, on }: UpMessages["together"]): { code: ErrorCode } | null {
    const space = this.#space;
    if (!person.allowances.take("together", space.now())) return { code: "rate_limited" };
    const other = space.people.get(id);
    if (!on) {
      this.#part(person.id, id);
      // Still together by way of somebody else: one gets up from the table.
      const group = this.#group(person.id);
      if (group.has(id)) for (const one of group) this.#part(person.id, one);
    } else {
      if (other === undefined || other === person || !this.#talk(person, other)) return { code: "target_gone" };
      const mine = this.#says.get(person.id);
      if (mine === undefined) this.#says.set(person.id, new Set([id]));
      else mine.add(id);
    }
    this.#tellAll();
    return null;
  }

  left(person: Person): void {
    if (!this.#says.has(person.id) && ![...this.#says.values()].some((ids) => ids.has(person.id))) return;
    this.#says.delete(person.id);
    this.#told.delete(person.id);
    for (const ids of this.#says.values()) ids.delete(person.id);
    this.#tellAll();
  }

  /** A page that has come back is told anew. */
  welcomed(person: Person): void {
    this.#told.delete(person.id);
    if (this.#says.size > 0) this.#tell(person);
  }

  /** Questions of those who parted lapse; so does what is between two who are kept apart. @param after told once the state is */
  tick(after = false): void {
    if (this.#says.size === 0) return;
    for (const [id, ids] of this.#says) {
      for (const to of ids) {
        const [a, b] = [this.#space.people.get(id), this.#space.people.get(to)];
        const apart = a === undefined || b === undefined || a.hidden?.has(to) === true || b.hidden?.has(id) === true;
        if (apart || (!this.#pair(id, to) && !this.#talk(a, b))) ids.delete(to);
      }
      if (ids.size === 0) this.#says.delete(id);
    }
    this.#tellAll(after);
  }

  #talk(a: Person, b: Person): boolean {
    return a.run === b.run && b.link !== null && a.run.audience.together(a, b, true);
  }

  #unsay(from: PersonId, to: PersonId): void {
    const ids = this.#says.get(from);
    ids?.delete(to);
    if (ids?.size === 0) this.#says.delete(from);
  }

  #part(a: PersonId, b: PersonId): void {
    this.#unsay(a, b);
    this.#unsay(b, a);
  }

  #pair(a: PersonId, b: PersonId): boolean {
    return this.#says.get(a)?.has(b) === true && this.#says.get(b)?.has(a) === true;
  }

  /** All at one table, oneself left out. */
  #group(id: PersonId): Set<PersonId> {
    const group = new Set<PersonId>([id]);
    for (const one of group) for (const to of this.#says.get(one) ?? []) if (this.#pair(one, to)) group.add(to);
    group.delete(id);
    return group;
  }

  #stateFor(person: Person): { person: PersonId; state: Together }[] {
    const states = new Map<PersonId, Together>();
    for (const [from, ids] of this.#says) {
      if (ids.has(person.id)) states.set(from, "asks");
    }
    for (const to of this.#says.get(person.id) ?? []) states.set(to, "asked");
    for (const one of this.#group(person.id)) states.set(one, "yes");
    return [...states]
      .filter(([id]) => person.hidden?.has(id) !== true)
      .sort(([a], [b]) => a - b)
      .map(([id, state]) => ({ person: id, state }));
  }

  #tell(person: Person, after = false): void {
    const people = this.#stateFor(person);
    const key = JSON.stringify(people);
    if ((this.#told.get(person.id) ?? "[]") === key || person.link === null) return;
    if (people.length === 0) this.#told.delete(person.id);
    else this.#told.set(person.id, key);
    person.link.send("together", { people }, after);
  }

  #tellAll(after = false): void {
    const touched = new Set<PersonId>([...this.#told.keys(), ...this.#says.keys()]);
    for (const ids of this.#says.values()) for (const id of ids) touched.add(id);
    for (const id of touched) {
      const person = this.#space.people.get(id);
      if (person === undefined) this.#told.delete(id);
      else this.#tell(person, after);
    }
  }
}
