/** A line that carries so many bits a second each way, whatever goes over it: one queue a direction, in order, short as in a good modem. */

/** A datagram that would wait longer than this is lost. ms */
const QUEUE_MS = 300;

export interface Way {
  /** @param done when the last bit is on the line. @param loses dropped where the queue is too long */
  pass(bytes: number, done: () => void, loses?: boolean): void;
  /** Bytes that went, and that were lost. */
  readonly counts: { bytes: number; lost: number };
}

export interface ThinLine {
  up: Way;
  down: Way;
}

function way(kbits: number): Way {
  const bytesPerMs = kbits / 8;
  let freeAt = 0;
  const counts = { bytes: 0, lost: 0 };
  return {
    counts,
    pass(bytes, done, loses = false) {
      const now = performance.now();
      const begin = Math.max(now, freeAt);
      if (loses && begin - now > QUEUE_MS) return void (counts.lost += bytes);
      freeAt = begin + bytes / bytesPerMs;
      counts.bytes += bytes;
      setTimeout(done, freeAt - now);
    },
  };
}

/** @param kbits a second, each way */
export const thinLine = (kbits: number): ThinLine => ({ up: way(kbits), down: way(kbits) });
