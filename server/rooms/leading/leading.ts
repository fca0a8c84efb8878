/** What a running space has beside movement and sound: who leads, and what those who lead may do to the session. */
import type { RunningSpace } from "../running-space.ts";
import { Blocks } from "./blocks.ts";
import { SessionLead } from "./session-lead.ts";

export class SessionLeading {
  readonly lead: SessionLead;
  readonly blocks: Blocks;

  constructor(space: RunningSpace) {
    this.blocks = new Blocks(space);
    this.lead = new SessionLead(space);
  }

  /** @param now room time, ms */
  tick(now: number): void {
    this.lead.tick(now);
  }
}
