/**
 * Rates, kept in memory only. They are wide by address, because a class of thirty comes from one, and narrow by session, because that is
 * one person. Guesses and entries are counted by what came of them: those who have the right link are not kept out by
 * others behind their address. (A code has 128 bits: nobody finds one, throttled or not.)
 *
 * Whoever floods from an address empties `address` for all behind it. From then on (until `flood`, too, is empty) each has to prove something
 * first: a living session goes on by a rate of its own, a code that opens still opens; everything else is held back (docs/decisions/85).
 */

export interface Rate {
  /** So many at once … */
  burst: number;
  /** … and so many a second in the long run. */
  perSecond: number;
}

export const RATES = {
  /** Any request, by address. */
  address: { burst: 1200, perSecond: 60 },
  /**
   * What programs ask (health, readiness, numbers), by address. Of its own: a flood of other requests shuts no health check out, and neither does a
   * class behind one address, whose pages ask for the build when they meet an upgrade.
   */
  watch: { burst: 600, perSecond: 20 },
  /** Any request or upgrade, by address, once `address` is empty: what may still be looked at to see whether it proves anything. */
  flood: { burst: 15_000, perSecond: 600 },
  /** Any request or upgrade of one session, once the address is held back. */
  session: { burst: 300, perSecond: 10 },
  /** What one person changes, by session. */
  write: { burst: 40, perSecond: 1 },
  /** Joining a space, by session: a connection that breaks again and again. */
  join: { burst: 20, perSecond: 0.5 },
  /** People let in by invites, by address: a class at once, a festival in a few minutes. */
  enter: { burst: 200, perSecond: 2 },
  /** Unknown owner and invite codes, by address. */
  guess: { burst: 30, perSecond: 0.05 },
} as const satisfies Record<string, Rate>;
export type RateKind = keyof typeof RATES;

/** At most so many keys are remembered: a flood of addresses is no way to fill the memory. */
const MAX_KEYS = 20_000;

/** Token buckets of one rate by key. `now` in ms, monotonic. */
export class Buckets {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  #level(key: string, now: number): number {
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) return this.#rate.burst;
    return Math.min(this.#rate.burst, bucket.tokens + ((now - bucket.at) / 1000) * this.#rate.perSecond);
  }

  /** Takes one. @returns 0, or the seconds after which there is one again */
  take(key: string, now: number): number {
    const wait = this.wait(key, now);
    if (wait > 0) return wait;
    const tokens = this.#level(key, now) - 1;
    // Taken out and put in again: the map's order is by last use.
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens, at: now });
    if (this.#buckets.size > MAX_KEYS) this.#sweep(now);
    return 0;
  }

  /** Seconds (whole, at least 1) until there is one to take, or 0: there is one now. */
  wait(key: string, now: number): number {
    const level = this.#level(key, now);
    return level >= 1 ? 0 : Math.max(1, Math.ceil((1 - level) / this.#rate.perSecond));
  }

  /** Keys remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  #sweep(now: number): void {
    for (const key of this.#buckets.keys()) if (this.#level(key, now) >= this.#rate.burst) this.#buckets.delete(key);
    // In a flood those go who were away longest. Half at once: the next sweep is far off, so a flood does not cost more than its requests.
    for (const key of this.#buckets.keys()) {
      if (this.#buckets.size <= MAX_KEYS / 2) break;
      this.#buckets.delete(key);
    }
  }
}

export type Limits = Record<RateKind, Buckets>;

export const makeLimits = (rates: Record<RateKind, Rate> = RATES): Limits =>
  Object.fromEntries(Object.entries(rates).map(([kind, rate]) => [kind, new Buckets(rate)])) as Limits;
