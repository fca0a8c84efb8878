/**
 * Room time as a client knows it: local time plus an offset, from the sample of the lowest round trip among the last twelve (an average
 * would take in every queue on the way). Corrections are slewed by 1 %, so that motion does not jump; an error over 250 ms is stepped, and so
 * is every better sample until the first twelve are in: a link that stalled at the start would otherwise be slewed away for half a minute.
 * `local` is any monotonic clock in ms.
 */
/** Answers in the quick beginning; pings go out at this pace until so many have come (but not for ever). */
export const PING_START = 6;
export const PING_START_AT_MOST = 40;
export const PING_START_EVERY = 150;
export const PING_EVERY = 2000;
export const CLOCK_SAMPLES = 12;
export const CLOCK_SLEW = 0.01;
export const CLOCK_STEP = 250;

interface Sample {
  roundTrip: number;
  offset: number;
}

export class ClockSync {
  #samples: Sample[] = [];
  /** Pings under way: id to local time of sending. */
  readonly #sent = new Map<number, number>();
  #nextId = 1;
  #pings = 0;
  #answers = 0;
  #lastPing = Number.NEGATIVE_INFINITY;
  #boot: number | null = null;
  #offset: number | null = null;
  #slewedAt = 0;

  /** False until the first answer or seed: then `now` means nothing. */
  get known(): boolean {
    return this.#offset !== null;
  }

  /** Round trip of the best sample, ms; null before the first. */
  get roundTrip(): number | null {
    return this.#best()?.roundTrip ?? null;
  }

  get boot(): number | null {
    return this.#boot;
  }

  /** Local time of the next ping. */
  get due(): number {
    const quick = this.#answers < PING_START && this.#pings < PING_START_AT_MOST;
    return this.#lastPing + (quick ? PING_START_EVERY : PING_EVERY);
  }

  /** The id of a ping to be sent now, or null when none is due. */
  ping(local: number): number | null {
    if (local < this.due) return null;
    this.#lastPing = local;
    this.#pings++;
    const id = this.#nextId++ >>> 0;
    this.#sent.set(id, local);
    // Answers that never came (a dropped connection): forget the oldest.
    if (this.#sent.size > 64) for (const old of this.#sent.keys()) if (this.#sent.delete(old)) break;
    return id;
  }

  /** A first guess from a message without a round trip (the welcome): right to within one way of the link. Another boot id forgets everything. */
  seed(roomTime: number, boot: number, local: number): void {
    if (this.#boot !== boot) this.#restart(boot);
    if (this.#offset === null) {
      this.#offset = roomTime - local;
      this.#slewedAt = local;
    }
  }

  /** @param roomTime already unwrapped */
  pong(id: number, roomTime: number, boot: number, local: number): void {
    const sent = this.#sent.get(id);
    if (sent === undefined) return;
    this.#sent.delete(id);
    if (this.#boot !== boot) this.#restart(boot);
    this.#answers++;
    this.#samples.push({ roundTrip: local - sent, offset: roomTime - (sent + local) / 2 });
    if (this.#samples.length > CLOCK_SAMPLES) this.#samples.shift();
    const best = this.#best();
    if (best !== null && (this.#offset === null || this.#answers <= CLOCK_SAMPLES)) {
      this.#offset = best.offset;
      this.#slewedAt = local;
    }
  }

  /** Room time, ms with fractions. Slews as local time goes by. */
  now(local: number): number {
    if (this.#offset === null) return local;
    const best = this.#best();
    if (best !== null) {
      const error = best.offset - this.#offset;
      if (Math.abs(error) > CLOCK_STEP) this.#offset = best.offset;
      else {
        const step = Math.max(0, local - this.#slewedAt) * CLOCK_SLEW;
        this.#offset += Math.max(-step, Math.min(step, error));
      }
    }
    this.#slewedAt = Math.max(this.#slewedAt, local);
    return local + this.#offset;
  }

  /** A new connection: the way has changed, the clocks have not. Pings quickly again; keeps the offset. */
  reconnected(): void {
    this.#samples = [];
    this.#sent.clear();
    this.#pings = 0;
    this.#answers = 0;
    this.#lastPing = Number.NEGATIVE_INFINITY;
  }

  #best(): Sample | null {
    let best: Sample | null = null;
    for (const sample of this.#samples) if (best === null || sample.roundTrip < best.roundTrip) best = sample;
    return best;
  }

  #restart(boot: number): void {
    this.#boot = boot;
    this.#samples = [];
    this.#offset = null;
  }
}
