/** What the world draws: oneself by prediction, the others by their delay. */
import type { Drawn, Movers } from "../space-commands.ts";
import { Chaser } from "../../../shared/domain/motion/viewer.ts";
import type { Point } from "../../../shared/domain/motion/sweep.ts";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import type { Others } from "./others.ts";
import type { OwnMotion } from "./own-motion.ts";

type Facing = Drawn["facing"];

/** Down, left, right or up; on a diagonal sideways, since a side view shows walking best. Standing keeps the last. */
export function facingOf(v: Point, last: Facing): Facing {
  if (v.x === 0 && v.y === 0) return last;
  if (Math.abs(v.x) >= Math.abs(v.y) * 0.9) return v.x < 0 ? 1 : 2;
  return v.y < 0 ? 3 : 0;
}

export class MotionMovers implements Movers {
  readonly #own: OwnMotion;
  readonly #others: Others;
  readonly #you: PersonId;
  readonly #now: () => number;
  readonly #facing = new Map<PersonId, Facing>();
  /** A correction of oneself is walked off, not jumped, unless it is far. */
  readonly #chaser: Chaser;
  readonly #listeners = new Set<() => void>();
  #shownAt: number;
  readonly #drawn: Drawn = { id: 0, x: 0, y: 0, facing: 0, walking: false };

  /** @param now room time, for frames come without one */
  constructor(own: OwnMotion, others: Others, you: PersonId, now: () => number) {
    this.#own = own;
    this.#others = others;
    this.#you = you;
    this.#now = now;
    this.#shownAt = now();
    const p = own.at(this.#shownAt);
    this.#chaser = new Chaser(p.x, p.y);
  }

  each(visit: (drawn: Drawn) => void): boolean {
    const now = this.#now();
    const p = this.#own.at(now);
    const v = this.#own.velocity(now);
    const there = this.#chaser.follow(p, now - this.#shownAt);
    // Not the latest ever: another room's clock begins at 0 again.
    this.#shownAt = now;
    const walking = v.x !== 0 || v.y !== 0;
    this.#visit(visit, this.#you, this.#chaser.x, this.#chaser.y, v, walking);
    const any = this.#others.each(now, p, (id, viewer, moving) => {
      const shown = viewer.velocity();
      this.#visit(visit, id, viewer.chaser.x, viewer.chaser.y, shown, moving && (shown.x !== 0 || shown.y !== 0));
    });
    return any || walking || !there;
  }

  self(): { x: number; y: number } {
    return this.#own.at(this.#now());
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    const stop = this.#others.onChange(listener);
    return () => {
      this.#listeners.delete(listener);
      stop();
    };
  }

  /** Call when one's own motion changed (input, correction, place): an idle renderer wakes up. */
  wake(): void {
    for (const listener of this.#listeners) listener();
  }

  #visit(visit: (drawn: Drawn) => void, id: PersonId, x: number, y: number, v: Point, walking: boolean): void {
    const facing = facingOf(v, this.#facing.get(id) ?? 0);
    this.#facing.set(id, facing);
    const drawn = this.#drawn;
    drawn.id = id;
    drawn.x = x;
    drawn.y = y;
    drawn.facing = facing;
    drawn.walking = walking;
    visit(drawn);
  }
}
