/**
 * Whispering: people in conversation in the open close it to everybody else. Who is in is `Person.whisper`, which the audience asks; what is heard,
 * seen and written follows from there, over both transports. Here is who is in: those who talk as it begins, whoever is let in, and who leads, who
 * comes in unasked. Who walks away is out. Decision: docs/decisions/97-whisper.md.
 */
import type { ErrorCode } from "../../shared/domain/errors.ts";
import { can } from "../../shared/domain/permissions.ts";
import { mayWhisper } from "../../shared/domain/space-settings.ts";
import type { WhisperWish } from "../../shared/protocol/conversation.ts";
import type { DownMessages, PersonId } from "../../shared/protocol/messages.ts";
import { logged } from "../commands/space/log.ts";
import { judge } from "./hearing.ts";
import type { Person } from "./person.ts";
import type { PlaceRun } from "./place-run.ts";
import type { RunningSpace } from "./running-space.ts";

/** Who was not let in may ask the same people again after this time, ms. */
export const REFUSED_MS = 30_000;

type Refusal = { code: ErrorCode } | null;
type Told = DownMessages["whisper"];

interface Whisper {
  readonly id: number;
  readonly inside: Set<Person>;
  readonly asks: Set<Person>;
  /** Room time at which somebody was not let in. */
  readonly refused: Map<Person, number>;
}

const NOTHING: Told = { people: [], asks: [], asked: null };
const keyOf = (told: Told): string => JSON.stringify([told.people, told.asks, told.asked]);

export class Whispering {
  readonly #space: RunningSpace;
  readonly #whispers = new Map<number, Whisper>();
  readonly #told = new Map<Person, string>();
  /** Places in which somebody's whisper is another now. */
  readonly #changed = new Set<PlaceRun>();
  #last = 0;

  constructor(space: RunningSpace) {
    this.#space = space;
  }

