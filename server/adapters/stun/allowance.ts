/**
 * How many answers a source may have: token buckets in a fixed table, so that a flood of forged sources costs no memory.
 * Sources share a bucket where their hashes meet; the salt keeps anyone from choosing whose.
 */
const SLOTS = 4096;

export interface AllowanceRules {
  /** Answers a second and source. A class behind one address joins at once, so not too few. */
  perSecond: number;
  burst: number;
  /** Answers a second to all sources together. */
  totalPerSecond: number;
}

export const STUN_RULES: AllowanceRules = { perSecond: 50, burst: 300, totalPerSecond: 5_000 };

/** What counts as one source: an IPv4 address, or the /64 of an IPv6 one (a host has 2^64 of them). */
const sourceOf = (address: Uint8Array): Uint8Array => (address.byteLength === 16 ? address.subarray(0, 8) : address);

/** @param salt random, 32 bits. @returns whether one more answer may go to the source now; `now` in ms */
export function allowance(rules: AllowanceRules, salt: number): (address: Uint8Array, now: number) => boolean {
  const tokens = new Float64Array(SLOTS).fill(rules.burst);
  const seen = new Float64Array(SLOTS);
  let total = rules.totalPerSecond;
  let totalSeen = 0;
  return (address, now) => {
    total = Math.min(rules.totalPerSecond, total + ((now - totalSeen) / 1000) * rules.totalPerSecond);
    totalSeen = now;
    // FNV-1a.
    let hash = (0x811c9dc5 ^ salt) >>> 0;
    for (const byte of sourceOf(address)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    const slot = ((hash ^ (hash >>> 12)) >>> 0) % SLOTS;
    const left = Math.min(rules.burst, (tokens[slot] ?? 0) + ((now - (seen[slot] ?? 0)) / 1000) * rules.perSecond);
    seen[slot] = now;
    const allowed = left >= 1 && total >= 1;
    tokens[slot] = allowed ? left - 1 : left;
    if (allowed) total -= 1;
    return allowed;
  };
}
