/** What goes on in conversations beside sound: writing as a voice, sitting together, and whispering. */
import type { Person } from "./person.ts";
import type { RunningSpace } from "./running-space.ts";
import { Sitting } from "./sitting.ts";
import { Whispering } from "./whispering.ts";
import { Writing } from "./writing.ts";

/** Questions to sit together are looked at this often, ms. */
const SIT_MS = 1_000;

export class Conversation {
  readonly writing: Writing;
  readonly sitting: Sitting;
  readonly whispering: Whispering;
  #satAt = 0;

  constructor(space: RunningSpace) {
    this.writing = new Writing(space);
    this.sitting = new Sitting(space);
    this.whispering = new Whispering(space);
  }

  /** A page has come: what it is to know beside the welcome. */
  welcomed(person: Person): void {
    this.sitting.welcomed(person);
    this.whispering.welcomed(person);
  }

  /** They are not waited for any more. */
  left(person: Person): void {
    this.sitting.left(person);
    this.whispering.left(person);
  }

  /** Some are hidden from others now, or are not any more: nobody is told of whom they do not see. @param after once the state has them */
  seenAnew(after: boolean): void {
    this.sitting.tick(after);
    this.whispering.retell(after);
  }

  tick(now: number, grow: boolean): void {
    this.whispering.tick();
    this.writing.tick(grow);
    if (now - this.#satAt < SIT_MS) return;
    this.#satAt = now;
    this.sitting.tick();
  }
}
