/**
 * Read models of a space: the only bridge between net, world, media, board and ui. `net` and `media` write; the others read.
 * Positions never pass through here: the world asks `Movers` each frame.
 */
import { atom, map } from "nanostores";
import type { Role } from "../../shared/domain/permissions.ts";
import type { Place } from "../../shared/domain/place.ts";
import type { ChatLine, MoveReason, PersonId } from "../../shared/protocol/messages.ts";
import type { Me, SpaceInfo } from "../../shared/protocol/http.ts";
import type { ErrorCode } from "../../shared/domain/errors.ts";

/** The connection as the person reads it. */
export type Connection =
  | { state: "idle" }
  | { state: "joining" }
  | { state: "joined" }
  /** `since`: UTC ms. Input is kept; walking shows one's own prediction; chat lines wait. */
  | { state: "reconnecting"; since: number; attempt: number; why: "network" | "restart" }
  | { state: "ended"; why: "elsewhere" | "ejected" | "session" | "abuse" | "upgrade" | "left" }
  | { state: "refused"; code: ErrorCode };

export interface PersonView {
  id: PersonId;
  name: string;
  appearance: string;
  role: Role;
  lang: string;
  place: string;
  connected: boolean;
  mic: "off" | "muted" | "on";
}

export const $me = atom<Me | null>(null);
export const $space = atom<SpaceInfo | null>(null);
export const $connection = atom<Connection>({ state: "idle" });
/** One's own person id, null before the welcome. */
export const $you = atom<PersonId | null>(null);
/** All places of the space by id. */
export const $places = map<Record<string, Place>>({});
/** Id of the place one is in. */
export const $place = atom<string | null>(null);
/** Everyone in the space, key: person id. */
export const $people = map<Record<PersonId, PersonView>>({});
/** Distances for lists and announcements, px, of those in the same place whom this client can see; refreshed twice a second. */
export const $distances = atom<ReadonlyMap<PersonId, number>>(new Map());
/** The area one stands in by the server's last word on the audience. */
export const $where = atom<{ kind: "open" } | { kind: "meeting"; area: string; open: boolean } | { kind: "quiet"; area: string }>({
  kind: "open",
});
/** Id of the board area one stands in or next to (own prediction), null otherwise: offers "Open board". */
export const $boardHere = atom<{ area: string; board: string } | null>(null);

export type ChatEntry = (ChatLine & { state: "sent" }) | { state: "waiting" | "refused"; draft: string; text: string; code?: ErrorCode };
/** Lines of the place one is in, oldest first; own lines that wait are at the end. */
export const $chat = atom<readonly ChatEntry[]>([]);

/** Something that happened to oneself or near; the live region speaks them, the history keeps them. Newest last, at most 200. */
export type SpaceEvent =
  | { kind: "came-near" | "went-away" | "joined" | "left"; person: PersonId; name: string }
  | { kind: "hears-me"; names: string[] }
  | { kind: "moved"; why: MoveReason; place: string; by?: string }
  | { kind: "chat"; name: string; text: string; lang: string }
  | { kind: "muted-hidden" }
  | { kind: "pair-failed"; name: string }
  | { kind: "board-opened"; label: string }
  | { kind: "refused"; code: ErrorCode };
export const $events = atom<readonly (SpaceEvent & { id: number; at: number })[]>([]);

let nextEvent = 1;
export function tell(event: SpaceEvent, at: number = Date.now()): void {
  $events.set([...$events.get().slice(-199), { ...event, id: nextEvent++, at }]);
}
