/** Waiting for a condition instead of for time. */

/** Asked again so soon at first, and then at most so late, ms: most things happen at once. */
const POLL_MS = [4, 50] as const;

/**
 * Asks until the answer is not false, null or undefined, and returns it. An exception while asking counts as "not yet".
 * @param what for the message when it does not happen
 * @param withinMs long enough for a slow machine that has much to do: only a failure takes so long
 * @throws after `withinMs`, with the last answer or exception
 */
export async function until<T>(what: string, ask: () => T | Promise<T>, withinMs = 20_000): Promise<Exclude<T, false | null | undefined>> {
  const deadline = performance.now() + withinMs;
  let last: unknown;
  let pause: number = POLL_MS[0];
  for (let over = false; !over; pause = Math.min(2 * pause, POLL_MS[1])) {
    // Asked once more after the time is over: this process may have been held up meanwhile.
    over = performance.now() >= deadline;
    try {
      const answer = await ask();
      if (answer !== false && answer !== null && answer !== undefined) return answer as Exclude<T, false | null | undefined>;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (!over) await watch(pause);
  }
  throw new Error(`not within ${withinMs} ms: ${what} (last: ${String(last)})`, last instanceof Error ? { cause: last } : undefined);
}

/** Lets a span pass: one in which something must not happen, or that is granted before it must not. */
export const watch = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
