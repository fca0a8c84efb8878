/**
 * Who speaks to many: from a stage to its hall, by the megaphone to everyone. What comes of it is `shared/domain/audience/stars.ts`.
 * A place has one hall: its stages, and the areas of its audience. Where it has none, whoever has the turn speaks to all who stand in the open.
 */
import type { ErrorCode } from "../../shared/domain/errors.ts";
import { apart } from "../../shared/domain/audience/hearer.ts";
import { type Ray, type Stars, STAR_OF_SERVER, type Voice } from "../../shared/domain/audience/stars.ts";
import { can } from "../../shared/domain/permissions.ts";
import type { LeadingUp } from "../../shared/protocol/leading.ts";
import { hallOf, setHearers, tellAudience } from "./hearing.ts";
import type { Person } from "./person.ts";
import type { PlaceRun } from "./place-run.ts";
import type { RunningSpace } from "./running-space.ts";

/** Who holds the megaphone says so again and again: a page that is gone lets go of it. ms */
const HELD_MS = 2_500;

/** Where what is said from a stage, or by whoever has the turn, reaches somebody. */
const inReach = (person: Person): boolean =>
  person.run.areas.hasHall ? hallOf(person) !== null : person.run.areas.speechAt(person.x, person.y).kind === "open";

export class Addressing {
  readonly stars: Stars;
  readonly #space: RunningSpace;
  #megaphone: { person: Person; until: number } | null = null;
  /** Those on a stage, in the order in which they came. */
  readonly #onStage = new Map<PlaceRun, Set<Person>>();

  constructor(space: RunningSpace, stars: Stars) {
    this.#space = space;
    this.stars = stars;
    if (space.sound !== null) stars.limits = STAR_OF_SERVER;
  }

  /** Errors: `forbidden`; `target_gone`: somebody else holds it. */
  megaphone(by: Person, { on }: LeadingUp["megaphone"]): { code: ErrorCode } | null {
    const now = this.#space.now();
    if (!on) {
      if (this.#megaphone?.person === by) this.#megaphone = null;
    } else if (!can(by.role, "media.megaphone")) return { code: "forbidden" };
    else if (this.#megaphone !== null && this.#megaphone.person !== by) return { code: "target_gone" };
    // A microphone that is not on yet: their page says so again in a moment.
    else if (this.#mayHold(by)) this.#megaphone = { person: by, until: now + HELD_MS };
    this.tick(now, true);
    return null;
  }

  /** @param now room time, ms. @param grow also what is new */
  tick(now: number, grow: boolean): void {
    const { state, people } = this.#space;
    const held = this.#megaphone;
    if (held !== null && (now > held.until || !this.#mayHold(held.person))) this.#megaphone = null;
    const holder = this.#megaphone?.person.id ?? 0;
    if (state.megaphone !== holder) state.megaphone = holder;

    if (grow) {
      const [voices, beyond] = this.#voices();
      if (voices.length > 0 || beyond.length > 0 || !this.stars.empty) this.stars.grow(voices, beyond);
      // Into a hall, onto its stage, and out: their page says where they are.
      for (const run of this.#space.runs.values())
        if (run.areas.hasHall) for (const person of run.settling) tellAudience(person, people, false);
    } else this.shrink();
    const touched = this.stars.takeTouched();
    for (const id of touched) {
      const person = people.get(id);
      if (person !== undefined) setHearers(person);
    }
    for (const id of touched) {
      const person = people.get(id);
      if (person !== undefined) tellAudience(person, people, false);
    }
  }

  /** Ends what holds no more; those whom it concerns are told by the next `tick`. */
  shrink(): void {
    if (!this.stars.empty) this.stars.shrink((ray) => this.#holds(ray));
  }

  #mayAddress(person: Person): boolean {
    return person.maySpeak && person.canHear && person.hasMic && person.barred === null;
  }

  /** Whoever is announced as speaking to everyone is heard by them: on a stage one may stand muted, the megaphone ends. */
  #mayHold(person: Person): boolean {
    return can(person.role, "media.megaphone") && person.mic === "on" && this.#mayAddress(person);
  }

  /** What is said may reach them; in quiet and in meetings the hall is outside. */
  #mayBeAddressed(voice: Person, other: Person, kind: Ray["kind"]): boolean {
    if (other === voice || !other.canHear || other.barred !== null || apart(voice, other)) return false;
    if (kind === "megaphone") return true;
    return other.run === voice.run && inReach(other);
  }

  #isVoice(person: Person): boolean {
    if (!inReach(person) || !this.#mayAddress(person)) return false;
    return this.#space.state.stage === person.id || hallOf(person)?.stage === true;
  }

  #holds({ from, to, kind }: Ray): boolean {
    const { people } = this.#space;
    const [voice, other] = [people.get(from), people.get(to)];
    if (voice === undefined || other === undefined || !this.#mayBeAddressed(voice, other, kind)) return false;
    return kind === "megaphone" ? this.#megaphone?.person === voice && this.#mayAddress(voice) : this.#isVoice(voice);
  }

  /** Who speaks to whom now, and whose voice the transport does not carry. */
  #voices(): [carried: Voice[], beyond: Voice[]] {
    const carried: Voice[] = [];
    const beyond: Voice[] = [];
    const through = this.#megaphone?.person;
    const turn = this.#space.people.get(this.#space.state.stage)?.run;
    for (const run of this.#space.runs.values()) {
      if (!run.areas.hasHall && run !== turn) continue;
      const before = this.#onStage.get(run) ?? new Set<Person>();
      const voices = new Set([...before].filter((person) => person.run === run && this.#isVoice(person)));
      for (const person of run.people) if (this.#isVoice(person)) voices.add(person);
      this.#onStage.set(run, voices);
      // Whose turn it is comes first.
      const inOrder = [...voices].toSorted((a, b) => Number(b.id === this.#space.state.stage) - Number(a.id === this.#space.state.stage));
      for (const [i, voice] of inOrder.filter((person) => person !== through).entries())
        (i < this.stars.limits.voices ? carried : beyond).push(this.#voiceOf(voice, "stage", run.people));
    }
    if (through !== undefined && this.#mayAddress(through))
      carried.unshift(this.#voiceOf(through, "megaphone", this.#space.people.values()));
    return [carried, beyond];
  }

  #voiceOf(voice: Person, kind: Ray["kind"], among: Iterable<Person>): Voice {
    const listeners = [...among].filter((other) => this.#mayBeAddressed(voice, other, kind));
    const far = (other: Person): number =>
      other.run === voice.run ? (other.x - voice.x) ** 2 + (other.y - voice.y) ** 2 : Number.POSITIVE_INFINITY;
    listeners.sort((a, b) => far(a) - far(b) || a.id - b.id);
    return { id: voice.id, kind, listeners: listeners.map(({ id }) => id) };
  }
}
