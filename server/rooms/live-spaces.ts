/** The spaces that run in this process, for routes: who is inside, what changed, whose connections end. One object, made by `app.ts`. */
import type { Role } from "../../shared/domain/permissions.ts";
import type { DeskPerson } from "../../shared/protocol/desk.ts";
import type { SpaceRow } from "../ports/space-store.ts";
import { roleChanged } from "./leading/role-changed.ts";
import { partyChanged } from "./party.ts";
import type { RunningSpace } from "./running-space.ts";

interface Live {
  roomId: string;
  space: RunningSpace;
}

export class LiveSpaces {
  readonly #live = new Map<string, Live>();
  /** Counts of spaces that run no more. */
  readonly #past: Record<string, number> = {};
  readonly #opening = new Map<string, Promise<Live>>();

  /** The room of a space; opened by `open` when there is none. Two who come at once open one. */
  async find(space: string, open: () => Promise<unknown>): Promise<Live> {
    const live = this.#live.get(space);
    if (live !== undefined) return live;
    let opening = this.#opening.get(space);
    if (opening === undefined) {
      opening = open()
        .then(() => {
          const opened = this.#live.get(space);
          if (opened === undefined) throw new Error(`the room of space ${space} was closed while it opened`);
          return opened;
        })
        .finally(() => this.#opening.delete(space));
      this.#opening.set(space, opening);
    }
    return opening;
  }

  opened(roomId: string, space: RunningSpace): void {
    this.#live.set(space.id, { roomId, space });
  }

  closed(roomId: string, space: RunningSpace): void {
    if (this.#live.get(space.id)?.roomId !== roomId) return;
    this.#live.delete(space.id);
    for (const [what, n] of Object.entries(space.counts)) this.#past[what] = (this.#past[what] ?? 0) + n;
  }

  get(space: string): RunningSpace | undefined {
    return this.#live.get(space)?.space;
  }

  all(): RunningSpace[] {
    return [...this.#live.values()].map(({ space }) => space);
  }

  /** How many people are inside, those who are being waited for included. */
  present(space: string): number {
    return this.get(space)?.present ?? 0;
  }

  /** The same, by name and place. */
  inside(space: string): DeskPerson[] {
    const running = this.get(space);
    return [...(running?.people.values() ?? [])].map((person) => ({
      user: person.user,
      name: person.name,
      appearance: running?.stateOf(person)?.appearance ?? "",
      role: person.role,
      place: person.run.place.id,
      connected: person.droppedAt === null,
    }));
  }

  spaceChanged(row: SpaceRow): void {
    this.get(row.id)?.configure(row.name, row.settings);
  }

  /** @param by user who changed it */
  roleChanged(space: string, user: string, role: Role, by: string): void {
    const running = this.get(space);
    if (running !== undefined) roleChanged(running, user, role, running.personOf(by)?.id ?? 0);
  }

  /** Somebody blocks somebody, or no more: in force wherever both are. */
  blockChanged(user: string, other: string, on: boolean): void {
    for (const space of this.all()) space.leading.blocks.set(user, other, on);
  }

  /** Who sits at somebody's device beside them. @param own their own name */
  partyChanged(space: string, user: string, own: string, others: readonly string[]): void {
    const running = this.get(space);
    if (running !== undefined) partyChanged(running, user, own, others);
  }

  /** The person has another name or looks elsewhere than in the room (PATCH /api/me). */
  profileChanged(user: string, profile: { name: string; appearance: string; lang: string }): void {
    for (const space of this.all()) space.profileChanged(user, profile);
  }

  /** A session is over: what came by it is cut. */
  sessionEnded(session: string): void {
    for (const space of this.all()) space.sessionEnded(session);
  }

  /** Lines of chat from before `at`, UTC ms: kept no longer. */
  forgetChatBefore(at: number): void {
    for (const space of this.all()) {
      for (const run of space.runs.values()) run.lines = run.lines.filter((line) => line.at >= at);
      space.leading.review.forgetBefore(at);
    }
  }

  /** Counts for /metrics since the start of the process, over all spaces. */
  counts(): Record<string, number> {
    const sum = { ...this.#past };
    for (const space of this.all()) for (const [what, n] of Object.entries(space.counts)) sum[what] = (sum[what] ?? 0) + n;
    return sum;
  }
}
