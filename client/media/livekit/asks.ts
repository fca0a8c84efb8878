/** How often a page asks the media server for what does not come: sixteen who come back from their groups at once are no flood to the server. */

/** The server cuts the way of a page that sends 60 frames a second (server/adapters/livekit/pipe/limits.ts). */
const A_SECOND = 40;
const AT_ONCE = 4;

export interface Asker {
  /** When it asked last. */
  readonly asked: number;
  /** @returns how often it asked: each is a frame of the signalling */
  ask(now: number): number;
}

/** @param now ms, monotonic. @returns asks for those who have waited longest, as many as may be */
export function asksFor(now: () => number): (askers: Iterable<Asker>) => void {
  let left = AT_ONCE;
  let at = now();
  return (askers) => {
    const time = now();
    left = Math.min(AT_ONCE, left + ((time - at) * A_SECOND) / 1000);
    at = time;
    for (const asker of [...askers].toSorted((a, b) => a.asked - b.asked)) {
      if (left < 1) return;
      left -= asker.ask(time);
    }
  };
}
