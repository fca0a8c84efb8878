/**
 * Words of the lists on a board. Drawing is never held up: what was written is reported to those on duty, who can turn to its writer and take the note
 * away. Pictures and handwriting are not read.
 */
import { can } from "../../../shared/domain/permissions.ts";
import { REPORT_MAX } from "../../../shared/protocol/leading.ts";
import type { SpaceDeps } from "../../rooms/space-deps.ts";
import { newId } from "../secrets.ts";

/** The same person is reported once in this time, ms: they go on writing the note that was found. */
const ONCE_MS = 10 * 60_000;

export class BoardWords {
  readonly #deps: SpaceDeps;
  /** When (monotonic ms) somebody was last reported in a space. */
  readonly #reported = new Map<string, number>();

  constructor(deps: SpaceDeps) {
    this.#deps = deps;
  }

  /** @throws StorageError */
  async wrote(space: string, user: string, text: string): Promise<void> {
    const { words, clock, store, random, live } = this.#deps;
    if (!words.found(text)) return;
    const running = live.get(space);
    const writer = running?.personOf(user);
    if (writer !== undefined && can(writer.role, "report.read")) return;
    const now = clock.mono();
    for (const [key, at] of this.#reported) if (now - at >= ONCE_MS) this.#reported.delete(key);
    const key = `${space}/${user}`;
    if (this.#reported.has(key)) return;
    this.#reported.set(key, now);
    const id = newId(random);
    const why = "board" as const;
    const quote = Array.from(text).slice(0, REPORT_MAX).join("");
    await store.addReport({ id, space, at: clock.now(), reporter: null, about: user, why, text: quote, context: [], closedAt: null });
    for (const person of running?.people.values() ?? [])
      if (can(person.role, "report.read")) person.link?.send("report", { id, by: 0, about: writer?.id ?? 0, why });
  }
}
