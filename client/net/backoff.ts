/** Waiting times between attempts to come back, ms. The first is at once; chance spreads a crowd that lost the same server. */

/** @param attempt 0 for the first. @param random in [0, 1). */
export function retryDelay(attempt: number, random: number): number {
  if (attempt === 0) return 0;
  const ceiling = Math.min(2_000, 200 * 2 ** attempt);
  return ceiling / 2 + (ceiling / 2) * random;
}
