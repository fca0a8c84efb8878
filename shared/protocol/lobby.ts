/**
 * The lobby: a room of its own with an empty state. Whoever has to be let in (POST …/join says `in_lobby`), or finds the space full
 * (`space_full`), or is early (`too_early`), reserves a seat there by POST /api/spaces/:space/lobby and hands the answer to the SDK like one of the space. A page that waits
 * sends nothing, and receives nothing of the space: no people, places, boards or sound. After `admitted` it joins by POST …/join as everyone does.
 * Close codes: LEFT after `admitted` and `turnedAway`, SESSION_ENDED, RESTART, OPENED_ELSEWHERE.
 */
import type { ErrorCode } from "../domain/errors.ts";
import type { Role } from "../domain/permissions.ts";

/** `admit`: somebody who leads has to let them in. `full`: it is their turn when somebody leaves. `early`: the session has not begun. */
export type WaitWhy = "admit" | "full" | "early";

export interface LobbyDown {
  /** After coming, whenever it changes, and every LOBBY_WORD_MS. `position`: 1 = next; `onDuty`: how many who could let one in are inside (0: nobody yet). */
  waiting: {
    why: WaitWhy;
    position: number;
    since: number;
    onDuty: number;
    /** The trainer's words, "" for none, and when it begins (UTC ms), or null: all that is told of the space. */
    welcome: string;
    startsAt: number | null;
    /** The server's clock, UTC ms: a phone's own may be wrong. */
    now: number;
  };
  /** Join now. A place in a full space is kept for PLACE_KEPT_MS. */
  admitted: Record<string, never>;
  /** Not this time. One may ask again after TURNED_AWAY_MS. */
  turnedAway: { code: ErrorCode };
}

/** Who waits hears something at least this often, so that a page knows a dead connection, ms. */
export const LOBBY_WORD_MS = 15_000;
/** A place that has become free is kept for who was called, ms. */
export const PLACE_KEPT_MS = 20_000;
/** Whoever was turned away asks again after this time, ms. */
export const TURNED_AWAY_MS = 2 * 60_000;

/** Somebody in the lobby, for those who lead. */
export interface Knock {
  /** Names this knock for `admit` and `turnAway`; it is no name of the person. */
  knock: string;
  name: string;
  /** UTC ms */
  since: number;
  /** They are in already, and would be this by an invite with a lobby; decided one by one. */
  as?: Role;
}
