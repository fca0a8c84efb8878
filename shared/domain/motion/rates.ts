/** A token bucket: `burst` at once, `perSecond` in the long run. Time is an argument, ms. */
export class TokenBucket {
  readonly #perMs: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(perSecond: number, burst: number, now: number) {
    this.#perMs = perSecond / 1000;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = now;
  }

  /** Takes a token if there is one. */
  take(now: number): boolean {
    this.#refill(now);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Is there a token? */
  has(now: number): boolean {
    this.#refill(now);
    return this.#tokens >= 1;
  }

  #refill(now: number): void {
    if (now > this.#at) {
      this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#at) * this.#perMs);
      this.#at = now;
    }
  }
}

/** Segments of one mover: above it the newest replaces the one that waits. */
export const SEGMENT_RATE = { perSecond: 20, burst: 40 } as const;
/** Keep-alives, marks and clock pings together; those above it are dropped. */
export const STAMP_RATE = { perSecond: 20, burst: 40 } as const;
/** Messages of any kind; above it the connection is closed with CLOSE.ABUSE. */
export const MESSAGE_RATE = { perSecond: 200, burst: 200 } as const;
