/**
 * Who waits before a space. Knows nothing of Colyseus, and of the space only what its door asks: how many places are free, who is on duty.
 * Whoever has to be let in waits for somebody who leads, or for the rule; who found the space full waits for their turn; who is early, for the start.
 */
import type { Role } from "../../../shared/domain/permissions.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Knock, LobbyDown, WaitWhy } from "../../../shared/protocol/lobby.ts";
import { LOBBY_WORD_MS, PLACE_KEPT_MS, TURNED_AWAY_MS } from "../../../shared/protocol/lobby.ts";
import { tooEarly } from "../../../shared/domain/invite-kind.ts";
import { FIRST_SETTINGS, type SpaceSettings } from "../../../shared/domain/space-settings.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { takes } from "../party.ts";

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
  /** All places, and how many are free: below 0 where more are inside. */
  places: number;
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
  /** How many people they are; 1 when nothing is said. */
  heads?: number;
}

interface Waiting extends Waiter {
  knock: string;
  /** UTC ms */
  since: number;
  link: LobbyLink | null;
  /** Monotonic ms. */
  goneAt: number | null;
  told: string;
  /** Monotonic ms of the last word. */
  toldAt: number;
  /** How the rule stands to them: it has not looked yet; it lets them in just now; somebody has to be asked all the same. */
  rule: "open" | "letting" | "ask";
}

/** What a lobby knows of its space's settings. */
export type LobbySettings = Pick<SpaceSettings, "welcome" | "startsAt" | "lobbyRule">;

export class Lobby {
  readonly #behind: () => Behind | null;
  /** Waits are measured by its monotonic time: a place that is kept for 20 s is free after 20 s, also when the wall clock was put back meanwhile. */
  readonly #clock: Clock;
  readonly #newId: () => string;
  /** By user, in the order in which they came. */
  readonly #waiting = new Map<string, Waiting>();
  /** Users for whom a place is kept, until when (monotonic ms). */
  readonly #called = new Map<string, { until: number; heads: number }>();
  readonly #turnedAway = new Map<string, number>();
  /** Of people who are in already, by user: they would be more by an invite. */
  readonly #asks = new Map<string, Knock & { as: Role }>();
  #told = "[]";
  settings: LobbySettings = FIRST_SETTINGS;

