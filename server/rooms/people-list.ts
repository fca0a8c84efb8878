/**
 * The list of people in the room's state, and who reads whom in it. A pair that a block keeps apart is left out of each other's state by the
 * server: `people` is a field of views. Colyseus encodes a patch once for each view *instance*, so everybody from whom nobody is hidden shares
 * one, and only who is in such a pair has a view of their own, until their next connection (docs/decisions/110).
 */
import { StateView } from "@colyseus/schema";
import { PersonState, type SpaceState } from "../../shared/schema/space.ts";
import type { Link } from "./link.ts";
import type { Person } from "./person.ts";

type Someone = Pick<Person, "id">;

export class PeopleList {
  readonly everyone = new StateView();
  /** Sends what has changed until now. */
  flush: () => void = () => undefined;
  readonly #people: SpaceState["people"];
  readonly #own = new Map<Person, StateView>();

  constructor(people: SpaceState["people"]) {
    this.#people = people;
  }

  of(someone: Someone): PersonState | undefined {
    return this.#people.get(String(someone.id));
  }

  /** They are in the state from now on, and nobody reads them before `show`: it may be that some must not. */
  add(someone: Someone, facts: Partial<PersonState>): void {
    this.#people.set(String(someone.id), Object.assign(new PersonState(), facts));
  }

  /** `Person.hidden` of everyone says by now from whom they are hidden. */
  show(someone: Someone): void {
    const facts = this.of(someone);
    if (facts === undefined || this.everyone.has(facts)) return;
    this.everyone.add(facts);
    for (const [person, view] of this.#own) if (person.hidden?.has(someone.id) !== true) view.add(facts);
  }

  /** `other` is hidden from `person` from now on, or is not any more. */
  hide(person: Person, other: Person, hidden: boolean): void {
    const view = this.#own.get(person) ?? (hidden ? this.#viewFor(person) : null);
    const facts = this.of(other);
    if (view === null || facts === undefined || !this.everyone.has(facts)) return;
    if (hidden) view.remove(facts);
    else view.add(facts);
  }

  #viewFor(person: Person): StateView {
    // Who has just left is in no new view: with what is still to be told in it, their going would never be told.
    this.flush();
    const view = new StateView();
    for (const facts of this.#people.values()) if (this.everyone.has(facts)) view.add(facts);
    // Their page has all of these already, or gets them with its first state.
    view.changes.clear();
    this.#own.set(person, view);
    (person.link ?? person.arriving?.link)?.reads(view);
    return view;
  }

  /** Somebody has come, or has another connection. */
  sat(person: Person, link: Link): void {
    this.show(person);
    if ((person.hidden?.size ?? 0) === 0) this.#forget(person);
    link.reads(this.#own.get(person) ?? this.everyone);
  }

  remove(person: Person): void {
    this.#forget(person);
    this.#people.delete(String(person.id));
  }

  #forget(person: Person): void {
    this.#own.get(person)?.dispose();
    this.#own.delete(person);
  }
}
