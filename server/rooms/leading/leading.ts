/** What a running space has beside movement and sound: who leads, and what those who lead may do to the session. */
import { can } from "../../../shared/domain/permissions.ts";
import type { Person } from "../person.ts";
import type { RunningSpace } from "../running-space.ts";
import { Blocks } from "./blocks.ts";
import { SessionLead } from "./session-lead.ts";

export class SessionLeading {
  readonly lead: SessionLead;
  readonly blocks: Blocks;

  readonly #space: RunningSpace;

  constructor(space: RunningSpace) {
    this.#space = space;
    this.blocks = new Blocks(space);
    this.lead = new SessionLead(space);
  }

  /** The page of somebody has come, or they lead from now on: what they are to know beside the welcome. */
  welcomed(person: Person): void {
    if (this.blocks.of(person.user).length > 0) this.blocks.tell(person);
    const knocks = can(person.role, "lobby.decide") ? (this.#space.deps.lobbies.get(this.#space.id)?.knocks() ?? []) : [];
    if (knocks.length > 0) person.link?.send("knocks", { waiting: knocks });
  }

  /** @param now room time, ms */
  tick(now: number): void {
    this.lead.tick(now);
  }
}
