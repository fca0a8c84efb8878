/** A world in one process: true time in ms, events in order, links that delay, jitter and stall but never reorder (TCP). */
import { mulberry } from "../shared/motion/worlds.ts";

export interface LinkConditions {
  /** Round trip, ms; `up` is the share of it on the way to the server (0.5 = symmetric). */
  roundTrip: number;
  up?: number;
  /** Each message is up to this much later, ms. */
  jitter: number;
  /** Now and then nothing passes for this long, ms, both ways. */
  stall: number;
  /** Mean time between stalls, ms. */
  stallEvery?: number;
}

interface Event {
  at: number;
  order: number;
  run: () => void;
}

export class World {
  now = 0;
  readonly random: () => number;
  #order = 0;
  #heap: Event[] = [];

  constructor(seed: number) {
    this.random = mulberry(seed);
  }

  at(time: number, run: () => void): void {
    const event = { at: Math.max(time, this.now), order: this.#order++, run };
    const heap = this.#heap;
    heap.push(event);
    for (let i = heap.length - 1; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!before(heap[i] as Event, heap[parent] as Event)) break;
      [heap[i], heap[parent]] = [heap[parent] as Event, heap[i] as Event];
      i = parent;
    }
  }

  /** Every `period` ms from `from` on, until the world ends. */
  every(period: number, from: number, run: () => void): void {
    const again = (): void => {
      run();
      this.at(this.now + period, again);
    };
    this.at(from, again);
  }

  run(until: number): void {
    for (;;) {
      const next = this.#heap[0];
      if (next === undefined || next.at > until) break;
      this.#pop();
      this.now = next.at;
      next.run();
    }
    this.now = until;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop() as Event;
    if (heap.length === 0) return;
    heap[0] = last;
    for (let i = 0; ; ) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Event, heap[child] as Event)) child++;
      if (!before(heap[child] as Event, heap[i] as Event)) break;
      [heap[i], heap[child]] = [heap[child] as Event, heap[i] as Event];
      i = child;
    }
  }
}

const before = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** Both directions of one connection. Bytes are copied: nobody shares memory over a network. */
export class Link {
  readonly #world: World;
  readonly #conditions: LinkConditions;
  #lastUp = 0;
  #lastDown = 0;
  #stalledUntil = 0;
  #closed = false;
  bytesUp = 0;
  bytesDown = 0;
  messagesUp = 0;

  constructor(world: World, conditions: LinkConditions) {
    this.#world = world;
    this.#conditions = conditions;
    if (conditions.stall > 0) {
      const next = (): void => {
        this.stall(conditions.stall);
        world.at(world.now + 2 * conditions.stall + 500 + world.random() * 2 * (conditions.stallEvery ?? 8000), next);
      };
      world.at(world.random() * 2 * (conditions.stallEvery ?? 8000), next);
    }
  }

  /** Nothing passes for `ms` from now on. */
  stall(ms: number): void {
    this.#stalledUntil = Math.max(this.#stalledUntil, this.#world.now + ms);
  }

  /** What is under way is lost. */
  close(): void {
    this.#closed = true;
  }

  up(bytes: Uint8Array, deliver: (bytes: Uint8Array) => void): void {
    this.bytesUp += bytes.length;
    this.messagesUp++;
    this.#lastUp = this.#send(this.#lastUp, this.#conditions.up ?? 0.5, bytes, deliver);
  }

  down(bytes: Uint8Array, deliver: (bytes: Uint8Array) => void): void {
    this.bytesDown += bytes.length;
    this.#lastDown = this.#send(this.#lastDown, 1 - (this.#conditions.up ?? 0.5), bytes, deliver);
  }

  #send(last: number, share: number, bytes: Uint8Array, deliver: (bytes: Uint8Array) => void): number {
    const copy = bytes.slice();
    const { roundTrip, jitter } = this.#conditions;
    const leaves = Math.max(this.#world.now, this.#stalledUntil);
    const arrives = Math.max(last, leaves + roundTrip * share + this.#world.random() * jitter);
    // A stall that begins while the message is under way holds it, too.
    const attempt = (): void => {
      if (this.#world.now < this.#stalledUntil) this.#world.at(this.#stalledUntil, attempt);
      else if (!this.#closed) deliver(copy);
    };
    this.#world.at(arrives, attempt);
    return arrives;
  }
}