  /** Errors: `forbidden`: not by this role, or not in this space; `target_gone`: nobody is there with whom, or whom it is about. */
  take(person: Person, wish: WhisperWish): Refusal {
    if (!can(person.role, "whisper.use")) return { code: "forbidden" };
    if (!person.allowances.take("whisper", this.#space.now())) return { code: "rate_limited" };
    const refusal = this.#do(person, wish);
    this.#judge();
    return refusal;
  }

  #do(person: Person, wish: WhisperWish): Refusal {
    switch (wish.kind) {
      case "begin":
        return this.#begin(person);
      case "end":
        return this.#end(person, wish.person);
      case "join":
        return this.#join(person, wish.person);
      case "answer":
        return this.#answer(person, wish.person, wish.yes);
    }
  }

  /** A page that has come back is told anew. */
  welcomed(person: Person): void {
    this.#told.delete(person);
    this.#tell(person);
  }

  /** Some are hidden from others now, or are not any more, while the whisper goes on. @param after told once the state is */
  retell(after: boolean): void {
    for (const whisper of this.#whispers.values()) for (const one of this.#concerned(whisper)) this.#tell(one, {}, after);
  }

  /** They are gone. Who only lost the connection stays in for as long as they are waited for. */
  left(person: Person): void {
    this.#told.delete(person);
    for (const whisper of this.#whispers.values()) {
      whisper.refused.delete(person);
      const was = whisper.inside.delete(person) || whisper.asks.delete(person);
      if (was) this.#settle(whisper);
    }
    person.whisper = 0;
    this.#judge();
  }

  /** They were called elsewhere, by somebody who is to be heard there: out, whoever comes to stand beside them. */
  called(person: Person): void {
    const whisper = this.#whispers.get(person.whisper);
    if (whisper === undefined) return;
    whisper.inside.delete(person);
    this.#put(person, 0);
    this.#settle(whisper);
    this.#tell(person);
    this.#judge();
  }

  /** Who walked away is out; where groups part, each whispers on; nobody whispers alone. */
  tick(): void {
    const { state, settings } = this.#space;
    const may = mayWhisper(settings);
    if (state.whisper !== may) state.whisper = may;
    for (const whisper of this.#whispers.values()) {
      if (!may) this.#close(whisper);
      else this.#follow(whisper);
    }
    this.#judge();
  }

  /** What ends by it ends at once; what begins, with the audience's next growing. Not before all have their new whisper: who stays in goes on hearing. */
  #judge(): void {
    for (const run of this.#changed) {
      judge(run, this.#space.people, false);
      run.stirred = true;
    }
    this.#changed.clear();
  }

  #begin(person: Person): Refusal {
    if (!mayWhisper(this.#space.settings)) return { code: "forbidden" };
    if (person.whisper !== 0) return null;
    const { run } = person;
    const talks = (other: Person): boolean =>
      other !== person &&
      other.whisper === 0 &&
      other.link !== null &&
      run.audience.beside(person, other, run.audience.pair(person.id, other.id)?.stage === "in");
    const others = [...run.people].filter(talks);
    if (others.length === 0) return { code: "target_gone" };
    this.#open([person, ...others], person.id);
    return null;
  }

  #open(people: readonly Person[], by?: PersonId): void {
    const whisper: Whisper = { id: ++this.#last, inside: new Set(people), asks: new Set(), refused: new Map() };
    this.#whispers.set(whisper.id, whisper);
    for (const one of people) this.#put(one, whisper.id);
    this.#settle(whisper, by);
  }

  #end(person: Person, target: PersonId | undefined): Refusal {
    const other = target === undefined ? person : this.#space.people.get(target);
    const whisper = this.#whispers.get(other?.whisper ?? 0);
    const inside = whisper?.inside.has(person) === true;
    if (target !== undefined && !inside && !can(person.role, "whisper.enter")) return { code: "forbidden" };
    if (whisper === undefined || other === undefined) return { code: "target_gone" };
    if (!inside) logged(this.#space, person, "whisper_end", other.user);
    this.#close(whisper, person.id);
    return null;
  }

  #join(person: Person, target: PersonId): Refusal {
    const other = this.#space.people.get(target);
    const whisper = this.#whispers.get(other?.whisper ?? 0);
    if (whisper === undefined || other === undefined || person.whisper !== 0 || person.hidden?.has(target) === true)
      return { code: "target_gone" };
    if (!this.#stands(person, whisper)) return { code: "target_gone" };
    if (can(person.role, "whisper.enter")) {
      logged(this.#space, person, "whisper_enter", other.user);
      this.#admit(person, whisper);
      return null;
    }
    const { refused } = whisper;
    if (this.#space.now() - (refused.get(person) ?? Number.NEGATIVE_INFINITY) < REFUSED_MS) return { code: "rate_limited" };
    for (const one of this.#whispers.values()) if (one !== whisper && one.asks.delete(person)) this.#settle(one);
    whisper.asks.add(person);
    this.#settle(whisper);
    return null;
  }

  #answer(person: Person, target: PersonId, yes: boolean): Refusal {
    const whisper = this.#whispers.get(person.whisper);
    const other = this.#space.people.get(target);
    if (whisper === undefined || other === undefined || !whisper.asks.has(other)) return { code: "target_gone" };
    if (yes) {
      this.#admit(other, whisper);
      return null;
    }
    whisper.asks.delete(other);
    whisper.refused.set(other, this.#space.now());
    this.#settle(whisper);
    this.#tell(other, { no: true });
    return null;
  }

  #admit(person: Person, whisper: Whisper): void {
    whisper.asks.delete(person);
    whisper.inside.add(person);
    this.#put(person, whisper.id);
    this.#settle(whisper);
  }

  #put(person: Person, id: number): void {
    person.whisper = id;
    const facts = this.#space.stateOf(person);
    const whispers = id !== 0;
    if (facts !== undefined && facts.whispers !== whispers) facts.whispers = whispers;
    this.#changed.add(person.run);
  }

  /** Within reach of somebody inside. */
  #stands(person: Person, { inside }: Whisper): boolean {
    return [...inside].some((one) => this.#beside(one, person));
  }

  #beside(a: Person, b: Person): boolean {
    return a.run === b.run && a.run.people.has(a) && a.run.people.has(b) && a.run.audience.beside(a, b, true);
  }

  #follow(whisper: Whisper): void {
    const asked = whisper.asks.size;
    for (const one of whisper.asks) if (one.whisper !== 0 || one.link === null || !this.#stands(one, whisper)) whisper.asks.delete(one);
    const groups = this.#groups([...whisper.inside]);
    if (groups.length === 1 && groups[0]?.length === whisper.inside.size) {
      if (asked !== whisper.asks.size) this.#settle(whisper);
      return;
    }
    const [most = [], ...others] = groups.filter(({ length }) => length > 1).toSorted((a, b) => b.length - a.length);
    const out = [...whisper.inside].filter((one) => !most.includes(one));
    for (const one of out) {
      whisper.inside.delete(one);
      this.#put(one, 0);
    }
    for (const group of others) this.#open(group);
    this.#settle(whisper);
    for (const one of out) this.#tell(one);
  }

  /** Who stands together, one by way of another. */
  #groups(people: readonly Person[]): Person[][] {
    const left = new Set(people);
    const groups: Person[][] = [];
    for (const first of people) {
      if (!left.delete(first)) continue;
      const group = [first];
      for (const one of group) {
        for (const other of left) {
          if (!this.#beside(one, other)) continue;
          left.delete(other);
          group.push(other);
        }
      }
      groups.push(group);
    }
    return groups;
  }

  /** After a change of who is in or asks: those whom it concerns are told, and one alone is no whisper. */
  #settle(whisper: Whisper, by?: PersonId): void {
    if (whisper.inside.size < 2) {
      this.#close(whisper, by);
      return;
    }
    for (const one of this.#concerned(whisper)) this.#tell(one, by === undefined ? {} : { by });
  }

  #close(whisper: Whisper, by?: PersonId): void {
    const concerned = this.#concerned(whisper);
    this.#whispers.delete(whisper.id);
    for (const one of whisper.inside) this.#put(one, 0);
    for (const one of concerned) this.#tell(one, by === undefined ? {} : { by });
  }

  /** Also those who were told of it until now. */
  #concerned({ inside, asks }: Whisper): Set<Person> {
    return new Set([...inside, ...asks, ...this.#told.keys()]);
  }

  #stateFor(person: Person): Told {
    const whisper = this.#whispers.get(person.whisper);
    if (whisper === undefined) {
      const asked = [...this.#whispers.values()].find(({ asks }) => asks.has(person));
      const seen = [...(asked?.inside ?? [])].find(({ id }) => person.hidden?.has(id) !== true);
      return seen === undefined ? NOTHING : { ...NOTHING, asked: seen.id };
    }
    const seen = (all: Iterable<Person>): PersonId[] =>
      [...all].flatMap((one) => (one === person || person.hidden?.has(one.id) === true ? [] : [one.id])).sort((a, b) => a - b);
    return { people: seen(whisper.inside), asks: seen(whisper.asks), asked: null };
  }

  #tell(person: Person, more: Pick<Told, "by" | "no"> = {}, after = false): void {
    if (person.link === null) return;
    const told = this.#stateFor(person);
    const key = keyOf(told);
    if ((this.#told.get(person) ?? keyOf(NOTHING)) === key && more.no === undefined) return;
    if (key === keyOf(NOTHING)) this.#told.delete(person);
    else this.#told.set(person, key);
    person.link.send("whisper", { ...told, ...more }, after);
  }
}
