/** Challenges of passkeys: told once, taken once, soon over. In memory: a restart costs a second try. */

/** ms */
const LIFE = 180_000;
/** More than this are asked for by nobody honest; the oldest go. */
const MAX = 10_000;

export type Purpose = { kind: "login" } | { kind: "register" | "confirm"; session: string };

const keyOf = (purpose: Purpose): string => (purpose.kind === "login" ? "login" : `${purpose.kind} ${purpose.session}`);

export class Challenges {
  readonly #open = new Map<string, { key: string; until: number }>();

  put(challenge: string, purpose: Purpose, now: number): void {
    this.#open.set(challenge, { key: keyOf(purpose), until: now + LIFE });
    for (const [oldest, { until }] of this.#open) {
      if (this.#open.size <= MAX && until > now) break;
      this.#open.delete(oldest);
    }
  }

  /** True for one caller, for what it was made for, in time. Whatever the answer, it is gone. @param now ms, monotonic */
  take(challenge: string, purpose: Purpose, now: number): boolean {
    const found = this.#open.get(challenge);
    this.#open.delete(challenge);
    return found !== undefined && found.key === keyOf(purpose) && now < found.until;
  }
}
