/** Rate of one kind of message on one connection. Time is an argument, in ms of a monotonic clock. */
export class TokenBucket {
  #tokens: number;
  #at: number;
  readonly #perMs: number;
  readonly #burst: number;

  constructor(rate: { perSecond: number; burst: number }, now: number) {
    this.#perMs = rate.perSecond / 1_000;
    this.#burst = rate.burst;
    this.#tokens = rate.burst;
    this.#at = now;
  }

  #fill(now: number): void {
    this.#tokens = Math.min(this.#burst, this.#tokens + Math.max(0, now - this.#at) * this.#perMs);
    this.#at = now;
  }

  /** Takes `cost` when it is there. */
  take(now: number, cost = 1): boolean {
    this.#fill(now);
    if (this.#tokens < cost) return false;
    this.#tokens -= cost;
    return true;
  }

  /** Takes `cost` in any case. @returns ms until the debt is paid, 0 for none */
  charge(now: number, cost = 1): number {
    this.#fill(now);
    this.#tokens -= cost;
    return this.#tokens >= 0 ? 0 : -this.#tokens / this.#perMs;
  }
}
