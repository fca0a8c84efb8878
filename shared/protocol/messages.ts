/**
 * Messages of the space room. Slow facts travel in the schema (`shared/schema/space.ts`); movement in binary frames (`motion.ts`);
 * everything else is here. Up = client to server: every one has a zod schema in `check/messages.ts`.
 */
import type { ErrorCode } from "../domain/errors.ts";
import type { ConversationDown, ConversationUp } from "./conversation.ts";
import type { LeadingDown, LeadingUp } from "./leading.ts";

/** Message types of the binary frames (Colyseus ROOM_DATA_BYTES); layouts in `motion.ts`. */
export const BYTES = {
  /** Up: a segment. */
  SEGMENT: 1,
  /** Up: keep-alive or mark. */
  STAMP: 2,
  /** Up: clock ping; down: its answer. */
  CLOCK: 3,
  /** Down: records of what changed around one's cell. */
  FRAME: 4,
  /** Down: everything in the cells around, after entering a place, a cell or falling behind. */
  SNAPSHOT: 5,
  /** Down: the server took a segment at another time than claimed, or as a stop. */
  FIX: 6,
  /** Down: the server moved this person. */
  REBASE: 7,
} as const;

/** A person within one space: u16, stable while they are a member of the running space, never reused while anyone may hold it. */
export type PersonId = number;

export interface ChatLine {
  /** Grows by one a line within a place. */
  seq: number;
  /** UTC ms. */
  at: number;
  person: PersonId;
  /** As it was when the line was written. */
  name: string;
  text: string;
  /** Language of the writer's interface, BCP 47. */
  lang: string;
}

export type WalkTarget =
  | { kind: "person"; person: PersonId }
  | { kind: "area"; area: string }
  | { kind: "point"; x: number; y: number }
  /** To those one can talk to, or, where all are still in the bay, out of it. */
  | { kind: "group" };

/** One step of a WebRTC negotiation. The server relays it only between pairs it holds in range, under the pair's current `epoch`. */
export type Signal =
  | { kind: "description"; type: "offer" | "answer"; sdp: string }
  | { kind: "candidate"; candidate: string; sdpMid: string | null; sdpMLineIndex: number | null }
  | { kind: "restart" }
  /** How large the pictures of the other are shown here: no larger do they have to be sent. */
  | { kind: "want"; cam: Interest; screen: Interest };

/** How a picture is looked at: not at all, as a small tile, large. */
export type Interest = "off" | "low" | "high";

export interface UpMessages extends LeadingUp, ConversationUp {
  /** `draft` is the client's own id of the line: the answer and the echo carry it, so that an unsent line stays in its box. */
  chat: { draft: string; text: string };
  /** The server resolves the target (it may be out of view) and moves the person there with a path. */
  walkTo: WalkTarget;
  signal: { to: PersonId; epoch: number; signal: Signal };
  /**
   * What this page's sound is like: shown to others, and the mesh prefers those who speak. Until it has said `canHear`, and after each new
   * connection, a page takes part in no audience. A camera or a screen that is not spoken of is off.
   */
  media: { mic: "off" | "muted" | "on"; canHear: boolean; cam?: Shown; screen?: Shown };
  /** The pair's connection as this page sees it: the other reads it too, and "hears you" leaves out who cannot. */
  link: { person: PersonId; epoch: number; state: "connected" | "failed" };
  /**
   * To a media server: nothing leaves this page, as of this epoch of its audience, which lets nobody hear it. Until the next epoch that does, those who
   * come near may be connected beforehand: there is nothing that they could hear.
   */
  silent: { epoch: number };
  profile: { name: string; appearance: string; lang: string };
  /** `minutes`: for how long; an hour when nothing is said. */
  eject: { person: PersonId; minutes?: number };
  /** Something was missed: the whole audience, or a snapshot of the cells around, please. */
  resync: { of: "audience" | "world" };
}

/** A camera or a screen as others read it. */
export type Shown = "off" | "on";

/** How far a pair is. `near` is desire only: prepare, send nothing. Sound is permitted at `in`. */
export type Stage = "near" | "in";

export interface AudiencePeer {
  person: PersonId;
  stage: Stage;
  /** Exactly one of a pair offers: the server says who. */
  offers: boolean;
  /** What they may get of me, and what I may get of them: bits of `FLOW`. Nothing while only near. */
  to: number;
  from: number;
  /** Not by nearness: as loud as can be, wherever the two stand. */
  loud?: "stage" | "megaphone";
  /** Names this permission of the pair. It changes whenever the pair's audience began anew: signals and tracks of an older one are void. */
  pair: number;
  /** With a media server: by which name it knows the other's voice just now. */
  voice?: string;
}

/** The audience of one client as a delta on the previous epoch. A message with an epoch that is not the last one plus one asks for `resync`. */
export interface AudienceDelta {
  epoch: number;
  /** Everything before this is void. */
  full: boolean;
  set: AudiencePeer[];
  gone: PersonId[];
  /** Those in range whom this transport does not carry, with the reason: the person reads it. */
  beyond: { person: PersonId; why: "cap" | "meeting_full" | "hall_full" | "minors_no_relay" | "media_down" | "whisper" }[];
  /** The conversation's kind, for words: in the open, in a meeting area (its id; `open` false: it is full and one takes no part), in quiet, or in a hall (on its stage, or before it). */
  where:
    | { kind: "open" }
    | { kind: "meeting"; area: string; open: boolean }
    | { kind: "quiet"; area: string }
    | { kind: "hall"; area: string; stage: boolean };
  /** So many hear one from a stage or by the megaphone; with a media server they are not named each. */
  everyone?: number;
}

export interface DownMessages extends LeadingDown, ConversationDown {
  /** First message after each join or reconnect. */
  welcome: {
    you: PersonId;
    place: string;
    /** Room time at which this was written, ms (u32), and the boot id of the room's clock. */
    now: number;
    boot: number;
    /** Where one stands, px. */
    x: number;
    y: number;
    chat: ChatLine[];
    /** Given at reconnect: the sequence number of the last segment that the server took. */
    seq: number;
    /** With a media server: the name of one's seat there, for this connection. */
    soundSeat?: string;
  };
  /** The seat at the media server was given up: leave it, and join anew by this name. */
  soundSeat: { seat: string };
  chat: ChatLine & { draft?: string };
  /** The server moved this person to another place; a snapshot and a rebase follow. */
  place: { place: string; chat: ChatLine[]; why: MoveReason; by?: PersonId };
  /** One was moved within a place: said aloud and shown. */
  moved: { why: MoveReason; by?: PersonId };
  audience: AudienceDelta;
  signal: { from: PersonId; epoch: number; signal: Signal };
  /** The other side of a pair reports its state. */
  link: { person: PersonId; state: "connected" | "failed" };
  /** A request of this client was refused. `of` names the message; `draft` the line of a chat. */
  refused: { of: keyof UpMessages; code: ErrorCode; draft?: string; params?: Record<string, string | number> };
}

export type MoveReason = "portal" | "walk" | "gather" | "restart" | "correction";
