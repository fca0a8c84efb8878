/** The media server as the whole process sees it: whether it answers, what must still be removed there, and the sound of each running space. */
import type { MediaServer } from "../ports/media-server.ts";
import { type Seat, type SeatDeps, type SoundHooks, SpaceSound } from "./media-seats.ts";

/** It is asked this often, ms; unheard of for DOWN_MS it counts as down. */
const ASK_MS = 1_000;
export const DOWN_MS = 3_000;
/** After its start Kartu gives it so long to answer before the first space decides, ms: a host that boots begins both at once. */
const FIRST_MS = 8_000;
/** Removals that are under way at the end are waited for this long, ms. */
const CLOSE_MS = 500;

export interface HouseDeps extends Pick<SeatDeps, "server" | "random" | "log"> {
  /** Tells the rooms of this Kartu from those of another one that uses the same key. */
  installation: string;
  /** ms instead of FIRST_MS. */
  firstMs?: number;
  /** ms, monotonic. */
  mono(): number;
}

export class SoundHouse {
  readonly server: MediaServer;
  readonly #deps: HouseDeps;
  /** What the names of our rooms at the media server begin with. */
  readonly #prefix: string;
  readonly #spaces = new Set<SpaceSound>();
  readonly #byNonce = new Map<string, Seat>();
  /** `room identity` of those who are still to be removed. */
  readonly #condemned = new Map<string, { room: string; identity: string }>();
  readonly #removing = new Set<Promise<void>>();
  #up = false;
  #said: string | null = null;
  #heardAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #late: NodeJS.Timeout | undefined;
  #asking = false;
  /** Resolves once it has answered, or has had its time to since the start: what begins before it does not know which way sound goes. */
  readonly settled: Promise<void>;
  #settle: () => void = () => undefined;

  constructor(deps: HouseDeps) {
    this.settled = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#deps = deps;
    this.#prefix = `kartu:${deps.installation}:`;
    this.server = deps.server;
  }

  get up(): boolean {
    return this.#up;
  }

  /** Resolves after the first answer, or its failure: Kartu starts without the media server too. */
  async start(): Promise<void> {
    this.#late = setTimeout(this.#settle, this.#deps.firstMs ?? FIRST_MS).unref();
    await this.#ask();
    this.#timer = setInterval(() => void this.#ask(), ASK_MS);
    this.#timer.unref();
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      await this.server.ping();
      this.#heardAt = this.#deps.mono();
      this.#said = null;
      if (!this.#up) {
        await this.#sweep();
        this.#turn(true);
      }
      for (const one of [...this.#condemned.values()]) this.remove(one.room, one.identity);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (this.#said !== why) this.#deps.log.warn({ err: error }, "the media server cannot be used (LIVEKIT_URL, its keys, or its clock)");
      this.#said = why;
      if (this.#up && this.#deps.mono() - this.#heardAt >= DOWN_MS) this.#turn(false);
    } finally {
      this.#asking = false;
    }
  }

  #turn(up: boolean): void {
    this.#up = up;
    if (up) this.#settle();
    for (const space of this.#spaces) space.healthChanged(up);
  }

  /** Whoever is in a room of ours without a seat was there before we were, and has nobody who speaks for them. */
  async #sweep(): Promise<void> {
    const known = new Map([...this.#spaces].map((space) => [space.room, space]));
    for (const room of await this.server.rooms()) {
      if (!room.startsWith(this.#prefix)) continue;
      for (const identity of await this.server.people(room)) {
        if (known.get(room)?.knows(identity) !== true) await this.server.remove(room, identity);
      }
    }
  }

  /** Removes someone; tried again until the media server has said yes. */
  remove(room: string, identity: string): void {
    const key = `${room} ${identity}`;
    this.#condemned.set(key, { room, identity });
    const removing = this.server
      .remove(room, identity)
      .then(
        () => void this.#condemned.delete(key),
        (error: unknown) => this.#deps.log.warn({ err: error }, "someone could not be removed from the media server yet"),
      )
      .finally(() => this.#removing.delete(removing));
    this.#removing.add(removing);
  }

  /** A space begins to run. */
  open(space: string, hooks: SoundHooks): SpaceSound {
    const deps = { ...this.#deps, up: () => this.#up, remove: (room: string, identity: string) => this.remove(room, identity) };
    const sound = new SpaceSound(`${this.#prefix}${space}`, deps, hooks, this.#byNonce);
    this.#spaces.add(sound);
    return sound;
  }

  /** A space runs no more. */
  shut(sound: SpaceSound): void {
    sound.close();
    this.#spaces.delete(sound);
  }

  seat(nonce: string): Seat | undefined {
    return this.#byNonce.get(nonce);
  }

  /** Everyone is put out; what the media server does not confirm in time is left to the next start. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#late);
    this.#settle();
    for (const space of [...this.#spaces]) this.shut(space);
    const removed = Promise.allSettled(this.#removing);
    await Promise.race([removed, new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref())]);
  }
}
