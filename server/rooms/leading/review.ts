/**
 * Lines of chat that hold a word of the organisation's lists: they wait until somebody on duty has read them, and nobody else reads them before.
 * Kept in the store, so that a restart loses none.
 */
import { can } from "../../../shared/domain/permissions.ts";
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import type { HeldLineView } from "../../../shared/protocol/leading.ts";
import { logged } from "../../commands/space/log.ts";
import { newId } from "../../commands/secrets.ts";
import type { HeldLine } from "../../ports/order-store.ts";
import type { Person } from "../person.ts";
import type { RunningSpace } from "../running-space.ts";
import { sayFor } from "../talking.ts";

type Refusal = { code: ErrorCode; params?: Record<string, string | number> } | null;

/** Lines of one person that wait at once, and of all. */
const HELD_MAX = 5;
const HELD_MAX_ALL = 200;

export class Review {
  readonly #space: RunningSpace;
  readonly #lines = new Map<string, HeldLine>();

  constructor(space: RunningSpace) {
    this.#space = space;
    // The space is still being made: its own store and id are there a moment later.
    void Promise.resolve()
      .then(() => this.#load())
      .catch((error: unknown) => space.deps.log.error({ space: space.id, err: error }, "held lines could not be read"));
  }

  async #load(): Promise<void> {
    const lines = await this.#space.deps.store.heldLines(this.#space.id);
    for (const line of lines) this.#lines.set(line.id, line);
    if (lines.length > 0) this.#changed();
  }

  /** This line of somebody waits already: its echo was lost. */
  waits(user: string, draft: string): boolean {
    return [...this.#lines.values()].some((line) => line.user === user && line.draft === draft);
  }

  /** Whether a line has to wait. */
  concerns(person: Person, text: string): boolean {
    return !can(person.role, "chat.review") && this.#space.deps.words.found(text);
  }

  /** Errors: `chat_word` (nobody is on duty: it is not said), `chat_too_fast` (enough of theirs wait), `storage_failed`. */
  async hold(person: Person, draft: string, text: string): Promise<Refusal> {
    const space = this.#space;
    if (this.#duty().length === 0) return { code: "chat_word" };
    const theirs = [...this.#lines.values()].filter(({ user }) => user === person.user).length;
    if (theirs >= HELD_MAX || this.#lines.size >= HELD_MAX_ALL) return { code: "chat_too_fast" };
    const line: HeldLine = {
      id: newId(space.deps.random),
      space: space.id,
      place: person.run.place.id,
      at: space.deps.clock.now(),
      user: person.user,
      name: person.name,
      text,
      lang: person.lang,
      draft,
    };
    // At once, so that the same draft sent again is not held twice.
    this.#lines.set(line.id, line);
    try {
      await space.deps.store.holdLine(line);
    } catch (error) {
      this.#lines.delete(line.id);
      space.deps.log.error({ space: space.id, err: error }, "a line could not be held");
      return { code: "storage_failed" };
    }
    person.link?.send("held", { draft, state: "waits" });
    this.#changed();
    return null;
  }

  /** Lets a line through, or drops it; what it said is not logged. Errors: `forbidden`, `target_gone`, `storage_failed`. */
  async decide(by: Person, id: string, pass: boolean): Promise<Refusal> {
    if (!can(by.role, "chat.review")) return { code: "forbidden" };
    const space = this.#space;
    let line: HeldLine | null;
    try {
      line = await space.deps.store.takeHeldLine(space.id, id);
    } catch (error) {
      space.deps.log.error({ space: space.id, err: error }, "a held line could not be taken");
      return { code: "storage_failed" };
    }
    this.#lines.delete(id);
    this.#changed();
    if (line === null) return { code: "target_gone" };
    const run = space.runs.get(line.place);
    const writer = space.personOf(line.user);
    logged(space, by, pass ? "line_passed" : "line_dropped", line.user);
    if (pass && run !== undefined) {
      sayFor(space, run, line);
      if (writer?.run !== run) writer?.link?.send("held", { draft: line.draft, state: "passed" });
    } else writer?.link?.send("held", { draft: line.draft, state: "dropped" });
    return null;
  }

  /** What has had its time in the store goes here, too. @param at UTC ms */
  forgetBefore(at: number): void {
    const before = this.#lines.size;
    for (const [id, line] of this.#lines) if (line.at < at) this.#lines.delete(id);
    if (this.#lines.size < before) this.#changed();
  }

  welcomed(person: Person): void {
    if (this.#lines.size > 0 && can(person.role, "chat.review")) this.#tell([person]);
  }

  #duty(): Person[] {
    return [...this.#space.people.values()].filter(({ role, link }) => link !== null && can(role, "chat.review"));
  }

  #changed(): void {
    this.#tell(this.#duty());
  }

  #tell(people: readonly Person[]): void {
    if (people.length === 0) return;
    const lines = [...this.#lines.values()].map(
      ({ id, user, name, text, lang, place, at }): HeldLineView => ({
        id,
        person: this.#space.personOf(user)?.id ?? 0,
        name,
        text,
        lang,
        place,
        at,
      }),
    );
    for (const person of people) person.link?.send("review", { lines });
  }
}
