/**
 * Who waits before a space. Knows nothing of Colyseus, and of the space only what its door asks: how many places are free, who is on duty.
 * Whoever has to be let in waits for somebody who leads; who found the space full waits for their turn.
 */
import type { Knock, LobbyDown, WaitWhy } from "../../../shared/protocol/lobby.ts";
import { PLACE_KEPT_MS, TURNED_AWAY_MS } from "../../../shared/protocol/lobby.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";

/** A place in the queue is kept for somebody whose connection is lost, ms. */
const WAIT_GRACE_MS = 30_000;

export interface LobbyLink {
  /** The page has acknowledged the room. */
  readonly ready: boolean;
  send<K extends keyof LobbyDown>(type: K, message: LobbyDown[K]): void;
  close(code: number): void;
}

/** The space behind the door; null: it does not run just now. */
export interface Behind {
  /** Free places. */
  free: number;
  has(user: string): boolean;
  /** People inside who may let somebody in. */
  onDuty: number;
  /** Those on duty are told who knocks. */
  tell(knocks: readonly Knock[]): void;
}

export interface Waiter {
  user: string;
  session: string;
  name: string;
  why: WaitWhy;
}

interface Waiting extends Waiter {
  knock: string;
  /** UTC ms */
  since: number;
  link: LobbyLink | null;
  goneAt: number | null;
  told: string;
}

export class Lobby {
  readonly #behind: () => Behind | null;
  readonly #now: () => number;
  readonly #newId: () => string;
  /** By user, in the order in which they came. */
  readonly #waiting = new Map<string, Waiting>();
  /** Users for whom a place is kept, until when (UTC ms). */
  readonly #called = new Map<string, number>();
  readonly #turnedAway = new Map<string, number>();
  #told = "[]";

  constructor(behind: () => Behind | null, now: () => number, newId: () => string) {
    this.#behind = behind;
    this.#now = now;
    this.#newId = newId;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** May this person knock just now? False: they were turned away a moment ago. */
  mayKnock(user: string): boolean {
    return (this.#turnedAway.get(user) ?? 0) <= this.#now();
  }

  /** Whether somebody may take a place of the space: nobody overtakes those who wait for one. @param free places that are free */
  mayPass(user: string, free: number): boolean {
    this.#forget();
    const others = [...this.#called.keys()].filter((one) => one !== user).length;
    if (this.#called.has(user)) return free > 0;
    const queued = [...this.#waiting.values()].some((one) => one.why === "full" && one.user !== user);
    return free > others && !queued;
  }

  come(waiter: Waiter, link: LobbyLink): void {
    const before = this.#waiting.get(waiter.user);
    before?.link?.close(CLOSE.OPENED_ELSEWHERE);
    const since = before?.since ?? this.#now();
    const knock = before?.knock ?? this.#newId();
    // The map keeps the place of who came back.
    this.#waiting.set(waiter.user, { ...waiter, knock, since, link, goneAt: null, told: "" });
  }

  gone(user: string, link: LobbyLink): void {
    const waiting = this.#waiting.get(user);
    if (waiting?.link !== link) return;
    waiting.link = null;
    waiting.goneAt = this.#now();
  }

  /** Users behind a knock, or behind all of those who have to be let in. */
  behindKnock(knock: string | null): string[] {
    return [...this.#waiting.values()]
      .filter((one) => one.why === "admit" && (knock === null || one.knock === knock))
      .map(({ user }) => user);
  }

  /** They were let in: it is written already. */
  admit(user: string): void {
    this.#turnedAway.delete(user);
    this.#end(user, "admitted", {});
  }

  turnAway(user: string): void {
    this.#turnedAway.set(user, this.#now() + TURNED_AWAY_MS);
    this.#end(user, "turnedAway", { code: "lobby_refused" });
  }

  #end<K extends keyof LobbyDown>(user: string, type: K, message: LobbyDown[K]): void {
    const waiting = this.#waiting.get(user);
    this.#waiting.delete(user);
    if (waiting?.link?.ready === true) waiting.link.send(type, message);
    waiting?.link?.close(CLOSE.LEFT);
  }

  sessionEnded(session: string): void {
    for (const waiting of [...this.#waiting.values()]) {
      if (waiting.session !== session) continue;
      this.#waiting.delete(waiting.user);
      waiting.link?.close(CLOSE.SESSION_ENDED);
    }
  }

  /** Who waits, for those on duty. */
  knocks(): Knock[] {
    return [...this.#waiting.values()]
      .filter(({ why, link }) => why === "admit" && link !== null)
      .map(({ knock, name, since }) => ({ knock, name, since }));
  }

  /** Calls whose turn it is, tells everyone what changed. To be asked a few times a second. */
  tick(): void {
    this.#forget();
    const behind = this.#behind();
    this.#call(behind);
    const positions = { admit: 0, full: 0 };
    for (const one of this.#waiting.values()) {
      const message = { why: one.why, position: ++positions[one.why], since: one.since, onDuty: behind?.onDuty ?? 0 };
      const told = JSON.stringify(message);
      if (one.link?.ready !== true || told === one.told) continue;
      one.told = told;
      one.link.send("waiting", message);
    }
    const knocks = this.knocks();
    const told = JSON.stringify(knocks);
    if (told === this.#told) return;
    this.#told = told;
    behind?.tell(knocks);
  }

  #forget(): void {
    const now = this.#now();
    for (const [user, until] of this.#called) if (until <= now) this.#called.delete(user);
    for (const [user, until] of this.#turnedAway) if (until <= now) this.#turnedAway.delete(user);
    for (const one of [...this.#waiting.values()])
      if (one.goneAt !== null && now - one.goneAt > WAIT_GRACE_MS) this.#waiting.delete(one.user);
  }

  #call(behind: Behind | null): void {
    for (const user of [...this.#called.keys()]) if (behind?.has(user) === true) this.#called.delete(user);
    let free = (behind?.free ?? Number.POSITIVE_INFINITY) - this.#called.size;
    for (const one of [...this.#waiting.values()]) {
      if (free <= 0) break;
      if (one.why !== "full" || one.link?.ready !== true) continue;
      free--;
      this.#called.set(one.user, this.#now() + PLACE_KEPT_MS);
      this.#end(one.user, "admitted", {});
    }
  }
}
