/** Log-ins that failed, in memory only: who has to wait. The rule is `waits.ts`. */
import { waitsAfter } from "../../../shared/domain/accounts/waits.ts";

/** What nobody repeated for so long is forgotten, ms. */
const FORGET = 3_600_000;
/** At most so many of each are remembered: a flood is no way to fill the memory. */
const MAX_KEYS = 20_000;
/** Longer names belong to nobody. */
const NAME_LENGTH = 64;

class Counts {
  readonly #counts = new Map<string, { n: number; at: number }>();

  get(key: string, now: number): { n: number; at: number } {
    const found = this.#counts.get(key);
    return found === undefined || now - found.at > FORGET ? { n: 0, at: now } : found;
  }
  add(key: string, now: number): void {
    const { n } = this.get(key, now);
    // Taken out and put in again: the map's order is by last use.
    this.#counts.delete(key);
    this.#counts.set(key, { n: n + 1, at: now });
    if (this.#counts.size > MAX_KEYS) this.#shrink();
  }
  less(key: string): void {
    const found = this.#counts.get(key);
    if (found === undefined) return;
    if (found.n <= 1) this.#counts.delete(key);
    else found.n -= 1;
  }
  clear(key: string): void {
    this.#counts.delete(key);
  }
  #shrink(): void {
    for (const key of this.#counts.keys()) {
      if (this.#counts.size <= MAX_KEYS / 2) break;
      this.#counts.delete(key);
    }
  }
}

export class Attempts {
  readonly #pairs = new Counts();
  readonly #accounts = new Counts();
  readonly #addresses = new Counts();
  /** Log-ins that succeeded: these people are known at these addresses. */
  readonly #known = new Counts();

  /**
   * Asks before a try, and counts it as failed until `succeeded` or `dropped`: a hundred tries at once are a hundred.
   * @param now ms, monotonic @returns seconds to wait, or 0: go on
   */
  begin(name: string, address: string, now: number): number {
    const account = name.slice(0, NAME_LENGTH);
    const key = `${account}\n${address}`;
    const [pair, ofAccount, ofAddress] = [this.#pairs.get(key, now), this.#accounts.get(account, now), this.#addresses.get(address, now)];
    const known = this.#known.get(key, now).n > 0;
    const waits = waitsAfter({ pair: pair.n, account: ofAccount.n, address: ofAddress.n, known });
    const left = Math.max(
      pair.at + waits.pair * 1_000 - now,
      ofAccount.at + waits.account * 1_000 - now,
      ofAddress.at + waits.address * 1_000 - now,
    );
    if (left > 0) return Math.ceil(left / 1_000);
    this.#pairs.add(key, now);
    this.#accounts.add(account, now);
    this.#addresses.add(address, now);
    return 0;
  }

  succeeded(name: string, address: string, now: number): void {
    this.dropped(name, address);
    const key = `${name.slice(0, NAME_LENGTH)}\n${address}`;
    this.#pairs.clear(key);
    this.#known.add(key, now);
  }

  /** The try was not looked at after all. */
  dropped(name: string, address: string): void {
    const account = name.slice(0, NAME_LENGTH);
    this.#pairs.less(`${account}\n${address}`);
    this.#accounts.less(account);
    this.#addresses.less(address);
  }
}
