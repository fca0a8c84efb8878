/** One answer for all who ask within a time: what everyone may ask must not cost more for being asked often. */

/**
 * @param ms how long an answer holds, also one that failed @param mono ms, monotonic
 */
export function heldAnswer<T>(ms: number, mono: () => number, ask: () => Promise<T>): () => Promise<T> {
  let asked: { at: number; answer: Promise<T> } | null = null;
  return () => {
    const now = mono();
    if (asked === null || now - asked.at >= ms) asked = { at: now, answer: ask() };
    return asked.answer;
  };
}
