/**
 * The life of the connection to a space's room: join, stay, come back, end. Coming back is joining again (docs/decisions/01): one path
 * for a drop, a sleep, a restart and a crash. What flows through it is not its business: see `space-session.ts`.
 */
import type { Room } from "@colyseus/sdk";
import type { ErrorCode } from "../../shared/domain/errors.ts";
import { CLOSE, PROTOCOL } from "../../shared/protocol/codes.ts";
import type { Connection as ConnectionView } from "../store/space.ts";
import { type Caller, call, Unreachable } from "./api.ts";
import { retryDelay } from "./backoff.ts";

export interface ConnectionDeps {
  space: string;
  lang: string;
  build: string;
  caller: Caller;
  /** Takes the reserved seat: `ColyseusSDK.consumeSeatReservation`. */
  sit: (reservation: unknown) => Promise<Room>;
  /** UTC ms. */
  now(): number;
  /** In [0, 1). */
  random(): number;
  onView(view: ConnectionView): void;
  /** A fresh room, each time: register handlers at once, synchronously. */
  onRoom(room: Room): void;
}

type State =
  | { name: "idle" }
  | { name: "joining" }
  | { name: "joined"; room: Room }
  | { name: "waiting"; since: number; attempt: number; why: "network" | "restart"; wake: () => void }
  | { name: "done" };

/** A join that gets no answer in this time is tried again, ms. */
const JOIN_TIMEOUT_MS = 4_000;
/** Refusals that pass by themselves, once one has been inside: tried again instead of shown. */
const PASSING: readonly ErrorCode[] = ["rate_limited", "internal", "storage_failed"];

type Ending = Extract<ConnectionView, { state: "ended" }>["why"];

/** What a close code means to the person; null = come back. */
export function endingOf(code: number): Ending | null {
  switch (code) {
    case CLOSE.OPENED_ELSEWHERE:
      return "elsewhere";
    case CLOSE.EJECTED:
      return "ejected";
    case CLOSE.SESSION_ENDED:
      return "session";
    case CLOSE.SPACE_DELETED:
      return "deleted";
    case CLOSE.ABUSE:
      return "abuse";
    case CLOSE.LEFT:
      return "left";
    default:
      return null;
  }
}

export class SpaceConnection {
  readonly #deps: ConnectionDeps;
  #state: State = { name: "idle" };

  constructor(deps: ConnectionDeps) {
    this.#deps = deps;
  }

  get room(): Room | null {
    return this.#state.name === "joined" ? this.#state.room : null;
  }

  /** Resolves when joined, or when it is sure that this will not be (see the view). */
  async join(): Promise<void> {
    if (this.#state.name !== "idle") return;
    this.#state = { name: "joining" };
    this.#deps.onView({ state: "joining" });
    await this.#attempts(null);
  }

  /** The network is said to be back, or the page is looked at again: try now. */
  nudge(): void {
    if (this.#state.name === "waiting") this.#state.wake();
  }

  /** Nothing has been heard for too long: the socket may be dead without knowing it. */
  lost(): void {
    if (this.#state.name === "joined") this.#dropped(this.#state.room, "network");
  }

  leave(): void {
    const state = this.#state;
    this.#end("left");
    if (state.name === "joined") void state.room.leave(true);
  }

  #end(why: Ending): void {
    if (this.#state.name === "done") return;
    const wake = this.#state.name === "waiting" ? this.#state.wake : null;
    this.#state = { name: "done" };
    wake?.();
    this.#deps.onView({ state: "ended", why });
  }

  #refuse(code: ErrorCode): void {
    this.#state = { name: "done" };
    this.#deps.onView(
      code === "no_session"
        ? { state: "ended", why: "session" }
        : code === "ejected"
          ? { state: "ended", why: "ejected" }
          : { state: "refused", code },
    );
  }

  /** @param lost how the connection was lost, or null at the first join */
  async #attempts(lost: { since: number; why: "network" | "restart" } | null): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      if (lost) {
        this.#deps.onView({ state: "reconnecting", attempt, ...lost });
        await this.#wait({ ...lost, attempt });
      } else if (attempt > 0) {
        await this.#wait({ since: this.#deps.now(), attempt, why: "network" });
      }
      if (this.#isDone()) return;
      const outcome = await this.#attempt();
      if (this.#isDone()) {
        if (outcome.kind === "room") void outcome.room.leave(true);
        return;
      }
      switch (outcome.kind) {
        case "room":
          this.#joined(outcome.room);
          return;
        case "refused":
          if (lost && PASSING.includes(outcome.code)) break;
          if (outcome.code === "build_mismatch" || outcome.code === "protocol_mismatch") this.#end("upgrade");
          else this.#refuse(outcome.code);
          return;
        case "unreachable":
          break;
      }
    }
  }

  async #attempt(): Promise<{ kind: "room"; room: Room } | { kind: "refused"; code: ErrorCode } | { kind: "unreachable" }> {
    const { space, build, lang, caller, sit } = this.#deps;
    try {
      const answer = await call(
        "POST /api/spaces/:space/join",
        { params: { space }, body: { protocol: PROTOCOL, build, lang }, timeoutMs: JOIN_TIMEOUT_MS },
        caller,
      );
      if (!answer.ok) return { kind: "refused", code: answer.code };
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Unreachable("the room did not answer")), JOIN_TIMEOUT_MS);
      });
      return { kind: "room", room: await Promise.race([sit(answer.value.reservation), late]).finally(() => clearTimeout(timer)) };
    } catch {
      // Whatever it was (no network, a socket that closed while joining), another attempt is the remedy.
      return { kind: "unreachable" };
    }
  }

  #joined(room: Room): void {
    room.reconnection.enabled = false;
    this.#state = { name: "joined", room };
    room.onLeave((code) => this.#closed(room, code));
    room.onDrop((code) => this.#closed(room, code));
    this.#deps.onView({ state: "joined" });
    this.#deps.onRoom(room);
  }

  #closed(room: Room, code: number): void {
    if (this.room !== room) return;
    const why = endingOf(code);
    if (why) this.#end(why);
    else this.#dropped(room, code === CLOSE.RESTART ? "restart" : "network");
  }

  #dropped(room: Room, why: "network" | "restart"): void {
    const lost = { since: this.#deps.now(), why };
    this.#state = { name: "joining" };
    room.removeAllListeners();
    // A socket that is still half open would be taken for the same person elsewhere.
    room.connection.close();
    void this.#attempts(lost);
  }

  #isDone(): boolean {
    return this.#state.name === "done";
  }

  #wait(how: { since: number; attempt: number; why: "network" | "restart" }): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => done(), retryDelay(how.attempt, this.#deps.random()));
      const done = () => {
        clearTimeout(timer);
        if (this.#state.name === "waiting") this.#state = { name: "joining" };
        resolve();
      };
      this.#state = { name: "waiting", ...how, wake: done };
    });
  }
}
