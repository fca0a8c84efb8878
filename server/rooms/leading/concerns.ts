/**
 * Who may be lost: facts that pages tell of themselves and the room sees, for those on duty and for now. Nothing of it is stored or logged. And whose
 * name looks like that of somebody who leads: where they had it first, nobody was asked (`commands/names.ts`).
 */
import { can } from "../../../shared/domain/permissions.ts";
import { skeletons } from "../../../shared/domain/words/skeleton.ts";
import { type Concern, HIDDEN_MS, type LeadingUp } from "../../../shared/protocol/leading.ts";
import type { Person } from "../person.ts";
import type { RunningSpace } from "../running-space.ts";

/** How often it is looked at, ms. */
const LOOK_MS = 1_000;
/** A page that has just come gets its sound ready, ms. */
const SOUND_READY_MS = 20_000;
/** Whoever broke off and did not come back is named for this long, ms. */
const GONE_MS = 30 * 60_000;

/** When something began: what is said of it (UTC ms), and by room time, which no wall clock moves. */
interface Began {
  utc: number;
  room: number;
}

interface Told {
  hidden: Began | null;
  mic: Concern["mic"];
  unheard: boolean;
  /** Room time since when their page plays nothing; null: it plays. */
  deafSince: number | null;
}

export class Concerns {
  readonly #space: RunningSpace;
  readonly #told = new Map<string, Told>();
  /**
   * Users who broke off: since when, their name, and how many others were called so. Who lost their page and comes in anew by the invite is
   * somebody else to the room, under the same name: one more of that name, and nobody is missing.
   */
  readonly #broken = new Map<string, { name: string; at: Began; namesakes: number }>();
  #list: Concern[] = [];
  #text = "[]";
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(space: RunningSpace) {
    this.#space = space;
  }

  #of(user: string): Told {
    const before = this.#told.get(user);
    if (before !== undefined) return before;
    const fresh: Told = { hidden: null, mic: null, unheard: false, deafSince: null };
    this.#told.set(user, fresh);
    return fresh;
  }

  /** A page says how it is. */
  told({ user }: Person, { hidden, mic, unheard }: LeadingUp["condition"]): void {
    const told = this.#of(user);
    told.hidden = hidden ? (told.hidden ?? { utc: this.#space.deps.clock.now(), room: this.#space.now() }) : null;
    told.mic = mic;
    told.unheard = unheard;
  }

  /** They left by their own will, or were put out. */
  left(user: string): void {
    this.#broken.delete(user);
  }

  /** @param now room time, ms */
  tick(now: number): void {
    if (now - this.#lookedAt < LOOK_MS) return;
    this.#lookedAt = now;
    const utc = this.#space.deps.clock.now();
    const list: Concern[] = [];
    const leads = [...this.#space.people.values()].filter(({ role }) => can(role, "lead.hold"));
    this.#readAnew();
    for (const person of this.#space.people.values()) {
      const { user, link, droppedAt } = person;
      const leading = can(person.role, "lead.hold");
      if (link !== null || leading) this.#broken.delete(user);
      else if (droppedAt !== null && !this.#broken.has(user)) {
        const { name } = person;
        this.#broken.set(user, { name, at: { utc: utc - (now - droppedAt), room: droppedAt }, namesakes: this.#namesakes(name, user) });
      }
      if (leading) continue;
      const concern = this.#concern(person, now, utc, leads);
      if (concern !== null) list.push(concern);
    }
    for (const [user, { name, at, namesakes }] of this.#broken) {
      if (this.#space.personOf(user) !== undefined) continue;
      if (now - at.room > GONE_MS || this.#namesakes(name, user) > namesakes) this.#broken.delete(user);
      else list.push({ person: 0, name, hiddenSince: null, mic: null, sound: null, droppedAt: Math.round(at.utc), like: null });
    }
    for (const user of this.#told.keys()) if (this.#space.personOf(user) === undefined) this.#told.delete(user);
    const text = JSON.stringify(list);
    if (text === this.#text) return;
    [this.#list, this.#text] = [list, text];
    for (const person of this.#space.people.values()) if (can(person.role, "help.answer")) this.#tell(person);
  }

  #namesakes(name: string, user: string): number {
    return [...this.#space.people.values()].filter((one) => one.name === name && one.user !== user).length;
  }

  /** How the names of those inside are read. */
  #readings = new Map<string, ReadonlySet<string>>();

  /** Names of those who left are forgotten: once in a while, each is read again. */
  #readAnew(): void {
    if (this.#readings.size > 2 * this.#space.people.size + 8) this.#readings = new Map();
  }

  #readingsOf(name: string): ReadonlySet<string> {
    const known = this.#readings.get(name) ?? skeletons(name);
    this.#readings.set(name, known);
    return known;
  }

  /** Whose name among those who lead theirs, or that of somebody beside them, looks like. */
  #like(person: Person, leads: readonly Person[]): string | null {
    const own = this.#space.stateOf(person)?.own ?? person.name;
    for (const name of [own, ...person.others]) {
      const mine = this.#readingsOf(name);
      for (const lead of leads) {
        const theirs = this.#space.stateOf(lead)?.own ?? lead.name;
        if ([...this.#readingsOf(theirs)].some((one) => mine.has(one))) return theirs;
      }
    }
    return null;
  }

  #concern(person: Person, now: number, utc: number, leads: readonly Person[]): Concern | null {
    const told = this.#of(person.user);
    if (person.link === null || person.hears) told.deafSince = null;
    else told.deafSince ??= now;
    const deaf = told.deafSince !== null && now - told.deafSince >= SOUND_READY_MS;
    const concern: Concern = {
      person: person.id,
      name: person.name,
      hiddenSince: told.hidden !== null && now - told.hidden.room >= HIDDEN_MS ? told.hidden.utc : null,
      mic: told.mic,
      sound: deaf ? "none" : told.unheard ? "unheard" : null,
      droppedAt: person.link === null && person.droppedAt !== null ? Math.round(this.#broken.get(person.user)?.at.utc ?? utc) : null,
      like: this.#like(person, leads),
    };
    if (concern.droppedAt !== null) Object.assign(concern, { hiddenSince: null, mic: null, sound: null });
    const lost =
      concern.hiddenSince !== null || concern.mic !== null || concern.sound !== null || concern.droppedAt !== null || concern.like !== null;
    return lost ? concern : null;
  }

  #tell(person: Person): void {
    person.link?.send("concerns", { people: this.#list });
  }

  welcomed(person: Person): void {
    if (can(person.role, "help.answer") && this.#list.length > 0) this.#tell(person);
  }
}
