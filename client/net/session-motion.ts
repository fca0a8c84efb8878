/** Motion over one connection after another: the clock, oneself, the others, and a `Movers` that outlives each of them. */
import type { Heading } from "../../shared/domain/motion/heading.ts";
import { type Grid, gridOf, type Place, type Rect } from "../../shared/domain/place.ts";
import { BYTES, type DownMessages, type PersonId } from "../../shared/protocol/messages.ts";
import { decodeFix, decodeRebase } from "../../shared/protocol/motion.ts";
import { MotionMovers } from "./motion/movers.ts";
import { Others } from "./motion/others.ts";
import { OwnMotion } from "./motion/own-motion.ts";
import { RoomClock } from "./motion/room-clock.ts";
import { Signal } from "./signal.ts";
import type { Drawn, Movers } from "./space-commands.ts";

export interface SessionMotionDeps {
  send(type: number, bytes: Uint8Array<ArrayBuffer>): void;
  /** Monotonic ms. */
  local: () => number;
}

interface Under {
  you: PersonId;
  own: OwnMotion;
  others: Others;
  movers: MotionMovers;
}

const bordersOf = (place: Place): Rect[] => place.areas.map((area) => area.rect);

export class SessionMotion implements Movers {
  readonly clock: RoomClock;
  readonly #deps: SessionMotionDeps;
  readonly #changed = new Signal<void>();
  #under: Under | null = null;
  #stopWatching: () => void = () => undefined;
  /** The heading held down while nobody was there to be told. */
  #held: Heading = 0;

  constructor(deps: SessionMotionDeps) {
    this.#deps = deps;
    this.clock = new RoomClock((type, bytes) => deps.send(type, bytes));
  }

  get others(): Others | null {
    return this.#under?.others ?? null;
  }

  welcome(welcome: DownMessages["welcome"], place: Place): void {
    const local = this.#deps.local();
    this.clock.welcome(welcome.now, welcome.boot, local);
    const now = this.clock.now(local);
    const grid = gridOf(place);
    const under = this.#under;
    if (under?.you === welcome.you) {
      under.others.restart(grid, welcome.you);
      under.own.restart(grid, bordersOf(place), welcome, now);
    } else {
      this.#begin(welcome, grid, place, now);
    }
    this.#changed.emit();
  }

  #begin(welcome: DownMessages["welcome"], grid: Grid, place: Place, now: number): void {
    this.#stopWatching();
    const others = new Others(grid, welcome.you);
    const own = new OwnMotion(grid, bordersOf(place), welcome, now, {
      send: (type, bytes) => this.#deps.send(type, bytes),
      neighbours: others,
    });
    const movers = new MotionMovers(own, others, welcome.you, () => this.now());
    this.#stopWatching = movers.onChange(() => this.#changed.emit());
    this.#under = { you: welcome.you, own, others, movers };
    if (this.#held !== 0) own.head(this.#held, now);
  }

  /** The connection is gone: nothing can be told, and the server takes the walk for ended. */
  suspend(): void {
    this.#under?.own.suspend();
  }

  enter(place: Place): void {
    const grid = gridOf(place);
    this.#under?.others.restart(grid, this.#under.you);
    this.#under?.own.enter(grid, bordersOf(place));
    this.#changed.emit();
  }

  /** A binary message of the room. @returns false when it is malformed */
  bytes(type: number, bytes: Uint8Array): boolean {
    const local = this.#deps.local();
    if (type === BYTES.CLOCK) return this.clock.pong(bytes, local);
    const under = this.#under;
    if (!under) return true;
    const now = this.clock.now(local);
    switch (type) {
      case BYTES.FRAME:
        return under.others.frame(bytes, now);
      case BYTES.SNAPSHOT:
        return under.others.snapshot(bytes, now);
      case BYTES.FIX: {
        const fix = decodeFix(bytes, now);
        if (fix) under.own.fix(fix, now);
        this.#changed.emit();
        return fix !== null;
      }
      case BYTES.REBASE: {
        const rebase = decodeRebase(bytes, now);
        if (rebase) under.own.rebase(rebase, now);
        this.#changed.emit();
        return rebase !== null;
      }
      default:
        return false;
    }
  }

  head(heading: Heading): void {
    this.#held = heading;
    this.#under?.own.head(heading, this.now());
    this.#changed.emit();
  }

  /** @returns false when there is no way at all */
  walkTo(x: number, y: number): boolean {
    this.#held = 0;
    const way = this.#under?.own.walkTo({ x, y }, this.now()) ?? false;
    this.#changed.emit();
    return way;
  }

  /** Sends what is due. @returns ms until the next time */
  tick(): number {
    const local = this.#deps.local();
    this.clock.tick(local);
    const now = this.clock.now(local);
    const under = this.#under;
    under?.own.tick(now);
    // The list has no frames: who is long out of view is forgotten here too.
    under?.others.tick(now, under.own.at(now));
    const own = this.#under?.own.due(now) ?? null;
    const wait = Math.min(this.clock.due - local, own === null ? Number.POSITIVE_INFINITY : own - now);
    return Math.max(5, Math.min(250, wait));
  }

  /** Room time. */
  now(): number {
    return this.clock.now(this.#deps.local());
  }

  /** Confirmed or not: where someone is as far as known here, px from oneself; null for those out of view. */
  distance(person: PersonId): number | null {
    const now = this.now();
    const there = this.#under?.others.at(person, now);
    if (!there) return null;
    const here = this.self();
    return Math.sqrt((there.x - here.x) ** 2 + (there.y - here.y) ** 2);
  }

  each(visit: (drawn: Drawn) => void): boolean {
    return this.#under?.movers.each(visit) ?? false;
  }

  self(): { x: number; y: number } {
    return this.#under?.movers.self() ?? { x: 0, y: 0 };
  }

  onChange(listener: () => void): () => void {
    return this.#changed.on(listener);
  }
}
