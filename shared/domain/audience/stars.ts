/**
 * Voices that carry beyond nearness: from a stage to its hall, by the megaphone to everyone. One way: who is spoken to need not be heard.
 * A ray is named like a pair, by an id that is never used again. Pure; `shrink` only takes away, `grow` is called at most 5 times a second.
 */
import { pairKey } from "./hearer.ts";

export type Loud = "stage" | "megaphone";

export interface Ray {
  readonly from: number;
  readonly to: number;
  readonly id: number;
  kind: Loud;
}

/** Somebody who speaks to many. */
export interface Voice {
  readonly id: number;
  readonly kind: Loud;
  /** Those who are to get it, who comes first first. */
  readonly listeners: readonly number[];
}

/** What the transport carries of it. */
export interface StarLimits {
  /** Voices from one stage at once. */
  voices: number;
  /** Listeners of one voice. */
  listeners: number;
  /** Pictures go along. */
  pictures: boolean;
}

/** From page to page the speaker's own line carries every listener: one voice, sound only. */
export const STAR_OF_MESH: StarLimits = { voices: 1, listeners: 30, pictures: false };
export const STAR_OF_SERVER: StarLimits = { voices: 12, listeners: Number.POSITIVE_INFINITY, pictures: true };

const NONE: ReadonlyMap<number, Ray> = new Map<number, Ray>();

export class Stars {
  readonly #nextId: () => number;
  readonly #from = new Map<number, Map<number, Ray>>();
  readonly #to = new Map<number, Map<number, Ray>>();
  /** By listener: voices in their hall that they do not get. */
  #beyond = new Map<number, Set<number>>();
  #touched = new Set<number>();
  limits: StarLimits = STAR_OF_MESH;

  constructor(nextId: () => number) {
    this.#nextId = nextId;
  }

  /** Whom this person speaks to, by their ids. */
  raysFrom(id: number): ReadonlyMap<number, Ray> {
    return this.#from.get(id) ?? NONE;
  }

  /** Who speaks to this person. */
  raysTo(id: number): ReadonlyMap<number, Ray> {
    return this.#to.get(id) ?? NONE;
  }

  /** The ray between two, whichever way: what their connection is named by. Both ways, the one of the lower id counts. */
  between(a: number, b: number): Ray | undefined {
    const [low, high] = a < b ? [a, b] : [b, a];
    return this.#from.get(low)?.get(high) ?? this.#from.get(high)?.get(low);
  }

  /** Voices that this person would be spoken to by, and is not: too many. */
  beyondOf(id: number): Iterable<number> {
    return this.#beyond.get(id) ?? [];
  }

  get empty(): boolean {
    return this.#from.size === 0 && this.#beyond.size === 0;
  }

  takeTouched(): ReadonlySet<number> {
    const touched = this.#touched;
    if (touched.size > 0) this.#touched = new Set();
    return touched;
  }

  /** Ends what holds no more. */
  shrink(holds: (ray: Ray) => boolean): void {
    for (const mine of this.#from.values()) for (const ray of mine.values()) if (!holds(ray)) this.#end(ray);
  }

  /** @param beyond voices that are not carried at all, with those who would have heard them */
  grow(voices: readonly Voice[], beyond: readonly Voice[]): void {
    const wanted = new Map<number, { from: number; to: number; kind: Loud }>();
    const keyOf = (from: number, to: number): number => pairKey(from, to) * 2 + (from < to ? 0 : 1);
    const left = new Map<number, Set<number>>();
    const leave = (listener: number, voice: number): void => {
      const mine = left.get(listener);
      if (mine === undefined) left.set(listener, new Set([voice]));
      else mine.add(voice);
    };
    for (const { id, kind, listeners } of voices) {
      const held = this.raysFrom(id);
      let room = this.limits.listeners;
      // Who hears them goes on hearing them; then those who come first.
      for (const kept of [true, false]) {
        for (const to of listeners) {
          if (held.has(to) !== kept) continue;
          if (room > 0) wanted.set(keyOf(id, to), { from: id, to, kind });
          else leave(to, id);
          room--;
        }
      }
    }
    for (const { id, listeners } of beyond) for (const to of listeners) leave(to, id);
    this.shrink(({ from, to }) => wanted.has(keyOf(from, to)));
    for (const { from, to, kind } of wanted.values()) {
      const ray = this.#from.get(from)?.get(to);
      if (ray === undefined) this.#begin({ from, to, kind, id: this.#nextId() });
      else if (ray.kind !== kind) {
        ray.kind = kind;
        this.#touched.add(from).add(to);
      }
    }
    for (const id of new Set([...left.keys(), ...this.#beyond.keys()]))
      if (String([...(left.get(id) ?? [])]) !== String([...(this.#beyond.get(id) ?? [])])) this.#touched.add(id);
    this.#beyond = left;
  }

  #begin(ray: Ray): void {
    for (const [map, one, other] of [
      [this.#from, ray.from, ray.to],
      [this.#to, ray.to, ray.from],
    ] as const) {
      const mine = map.get(one);
      if (mine === undefined) map.set(one, new Map([[other, ray]]));
      else mine.set(other, ray);
    }
    this.#touched.add(ray.from).add(ray.to);
  }

  #end(ray: Ray): void {
    for (const [map, one, other] of [
      [this.#from, ray.from, ray.to],
      [this.#to, ray.to, ray.from],
    ] as const) {
      const mine = map.get(one);
      mine?.delete(other);
      if (mine?.size === 0) map.delete(one);
    }
    this.#touched.add(ray.from).add(ray.to);
  }
}
