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
import { part, partHalls } from "./apart.ts";

const sameSet = (a: ReadonlySet<PersonId>, b: ReadonlySet<PersonId>): boolean => a.size === b.size && [...a].every((id) => b.has(id));
const NOBODY: ReadonlySet<PersonId> = new Set();

export class Blocks {
  readonly #space: RunningSpace;
  /** Users by the user who blocks them. */
  readonly #blocked = new Map<string, Set<string>>();
  /** Every number that somebody had since the space runs, by user: pages keep what was said under each. */
  readonly #numbers = new Map<string, Set<PersonId>>();

  constructor(space: RunningSpace) {
    this.#space = space;
  }

  /** Somebody sits down: what is kept of them counts from now on. */
  sat(person: Person, { mine, by }: Kept): void {
    for (const other of mine) this.#put(person.user, other, true);
    for (const other of by) this.#put(other, person.user, true);
    // A number that was somebody else's is theirs no more.
    for (const ids of this.#numbers.values()) ids.delete(person.id);
    this.#numbers.set(person.user, (this.#numbers.get(person.user) ?? new Set()).add(person.id));
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
    for (const [one, another] of [
      [user, other],
      [other, user],
    ] as const) {
      const person = this.#space.personOf(one);
      if (person === undefined) continue;
      this.refresh(person);
      // Nobody goes, so it was not told: what they wrote before they left goes all the same, or comes back.
      if (this.#space.personOf(another) === undefined) this.#tellLate(person);
    }
    const owner = this.#space.personOf(user);
    if (owner !== undefined) this.tell(owner);
  }

  between(a: string, b: string): boolean {
    return this.#blocked.get(a)?.has(b) === true || this.#blocked.get(b)?.has(a) === true;
  }

  /** Whether what `user`, who need not be inside, says is hidden from somebody. */
  hides(person: Person, user: string): boolean {
    const other = this.#space.personOf(user);
    return other === undefined ? !this.#leads(person.user) && this.between(person.user, user) : person.hidden?.has(other.id) === true;
  }

  /** Users whom somebody is not shown where there are no persons of the room, as at a board; null, as for most: nobody. */
  unseenBy(user: string): ReadonlySet<string> | null {
    if (this.#blocked.size === 0 || this.#leads(user)) return null;
    const unseen = new Set<string>();
    for (const [one, others] of this.#blocked) {
      if (one === user) for (const other of others) unseen.add(other);
      else if (others.has(user)) unseen.add(one);
    }
    for (const other of unseen) if (this.#leads(other)) unseen.delete(other);
    return unseen.size === 0 ? null : unseen;
  }

  #leads(user: string): boolean {
    const person = this.#space.personOf(user);
    return person !== undefined && can(person.role, "lead.hold");
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

  /**
   * Who is hidden from a page, and what it may read from now on. It lets people go, and come back, without a word: so it is told of those who go
   * before they are gone from the room's state, and of those who come back once they are in it.
   */
  tellUnseen(person: Person, before: ReadonlySet<PersonId> = NOBODY): void {
    const now = person.hidden ?? NOBODY;
    const either = new Set([...before, ...now]);
    const chat = this.linesFor(person, person.run);
    if (either.size > before.size) person.link?.send("unseen", { people: [...either], were: this.#were(person), chat });
    if (either.size > now.size) this.#tellLate(person);
  }

  /** With the next patch: those who come back are in the state then. */
  #tellLate(person: Person): void {
    const people = [...(person.hidden ?? NOBODY)];
    person.link?.send("unseen", { people, were: this.#were(person), chat: this.linesFor(person, person.run) }, true);
  }

  /** Numbers of all who are hidden from somebody, inside or not. */
  #were({ user }: Person): PersonId[] {
    return [...(this.unseenBy(user) ?? [])].flatMap((one) => [...(this.#numbers.get(one) ?? [])]);
  }

  /** Their page has come: whom it is not to show, and what it may have kept of them. */
  welcomed(person: Person): void {
    if ((person.hidden?.size ?? 0) > 0) this.tellUnseen(person);
    else if (this.unseenBy(person.user) !== null) this.#tellLate(person);
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
    const before = new Map([person, ...others].map((one) => [one, one.hidden ?? NOBODY]));
    const changed = [...others].flatMap((other) => this.#hide(other, person));
    part(this.#space, changed);
    for (const [one, hidden] of before) this.tellUnseen(one, hidden);
    // Who comes back first: a new view sends what is still to be told, and with it what is to be said after.
    for (const [one, other, hides] of changed.toSorted((a, b) => Number(a[2]) - Number(b[2]))) this.#space.list.hide(one, other, hides);
    if (others.size === 0) return;
    // First, so that nobody is told of a voice that ends with this, too.
    this.#space.addressing.shrink();
    for (const one of [person, ...others]) {
      judge(one.run, this.#space.people, false);
      one.run.stirred = true;
    }
    partHalls(this.#space, [person, ...others]);
  }

  /** @returns for whom it changed, of whom, and whether they are hidden now */
  #hide(a: Person, b: Person): [Person, Person, boolean][] {
    const hides = this.between(a.user, b.user) && !can(a.role, "lead.hold") && !can(b.role, "lead.hold");
    const changed: [Person, Person, boolean][] = [];
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
      changed.push([one, other, hides]);
    }
    return changed;
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
      return author === undefined || !this.hides(person, author);
    });
  }
}
