/** What a running space has beside movement and sound: who leads, and what those who lead may do to the session. */
import { can } from "../../../shared/domain/permissions.ts";
import type { Person } from "../person.ts";
import type { RunningSpace } from "../running-space.ts";
import { Blocks } from "./blocks.ts";
import { Concerns } from "./concerns.ts";
import { Hands } from "./hands.ts";
import { Help } from "./help.ts";
import { KeptOrder } from "./kept.ts";
import { Review } from "./review.ts";
import { SessionLead } from "./session-lead.ts";
import { Told } from "./told.ts";

/** Hands of those who came or went are looked at this often, ms. */
const SHOW_MS = 250;

export class SessionLeading {
  readonly lead: SessionLead;
  readonly blocks: Blocks;
  readonly hands: Hands;
  readonly help: Help;
  /** Users whose microphone, camera or screen is held off: bits of `FLOW`. Leaving and coming back does not undo it. */
  readonly held = new Map<string, number>();
  readonly review: Review;
  readonly concerns: Concerns;
  readonly kept: KeptOrder;
  readonly told: Told;
  #shownAt = Number.NEGATIVE_INFINITY;

  readonly #space: RunningSpace;

  constructor(space: RunningSpace) {
    this.#space = space;
    this.blocks = new Blocks(space);
    this.hands = new Hands(space);
    this.help = new Help(space);
    this.review = new Review(space);
    this.concerns = new Concerns(space);
    this.lead = new SessionLead(space);
    this.kept = new KeptOrder(space);
    this.told = new Told(space);
  }

  /** The page of somebody has come, or they lead from now on: what they are to know beside the welcome. */
  welcomed(person: Person): void {
    if (this.blocks.of(person.user).length > 0) this.blocks.tell(person);
    this.blocks.welcomed(person);
    const knocks = can(person.role, "lobby.decide") ? (this.#space.deps.lobbies.get(this.#space.id)?.knocks() ?? []) : [];
    if (knocks.length > 0) person.link?.send("knocks", { waiting: knocks });
    this.help.welcomed(person);
    this.review.welcomed(person);
    this.concerns.welcomed(person);
    this.told.welcomed(person);
  }

  putOut(user: string): void {
    this.concerns.left(user);
    this.told.putOut(user);
  }

  /** @param now room time, ms */
  tick(now: number): void {
    this.lead.tick(now);
    this.concerns.tick(now);
    this.help.tick(now);
    if (now - this.#shownAt < SHOW_MS) return;
    this.#shownAt = now;
    this.hands.show(now);
    this.kept.look();
  }
}
