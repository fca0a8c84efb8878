/** Where people stand, written in batches: after a crash they are at most one batch behind. */
import type { StandRow } from "../ports/space-store.ts";
import type { Person } from "./person.ts";
import type { SpaceDeps } from "./space-deps.ts";

export class Stands {
  readonly #deps: Pick<SpaceDeps, "store" | "clock" | "log">;
  readonly #space: string;
  #saving: Promise<void> = Promise.resolve();
  #over = false;

  constructor(deps: Pick<SpaceDeps, "store" | "clock" | "log">, space: string) {
    this.#deps = deps;
    this.#space = space;
  }

  /** Resolves when what was handed in is durable, or the store has refused it. */
  get saved(): Promise<void> {
    return this.#saving;
  }

  /** The space is gone: nobody stands in it any more. */
  stop(): void {
    this.#over = true;
  }

  /** Writes those who stand elsewhere than the store has them. Does not wait: a refusal is logged and tried again with the next batch. */
  save(people: Iterable<Person>): void {
    if (this.#over) return;
    const at = this.#deps.clock.now();
    const rows: StandRow[] = [];
    const saved: [Person, NonNullable<Person["saved"]>][] = [];
    for (const person of people) {
      const stand = { place: person.run.place.id, x: person.x, y: person.y };
      const old = person.saved;
      if (old !== null && old.place === stand.place && old.x === stand.x && old.y === stand.y) continue;
      rows.push({ space: this.#space, user: person.user, ...stand, at });
      saved.push([person, stand]);
    }
    if (rows.length === 0) return;
    for (const [person, stand] of saved) person.saved = stand;
    this.#saving = this.#saving
      .then(() => this.#deps.store.putStands(rows))
      .catch((error: unknown) => {
        for (const [person, stand] of saved) if (person.saved === stand) person.saved = null;
        this.#deps.log.error({ space: this.#space, err: error }, "where people stand could not be written");
      });
  }
}
