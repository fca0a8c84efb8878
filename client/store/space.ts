/**
 * Read models of a space: the only bridge between net, world, media, board and ui. `net` and `media` write; the others read.
 * Positions never pass through here: the world asks `Movers` each frame.
 * A page has one set (the exports below); bots that share a process make one each by `spaceStores()`.
 */
import { atom, computed, map } from "nanostores";
import type { ErrorCode } from "../../shared/domain/errors.ts";
import { can, type Role } from "../../shared/domain/permissions.ts";
import type { Place } from "../../shared/domain/place.ts";
import type { Me, SpaceInfo } from "../../shared/protocol/http.ts";
import type { WarnWhy } from "../../shared/protocol/leading.ts";
import type { AudienceDelta, ChatLine, MoveReason, PersonId, Shown } from "../../shared/protocol/messages.ts";
import { leadingStores, pageLeading } from "./leading.ts";
import { pageWriting, writingStores } from "./writing.ts";

/** The connection as the person reads it. */
export type Connection =
  | { state: "idle" }
  | { state: "joining" }
  | { state: "joined" }
  /** `since`: UTC ms. Input is kept; walking shows one's own prediction; chat lines wait. */
  | { state: "reconnecting"; since: number; attempt: number; why: "network" | "restart" }
  | { state: "ended"; why: "elsewhere" | "ejected" | "session" | "deleted" | "abuse" | "upgrade" | "left" }
  | { state: "refused"; code: ErrorCode };

export interface PersonView {
  id: PersonId;
  /** With those who sit at the same device: "Nika + Žan". */
  name: string;
  /** Without them. */
  own: string;
  /** The same whenever they come to this space; ids are not. */
  mark: string;
  /** How many people they are. */
  heads: number;
  appearance: string;
  role: Role;
  lang: string;
  place: string;
  connected: boolean;
  mic: "off" | "muted" | "on";
  /** "I write today." */
  writes: boolean;
  /** They whisper with somebody. */
  whispers: boolean;
  cam: Shown;
  screen: Shown;
  /** What of theirs those who lead hold off: bits of `FLOW`. */
  held: number;
}

export type ChatEntry =
  | (ChatLine & { state: "sent" })
  /** An own line that the server does not have yet, or that waits for somebody on duty ("held"). */
  | { state: "waiting" | "held" | "refused"; draft: string; text: string; code?: ErrorCode };

/** Something that happened to oneself or near; the live region speaks them, the history keeps them. Newest last, at most 200. */
type Happened =
  | { kind: "came-near" | "went-away" | "joined" | "left"; person: PersonId; name: string }
  | { kind: "hears-me"; names: string[] }
  | { kind: "moved"; why: MoveReason; place: string; by?: string }
  | { kind: "chat"; name: string; text: string; lang: string }
  /** A finished line of somebody who writes in one's conversation. */
  | { kind: "wrote"; name: string; text: string; lang: string }
  /** Sitting together in one physical room: somebody asks, it is so, it is over. */
  | { kind: "together"; what: "asks" | "yes" | "ended"; name: string }
  /** Whispering: it begins (`names`: with whom), somebody came in or asks to, it is over, one is not let in. `name` "": by oneself, or by itself. */
  | { kind: "whisper"; what: "began" | "came" | "asks" | "ended" | "not-now"; name: string; names: string[] }
  | { kind: "muted-hidden" }
  /** `by`: "" for somebody who is not inside. */
  | { kind: "role"; role: Role; by: string }
  | { kind: "muted-by"; name: string }
  | { kind: "warned"; name: string; why: WarnWhy }
  /** Something of the session, in words already; `shown`: on the screen for a moment, too. */
  | { kind: "said"; text: string; shown: boolean }
  | { kind: "announced"; name: string; text: string; lang: string }
  | { kind: "pair-failed"; name: string }
  | { kind: "board-opened"; label: string }
  | { kind: "refused"; code: ErrorCode; params?: Record<string, string | number> };
/** `people`: whom it is of, where it does not say so by `person`. Names change and ids do not while the space runs; 0: somebody of an earlier run. */
export type SpaceEvent = Happened & { people?: readonly PersonId[] };

const EVENTS_KEPT = 200;

export function spaceStores(leading = leadingStores(), writing = writingStores()) {
  const $events = atom<readonly (SpaceEvent & { id: number; at: number })[]>([]);
  let nextEvent = 1;
  return {
    leading,
    writing,
    $me: atom<Me | null>(null),
    $space: atom<SpaceInfo | null>(null),
    $connection: atom<Connection>({ state: "idle" }),
    /** One's own person id, null before the welcome. */
    $you: atom<PersonId | null>(null),
    /** All places of the space by id. */
    $places: map<Record<string, Place>>({}),
    /** Boards of the space, with the label key of each. */
    $boards: atom<readonly { id: string; label: string }[]>([]),
    /** Id of the place one is in. */
    $place: atom<string | null>(null),
    /** Everyone in the space, key: person id. */
    $people: map<Record<PersonId, PersonView>>({}),
    /** Distances for lists and announcements, px, of those in the same place whom this client can see; refreshed twice a second. */
    $distances: atom<ReadonlyMap<PersonId, number>>(new Map()),
    /** The conversation's kind by the server's last word on the audience. */
    $where: atom<AudienceDelta["where"]>({ kind: "open" }),
    /** The board area one stands in (own prediction), null otherwise: offers "Open board". */
    $boardHere: atom<{ area: string; board: string } | null>(null),
    /** Lines of the place one is in, oldest first; own lines that wait are at the end. */
    $chat: atom<readonly ChatEntry[]>([]),
    $events,
    tell: (event: SpaceEvent, at: number = Date.now()): void => {
      $events.set([...$events.get().slice(1 - EVENTS_KEPT), { ...event, id: nextEvent++, at }]);
    },
  };
}
export type SpaceStores = ReturnType<typeof spaceStores>;

/** The page's own. */
export const pageStores: SpaceStores = spaceStores(pageLeading, pageWriting);
export const { $me, $space, $connection, $you, $places, $boards, $place, $people, $distances, $where, $boardHere, $chat, $events, tell } =
  pageStores;

/** Somebody who leads looks at the space as a participant sees it. Their rights on the server stay what they are. */
export const $asParticipant = atom(false);
/** By what role the interface shows itself: one's own, in force at once when it changes, or a participant's while one looks as such. */
export const $role = computed([$space, $asParticipant], (space, as): Role => {
  const role = space?.role ?? "observer";
  return as && can(role, "lead.hold") ? "participant" : role;
});
