/**
 * Waiting before a space: a seat in its lobby, kept over lost connections and restarts, until somebody lets one in or the session begins. What it
 * hears is in `protocol/lobby.ts`; it sends nothing.
 */
import type { Room } from "@colyseus/sdk";
import type { ErrorCode } from "../../shared/domain/errors.ts";
import { CLOSE } from "../../shared/protocol/codes.ts";
import { type LobbyDown, LOBBY_WORD_MS, TURNED_AWAY_MS } from "../../shared/protocol/lobby.ts";
import type { LobbyView } from "../store/lobby.ts";
import { type Caller, call } from "./api.ts";
import { retryDelay } from "./backoff.ts";
import { endingOf } from "./connection.ts";

/** Without a word for this long the connection is dead, whatever the socket says, ms. */
const SILENCE_MS = 3 * LOBBY_WORD_MS;
/** A refusal that passes by itself is asked again after this time, ms. */
const PASSING: readonly ErrorCode[] = ["rate_limited", "internal", "storage_failed"];

export interface LobbyDeps {
  space: string;
  caller: Caller;
  sit(reservation: unknown): Promise<Room>;
  /** UTC ms */
  now(): number;
  random(): number;
  onView(view: LobbyView): void;
  /** It is over: `admitted` (or nothing to wait for): join; a code: refused; an ending: as of a space. */
  onEnd(end: LobbyEnd): void;
}
export type LobbyEnd =
  | { kind: "join" }
  | { kind: "refused"; code: ErrorCode }
  | { kind: "ended"; why: NonNullable<ReturnType<typeof endingOf>> };

export class LobbyWait {
  readonly #deps: LobbyDeps;
  #room: Room | null = null;
  #over = false;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: ({ ahead: number } & LobbyDown["waiting"]) | null = null;

  constructor(deps: LobbyDeps) {
    this.#deps = deps;
    deps.onView({ state: "coming" });
    void this.#come();
  }

  /** The network is said to be back, or the page is looked at again. */
  nudge(): void {
    if (this.#room === null && this.#timer !== undefined) void this.#come();
  }

  leave(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#drop();
  }

  async #come(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { space, caller, sit } = this.#deps;
    try {
      const answer = await call("POST /api/spaces/:space/lobby", { params: { space }, body: {} }, caller);
      if (this.#over) return;
      if (!answer.ok) return this.#refused(answer.code, Number(answer.params?.["seconds"] ?? 0));
      const room = await sit(answer.value.reservation);
      if (this.#over) return void room.leave(true);
      this.#sat(room);
    } catch {
      this.#again(false);
    }
  }

  #refused(code: ErrorCode, seconds: number): void {
    if (code === "bad_request") return this.#end({ kind: "join" });
    if (code === "lobby_refused") return this.#turnedAway(seconds > 0 ? seconds * 1_000 : TURNED_AWAY_MS);
    if (PASSING.includes(code)) return this.#again(false);
    this.#end(code === "no_session" ? { kind: "ended", why: "session" } : { kind: "refused", code });
  }

  #turnedAway(ms: number): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#deps.onView({ state: "turned-away", until: this.#deps.now() + ms });
  }

  #sat(room: Room): void {
    this.#room = room;
    room.reconnection.enabled = false;
    room.onMessage("waiting", (waiting: LobbyDown["waiting"]) => {
      this.#attempt = 0;
      this.#heard();
      this.#waiting = { ...waiting, ahead: waiting.now - this.#deps.now() };
      this.#deps.onView({ state: "waiting", ...this.#waiting });
    });
    room.onMessage("admitted", () => {
      this.#deps.onView({ state: "admitted" });
      this.#end({ kind: "join" });
    });
    room.onMessage("turnedAway", () => this.#turnedAway(TURNED_AWAY_MS));
    const closed = (code: number): void => {
      if (this.#room !== room || this.#over) return;
      const why = endingOf(code);
      this.#drop();
      if (why !== null && why !== "left") this.#end({ kind: "ended", why });
      else this.#again(code === CLOSE.RESTART);
    };
    room.onLeave(closed);
    room.onDrop(closed);
    this.#heard();
  }

  /** Something came: the connection lives for a while. */
  #heard(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#drop();
      this.#again(false);
    }, SILENCE_MS);
  }

  #drop(): void {
    const room = this.#room;
    this.#room = null;
    room?.removeAllListeners();
    room?.connection.close();
  }

  #again(restart: boolean): void {
    if (this.#over) return;
    this.#deps.onView(this.#waiting === null ? { state: "coming" } : { state: "lost", restart, ...this.#waiting });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#come(), retryDelay(++this.#attempt, this.#deps.random()));
  }

  #end(end: LobbyEnd): void {
    if (this.#over) return;
    this.leave();
    this.#deps.onEnd(end);
  }
}