  constructor(behind: () => Behind | null, clock: Clock, newId: () => string) {
    this.#behind = behind;
    this.#clock = clock;
    this.#newId = newId;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** May this person knock just now? False: they were turned away a moment ago. */
  mayKnock(user: string): boolean {
    return this.mayKnockIn(user) === 0;
  }

  /** Seconds until they may knock again. */
  mayKnockIn(user: string): number {
    return Math.ceil(Math.max(0, (this.#turnedAway.get(user) ?? Number.NEGATIVE_INFINITY) - this.#clock.mono()) / 1000);
  }

  /** Whether somebody may take a place of the space: nobody overtakes those who wait for one. @param free places that are free */
  mayPass(user: string, free: number, heads = 1): boolean {
    this.#forget();
    if (this.#called.has(user)) return free >= heads;
    const queued = [...this.#waiting.values()].some((one) => one.why === "full" && one.user !== user);
    return free - this.#kept() >= heads && !queued;
  }

  /** Places that are kept for those who were called. */
  #kept(): number {
    return [...this.#called.values()].reduce((sum, { heads }) => sum + heads, 0);
  }

  come(waiter: Waiter, link: LobbyLink): void {
    const before = this.#waiting.get(waiter.user);
    before?.link?.close(CLOSE.OPENED_ELSEWHERE);
    const since = before?.since ?? this.#clock.now();
    const knock = before?.knock ?? this.#newId();
    // The map keeps the place of who came back.
    this.#waiting.set(waiter.user, {
      ...waiter,
      knock,
      since,
      link,
      goneAt: null,
      told: "",
      toldAt: Number.NEGATIVE_INFINITY,
      rule: "open",
    });
  }

  gone(user: string, link: LobbyLink): void {
    const waiting = this.#waiting.get(user);
    if (waiting?.link !== link) return;
    waiting.link = null;
    waiting.goneAt = this.#clock.mono();
  }

  /** Users behind a knock, or behind all of those who have to be let in. */
  behindKnock(knock: string | null): string[] {
    return [...this.#waiting.values()]
      .filter((one) => one.why === "admit" && (knock === null || one.knock === knock))
      .map(({ user }) => user);
  }

  /** Somebody who is in would be more by an invite: it is written already, and asked of those on duty until it is answered. */
  ask(user: string, name: string, as: Role): void {
    const { knock, since } = this.#asks.get(user) ?? { knock: this.#newId(), since: this.#clock.now() };
    this.#asks.set(user, { knock, name, since, as });
    this.#tell(this.#behind());
  }

  /** It was answered, or is asked no more. */
  answered(user: string): void {
    if (this.#asks.delete(user)) this.#tell(this.#behind());
  }

  /** Whom a knock asks about that is of somebody who is in; null: it is of somebody who waits. */
  askedBy(knock: string | null): string | null {
    return [...this.#asks].find(([, one]) => one.knock === knock)?.[0] ?? null;
  }

  /** They were let in: it is written already. */
  admit(user: string): void {
    this.#turnedAway.delete(user);
    this.#end(user, "admitted", {});
  }

  turnAway(user: string): void {
    this.#turnedAway.set(user, this.#clock.mono() + TURNED_AWAY_MS);
    this.#end(user, "turnedAway", { code: "lobby_refused" });
  }

  #end<K extends keyof LobbyDown>(user: string, type: K, message: LobbyDown[K]): void {
    const waiting = this.#waiting.get(user);
    this.#waiting.delete(user);
    if (waiting?.link?.ready === true) waiting.link.send(type, message);
    waiting?.link?.close(CLOSE.LEFT);
  }

  dissolve(): void {
    for (const waiting of this.#waiting.values()) waiting.link?.close(CLOSE.SPACE_DELETED);
    this.#waiting.clear();
  }

  sessionEnded(session: string): void {
    for (const waiting of [...this.#waiting.values()]) {
      if (waiting.session !== session) continue;
      this.#waiting.delete(waiting.user);
      waiting.link?.close(CLOSE.SESSION_ENDED);
    }
  }

  /** Who waits, for those on duty: nobody is asked for those whom the rule lets in. */
  knocks(): Knock[] {
    const waiting = [...this.#waiting.values()]
      .filter(({ why, link, rule }) => why === "admit" && link !== null && (this.settings.lobbyRule === "ask" || rule === "ask"))
      .map(({ knock, name, since }) => ({ knock, name, since }));
    return [...waiting, ...this.#asks.values()];
  }

  /** Calls whose turn it is, tells everyone what changed. To be asked a few times a second. */
  tick(): void {
    this.#forget();
    const behind = this.#behind();
    this.#call(behind);
    this.#begin(behind?.onDuty ?? 0);
    const mono = this.#clock.mono();
    const positions = { admit: 0, full: 0, early: 0 };
    const { welcome, startsAt } = this.settings;
    for (const one of this.#waiting.values()) {
      const message = { why: one.why, position: ++positions[one.why], since: one.since, onDuty: behind?.onDuty ?? 0, welcome, startsAt };
      const told = JSON.stringify(message);
      if (one.link?.ready !== true || (told === one.told && mono - one.toldAt < LOBBY_WORD_MS)) continue;
      one.told = told;
      one.toldAt = mono;
      one.link.send("waiting", { ...message, now: this.#clock.now() });
    }
    this.#tell(behind);
  }

  #tell(behind: Behind | null): void {
    const knocks = this.knocks();
    const told = JSON.stringify(knocks);
    if (told === this.#told) return;
    this.#told = told;
    behind?.tell(knocks);
  }

  /** Whom the rule lets in just now: told once, and then `admit` or `askFor` follows. */
  ruled(): string[] {
    if (this.settings.lobbyRule !== "while_led" || (this.#behind()?.onDuty ?? 0) === 0) return [];
    const now = [...this.#waiting.values()].filter(({ why, link, rule }) => why === "admit" && rule === "open" && link?.ready === true);
    for (const one of now) one.rule = "letting";
    return now.map(({ user }) => user);
  }

  /** The rule is not enough for them. */
  askFor(user: string): void {
    const waiting = this.#waiting.get(user);
    if (waiting !== undefined) waiting.rule = "ask";
  }

  /** The session began: whoever was early may come. */
  #begin(onDuty: number): void {
    if (tooEarly({ startsAt: this.settings.startsAt, onDuty, now: this.#clock.now() })) return;
    for (const one of [...this.#waiting.values()]) if (one.why === "early" && one.link?.ready === true) this.#end(one.user, "admitted", {});
  }

  #forget(): void {
    const now = this.#clock.mono();
    for (const [user, { until }] of this.#called) if (until <= now) this.#called.delete(user);
    for (const [user, until] of this.#turnedAway) if (until <= now) this.#turnedAway.delete(user);
    for (const one of [...this.#waiting.values()])
      if (one.goneAt !== null && now - one.goneAt > WAIT_GRACE_MS) this.#waiting.delete(one.user);
  }

  #call(behind: Behind | null): void {
    for (const user of [...this.#called.keys()]) if (behind?.has(user) === true) this.#called.delete(user);
    const { places, free: now } = behind ?? { places: Number.POSITIVE_INFINITY, free: Number.POSITIVE_INFINITY };
    let free = now - this.#kept();
    for (const one of [...this.#waiting.values()]) {
      if (one.why !== "full" || one.link?.ready !== true) continue;
      const heads = takes(one.heads ?? 1, places);
      // Two who sit together wait for two places; nobody overtakes them meanwhile.
      if (free < heads) break;
      free -= heads;
      this.#called.set(one.user, { until: this.#clock.mono() + PLACE_KEPT_MS, heads });
      this.#end(one.user, "admitted", {});
    }
  }
}
