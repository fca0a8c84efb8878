/**
 * Who blocks whom, as far as it concerns those inside. A pair of which one has blocked the other is hidden from each other: `Person.hidden` is
 * what cells (movement), audience (sound, signals), chat and walking ask. Those who lead are hidden from nobody.
 */
import { can } from "../../../shared/domain/permissions.ts";
import type { ChatLine, PersonId } from "../../../shared/protocol/messages.ts";
import type { Blocks as Kept } from "../../ports/people-store.ts";
import { judge } from "../hearing.ts";
import type { Person } from "../person.ts";
import type { PlaceRun } from "../place-run.ts";
import type { RunningSpace } from "../running-space.ts";

const sameSet = (a: ReadonlySet<PersonId>, b: ReadonlySet<PersonId>): boolean => a.size === b.size && [...a].every((id) => b.has(id));
const NOBODY: ReadonlySet<PersonId> = new Set();

export class Blocks {
  readonly #space: RunningSpace;
  /** Users by the user who blocks them. */
  readonly #blocked = new Map<string, Set<string>>();

  constructor(space: RunningSpace) {
    this.#space = space;
  }

  /** Somebody sits down: what is kept of them counts from now on. */
  sat(person: Person, { mine, by }: Kept): void {
    for (const other of mine) this.#put(person.user, other, true);
    for (const other of by) this.#put(other, person.user, true);
    this.refresh(person);
  }

  #put(user: string, other: string, on: boolean): void {
    const mine = this.#blocked.get(user);
    if (!on) mine?.delete(other);
    else if (mine === undefined) this.#blocked.set(user, new Set([other]));
    else mine.add(other);
  }

  set(user: string, other: string, on: boolean): void {
    this.#put(user, other, on);
    for (const one of [user, other]) {
      const person = this.#space.personOf(one);
      if (person !== undefined) this.refresh(person);
    }
    const owner = this.#space.personOf(user);
    if (owner !== undefined) this.tell(owner);
  }

  between(a: string, b: string): boolean {
    return this.#blocked.get(a)?.has(b) === true || this.#blocked.get(b)?.has(a) === true;
  }

  /** Whom somebody has blocked, of those inside: for their own page. */
  of(user: string): PersonId[] {
    const ids: PersonId[] = [];
    for (const other of this.#blocked.get(user) ?? []) {
      const id = this.#space.personOf(other)?.id;
      if (id !== undefined) ids.push(id);
    }
    return ids;
  }

  tell(person: Person): void {
    person.link?.send("blocks", { people: this.of(person.user) });
  }

  /** Looks anew at everyone of whom this person is hidden, or was: a block, a role or an arrival changed. */
  refresh(person: Person): void {
    const others = new Set<Person>();
    for (const id of person.hidden ?? NOBODY) {
      const other = this.#space.people.get(id);
      if (other !== undefined) others.add(other);
    }
    for (const [user, blocked] of this.#blocked) {
      for (const name of user === person.user ? blocked : blocked.has(person.user) ? [user] : []) {
        const other = this.#space.personOf(name);
        if (other !== undefined && other !== person) others.add(other);
      }
    }
    for (const other of others) this.#hide(other, person);
    if (others.size === 0) return;
    for (const one of [person, ...others]) {
      judge(one.run, this.#space.people, false);
      one.run.stirred = true;
    }
  }

  #hide(a: Person, b: Person): void {
    const hides = this.between(a.user, b.user) && !can(a.role, "lead.hold") && !can(b.role, "lead.hold");
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const hidden = new Set(one.hidden ?? NOBODY);
      if (hides) hidden.add(other.id);
      else hidden.delete(other.id);
      if (sameSet(hidden, one.hidden ?? NOBODY)) continue;
      one.hidden = hidden.size === 0 ? null : hidden;
      // What the page has seen of the other goes, or comes back, with a snapshot.
      one.run.cells.resync(one);
    }
  }

  /** They are gone: their number may be somebody else's one day. */
  left(person: Person): void {
    for (const id of person.hidden ?? NOBODY) {
      const other = this.#space.people.get(id);
      if (other !== undefined) other.hidden = new Set([...(other.hidden ?? NOBODY)].filter((one) => one !== person.id));
    }
  }

  /** A place's last lines as this person may read them. */
  linesFor(person: Person, run: PlaceRun): ChatLine[] {
    if (![...this.#blocked].some(([user, blocked]) => blocked.size > 0 && (user === person.user || blocked.has(person.user))))
      return run.lines;
    return run.lines.filter((line) => {
      const author = run.authors.get(line.seq);
      return author === undefined || !this.between(person.user, author);
    });
  }
}
