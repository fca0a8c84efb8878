/** Says yes at most once in so many ms: for log lines of what may happen at every tick. `mono` in ms. */
export function seldom(mono: () => number, everyMs = 60_000): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = mono();
    if (now - last < everyMs) return false;
    last = now;
    return true;
  };
}
