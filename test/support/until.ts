/** Waiting for a condition instead of for time. */

const POLL_MS = 50;

/**
 * Asks until the answer is not false, null or undefined, and returns it. An exception while asking counts as "not yet".
 * @param what for the message when it does not happen
 * @throws after `withinMs`, with the last answer or exception
 */
export async function until<T>(what: string, ask: () => T | Promise<T>, withinMs = 10_000): Promise<Exclude<T, false | null | undefined>> {
  const deadline = performance.now() + withinMs;
  let last: unknown;
  while (performance.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== false && answer !== null && answer !== undefined) return answer as Exclude<T, false | null | undefined>;
      last = answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`not within ${withinMs} ms: ${what} (last: ${String(last)})`, last instanceof Error ? { cause: last } : undefined);
}
