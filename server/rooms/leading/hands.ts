/** Raised hands in the order in which they were raised, and whose turn on the stage it is. By user, so that a reload keeps one's place. */
import { can } from "../../../shared/domain/permissions.ts";
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import type { Person } from "../person.ts";
import type { RunningSpace } from "../running-space.ts";

/** A hand of somebody who left is kept for this long, ms. */
export const HAND_KEPT_MS = 5 * 60_000;

export class Hands {
  readonly #space: RunningSpace;
  /** Users, in order; with the room time at which they were last inside. */
  readonly #up = new Map<string, number>();
  #stage: { user: string; at: number } | null = null;

  constructor(space: RunningSpace) {
    this.#space = space;
  }

  raise(by: Person, up: boolean): { code: ErrorCode } | null {
    if (!can(by.role, "hand.raise")) return { code: "forbidden" };
    if (!up) this.#up.delete(by.user);
    else if (!this.#up.has(by.user)) this.#up.set(by.user, this.#space.now());
    this.show(this.#space.now());
    return null;
  }

  /** Errors: `forbidden`, `target_gone`. @param target null: all hands */
  lower(by: Person, target: PersonId | null): { code: ErrorCode } | null {
    if (!can(by.role, "hands.lead")) return { code: "forbidden" };
    const person = target === null ? null : this.#space.people.get(target);
    if (person === undefined) return { code: "target_gone" };
    if (person === null) this.#up.clear();
    else this.#up.delete(person.user);
    this.show(this.#space.now());
    return null;
  }

  /** Gives somebody the turn (their hand goes down), or takes it back (null); who has it may give it back. Errors: `forbidden`, `target_gone`. */
  turn(by: Person, target: PersonId | null): { code: ErrorCode } | null {
    const givesBack = target === null && this.#stage?.user === by.user;
    if (!givesBack && !can(by.role, "hands.lead")) return { code: "forbidden" };
    const person = target === null ? null : this.#space.people.get(target);
    if (person === undefined || (person !== null && !can(person.role, "media.speak"))) return { code: "target_gone" };
    this.#stage = person === null ? null : { user: person.user, at: this.#space.now() };
    if (person !== null) this.#up.delete(person.user);
    this.show(this.#space.now());
    return null;
  }

  /** By user: what a restart brings back. */
  kept(): { hands: string[]; turn: string | null } {
    return { hands: [...this.#up.keys()], turn: this.#stage?.user ?? null };
  }

  /** Whoever comes back within the time that a hand is kept has it up. */
  restore({ hands, turn }: ReturnType<Hands["kept"]>): void {
    const now = this.#space.now();
    for (const user of hands) this.#up.set(user, now);
    if (turn !== null) this.#stage = { user: turn, at: now };
  }

  /** Brings the state up to date. @param now room time, ms */
  show(now: number): void {
    const { state } = this.#space;
    const ids: PersonId[] = [];
    for (const [user, at] of this.#up) {
      const person = this.#space.personOf(user);
      if (person === undefined ? now - at > HAND_KEPT_MS : !can(person.role, "hand.raise")) this.#up.delete(user);
      else if (person !== undefined) {
        this.#up.set(user, now);
        ids.push(person.id);
      }
    }
    if (ids.length !== state.hands.length || ids.some((id, i) => state.hands[i] !== id)) {
      state.hands.clear();
      for (const id of ids) state.hands.push(id);
    }
    const on = this.#stage === null ? undefined : this.#space.personOf(this.#stage.user);
    if (this.#stage !== null && on !== undefined) this.#stage.at = now;
    else if (this.#stage !== null && now - this.#stage.at > HAND_KEPT_MS) this.#stage = null;
    const stage = on?.id ?? 0;
    if (state.stage !== stage) state.stage = stage;
  }
}
