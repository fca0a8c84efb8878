/**
 * What was said to all, and what somebody was told by those who lead (a warning), until their page has it: a link that is dead takes what is sent without a
 * word. Each has a number; a page says up to which it has them (`have`), and whoever comes back is sent what is missing. By user: a reload changes nothing.
 */
import type { LeadingDown, WarnWhy } from "../../../shared/protocol/leading.ts";
import { messageOf } from "../link.ts";
import type { Person } from "../person.ts";
import type { RunningSpace } from "../running-space.ts";

/** So many messages to all are kept, and for so long, ms. Of warnings the last one of each person, until they have it. */
const KEPT = 10;
const KEPT_MS = 30 * 60_000;

interface Said {
  seq: number;
  /** User who said it. */
  by: string;
  /** Room time: no wall clock moves it. */
  since: number;
}
interface ToAll extends Said {
  message: Omit<LeadingDown["announced"], "by" | "seq">;
}
interface Warning extends Said {
  why: WarnWhy;
}

export class Told {
  readonly #space: RunningSpace;
  #toAll: ToAll[] = [];
  readonly #warnings = new Map<string, Warning>();
  /** Up to which number each user has them: what was said before they first came is not for them. */
  readonly #had = new Map<string, number>();
  /** Numbers begin with the run's own: a page that was here before a restart takes none for one that it knows. */
  #last: number;

  constructor(space: RunningSpace) {
    this.#space = space;
    this.#last = space.boot;
  }

  /** @returns how many others it was sent to, and how many are away just now */
  toAll(by: Person, text: string): { people: number; away: number } {
    const now = this.#space.now();
    const said = this.#said(by, now);
    const message = { name: by.name, text, lang: by.lang, at: this.#space.deps.clock.now() };
    this.#forget(now);
    this.#toAll = [...this.#toAll.slice(1 - KEPT), { ...said, message }];
    const frame = messageOf("announced", { ...message, by: by.id, seq: said.seq });
    let away = 0;
    for (const person of this.#space.people.values()) {
      this.#meant(person.user, said.seq);
      person.link?.frame(frame);
      if (person.link === null) away++;
    }
    return { people: this.#space.people.size - away - 1, away };
  }

  warn(by: Person, person: Person, why: WarnWhy): void {
    const warning: Warning = { ...this.#said(by, this.#space.now()), why };
    this.#meant(person.user, warning.seq);
    this.#warnings.set(person.user, warning);
    this.#sendWarning(person, warning);
  }

  /** A page has what was told up to this number. */
  have({ user }: Person, seq: number): void {
    const had = this.#had.get(user) ?? this.#last;
    this.#had.set(user, Math.max(had, Math.min(seq, this.#last)));
    if ((this.#warnings.get(user)?.seq ?? Number.POSITIVE_INFINITY) <= seq) this.#warnings.delete(user);
  }

  /** Somebody's page has come: what it has not had. Of those who are hidden from them nothing is said to them. */
  welcomed(person: Person): void {
    this.#meant(person.user, this.#last + 1);
    this.#forget(this.#space.now());
    const had = this.#had.get(person.user) ?? this.#last;
    const missing = this.#toAll.filter(({ seq, by }) => seq > had && !this.#space.leading.blocks.hides(person, by));
    const warning = this.#warnings.get(person.user);
    // In the order in which they were said: a page that has one has those before it.
    const sends: [seq: number, send: () => void][] = missing.map(({ seq, by, message }) => [
      seq,
      () => person.link?.send("announced", { ...message, by: this.#idOf(by), seq }),
    ]);
    if (warning !== undefined) sends.push([warning.seq, () => this.#sendWarning(person, warning)]);
    for (const [, send] of sends.toSorted(([a], [b]) => a - b)) send();
  }

  /** They were put out: what is said meanwhile is not for them. */
  putOut(user: string): void {
    this.#had.delete(user);
    this.#warnings.delete(user);
  }

  #said(by: Person, since: number): Said {
    return { seq: ++this.#last, by: by.user, since };
  }

  /** Whoever was never here before is meant from this number on. */
  #meant(user: string, seq: number): void {
    if (!this.#had.has(user)) this.#had.set(user, seq - 1);
  }

  #sendWarning(person: Person, { seq, by, why }: Warning): void {
    const warner = this.#space.leading.blocks.hides(person, by) ? 0 : this.#idOf(by);
    person.link?.send("warned", { by: warner, why, seq });
  }

  #forget(now: number): void {
    this.#toAll = this.#toAll.filter(({ since }) => now - since < KEPT_MS);
  }

  #idOf(user: string): number {
    return this.#space.personOf(user)?.id ?? 0;
  }
}
