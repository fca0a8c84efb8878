/** Room time in this page: the clock of `shared/domain/motion/clock-sync` with its bytes. `local`: `performance.now()`, ms. No timers: tick it. */
import { ClockSync } from "../../../shared/domain/motion/clock-sync.ts";
import { BYTES } from "../../../shared/protocol/messages.ts";
import { decodePong, encodePing, unwrapTime } from "../../../shared/protocol/motion.ts";

export class RoomClock {
  readonly #sync = new ClockSync();
  readonly #send: (type: typeof BYTES.CLOCK, bytes: Uint8Array<ArrayBuffer>) => void;

  constructor(send: (type: typeof BYTES.CLOCK, bytes: Uint8Array<ArrayBuffer>) => void) {
    this.#send = send;
  }

  /** Room time, ms with fractions. Meaningless before the welcome. */
  now(local: number): number {
    return this.#sync.now(local);
  }

  get known(): boolean {
    return this.#sync.known;
  }

  /** Round trip of the best recent sample, ms; null before the first. */
  get roundTrip(): number | null {
    return this.#sync.roundTrip;
  }

  /** Local time at which `tick` will have something to send. */
  get due(): number {
    return this.#sync.due;
  }

  /** The first message of each connection. @param roomTime u32 of the welcome */
  welcome(roomTime: number, boot: number, local: number): void {
    this.#sync.reconnected();
    this.#sync.seed(this.#near(roomTime, boot, local), boot, local);
  }

  tick(local: number): void {
    const id = this.#sync.ping(local);
    if (id !== null) this.#send(BYTES.CLOCK, encodePing(id));
  }

  /** @returns false when it is no answer of ours */
  pong(bytes: Uint8Array, local: number): boolean {
    const pong = decodePong(bytes);
    if (pong === null) return false;
    this.#sync.pong(pong.id, this.#near(pong.time, pong.boot, local), pong.boot, local);
    return true;
  }

  /** u32 to room time: near what this clock says, or as it is when another run of the room began. */
  #near(wire: number, boot: number, local: number): number {
    return this.#sync.known && this.#sync.boot === boot ? unwrapTime(wire, this.#sync.now(local)) : wire;
  }
}
