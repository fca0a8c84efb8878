/** Someone in a running space: one a user, whatever number of connections came and went. */
import type { Hearer, Why } from "../../shared/domain/audience.ts";
import type { Mover } from "../../shared/domain/motion/mover.ts";
import { TokenBucket } from "../../shared/domain/motion/rates.ts";
import { partyName } from "../../shared/domain/party.ts";
import { FLOW } from "../../shared/domain/media/flow.ts";
import { can, type Role } from "../../shared/domain/permissions.ts";
import type {
  AudienceDelta,
  AudiencePeer,
  ChatLine,
  MoveReason,
  PersonId,
  UpMessages,
  WalkTarget,
} from "../../shared/protocol/messages.ts";
import type { CameBy } from "../commands/ice.ts";
import type { Blocks } from "../ports/people-store.ts";
import type { Occupant } from "./cells/cells.ts";
import type { Link } from "./link.ts";
import type { PlaceRun } from "./place-run.ts";

/** What a reserved seat says of whoever will sit on it. Plain data: it passes through the matchmaker. */
export interface SeatHolder {
  user: string;
  /** Hash of the session that reserved it. */
  session: string;
  name: string;
  /** Nicknames of those who sit at the same device. */
  others?: readonly string[];
  appearance: string;
  role: Role;
  lang: string;
  /** Their way here: sound may depend on it. In memory only. */
  by: CameBy;
  /** UTC ms since when they belong to the space; 0: not known. */
  since?: number;
  /** Whom they have blocked, and by whom they are blocked: users. */
  blocks?: Blocks;
  /** Where they stood when they were last here. */
  stand: { place: string; x: number; y: number; at: number } | null;
}

/** A line as a report quotes it. */
export interface SaidLine {
  /** UTC ms */
  at: number;
  name: string;
  text: string;
}
/** So many of them are kept for a report. */
export const SAID_KEPT = 20;

/** What others read of whoever sits down. */
export const shown = ({ name, others = [], appearance, role, lang }: SeatHolder) => ({
  name: partyName(name, others),
  own: name,
  heads: 1 + others.length,
  appearance,
  role,
  lang,
  connected: true,
});

/** Messages a second and at once, beside those of motion (shared/domain/motion/rates.ts). */
const RATES: Record<keyof UpMessages, readonly [perSecond: number, burst: number]> = {
  chat: [1, 5],
  walkTo: [2, 6],
  signal: [50, 200],
  media: [4, 12],
  megaphone: [4, 12],
  link: [10, 40],
  silent: [10, 20],
  profile: [0.5, 4],
  eject: [1, 5],
  resync: [1, 4],
  role: [1, 10],
  handOver: [0.2, 3],
  lead: [1, 5],
  block: [1, 10],
  mute: [2, 10],
  camOff: [2, 10],
  screenOff: [2, 10],
  letShow: [2, 10],
  askToUnmute: [1, 6],
  warn: [1, 5],
  report: [0.1, 5],
  ban: [1, 5],
  admit: [2, 30],
  turnAway: [2, 30],
  gather: [0.5, 3],
  hand: [1, 6],
  lowerHand: [2, 20],
  stage: [2, 10],
  helpCall: [0.2, 3],
  helpCancel: [1, 5],
  helpAnswer: [2, 20],
  announce: [0.2, 4],
  have: [4, 40],
  timer: [2, 10],
  review: [4, 40],
  freeze: [1, 6],
  slow: [1, 6],
  iWrite: [1, 5],
  write: [8, 16],
  wrote: [1, 5],
  together: [1, 8],
  whisper: [1, 8],
  condition: [2, 10],
};
/** Bytes of session descriptions that one person may have relayed, a second and at once. */
const SIGNAL_BYTES = [32 * 1024, 256 * 1024] as const;
/** Messages that are none of ours; above it the connection is cut. */
const NONSENSE = [2, 20] as const;

export class Allowances {
  readonly #buckets: Record<keyof UpMessages, TokenBucket>;
  readonly nonsense: TokenBucket;
  #signalBytes: number = SIGNAL_BYTES[1];
  #signalAt: number;

  constructor(now: number) {
    const buckets = Object.entries(RATES).map(([type, rate]) => [type, new TokenBucket(...rate, now)]);
    // The keys are those of RATES.
    this.#buckets = Object.fromEntries(buckets) as Record<keyof UpMessages, TokenBucket>;
    this.nonsense = new TokenBucket(...NONSENSE, now);
    this.#signalAt = now;
  }

  take(type: keyof UpMessages, now: number): boolean {
    return this.#buckets[type].take(now);
  }

  takeSignalBytes(bytes: number, now: number): boolean {
    this.#signalBytes = Math.min(SIGNAL_BYTES[1], this.#signalBytes + ((now - this.#signalAt) * SIGNAL_BYTES[0]) / 1000);
    this.#signalAt = now;
    if (this.#signalBytes < bytes) return false;
    this.#signalBytes -= bytes;
    return true;
  }
}

export class Person implements Occupant, Hearer {
  readonly id: PersonId;
  readonly user: string;
  readonly allowances: Allowances;
  session: string;
  /** As others read it: with those who sit at the same device. */
  name: string;
  others: readonly string[];
  role: Role;
  since: number;
  lang: string;
  by: CameBy;
  mover: Mover;
  run: PlaceRun;
  link: Link | null = null;
  /** A link that has not acknowledged the room yet, and when it came (room time). */
  arriving: { link: Link; since: number } | null = null;
  /** Room time of the last sign of life of a link that has fallen silent, null: it has not. Kept for those who may lead, also when the link is gone. */
  silentSince: number | null = null;
  /** Room time at which the connection was lost; null while there is one. */
  droppedAt: number | null = null;
  hidden: ReadonlySet<PersonId> | null = null;
  /** The last lines that were written near and that they could read, their own too, oldest first: for a report. In memory only. */
  readonly nearLines: SaidLine[] = [];

  /** Where they were at confirmed time. */
  x: number;
  y: number;
  /** How they went then, px a ms. */
  vx = 0;
  vy = 0;
  /** They have not moved for a moment, and since when (room time). */
  still = false;
  movedAt = Number.NEGATIVE_INFINITY;
  mic: "off" | "muted" | "on" = "off";
  cam = false;
  screen = false;
  /** Bits of `FLOW` that a trainer has ended, until the page itself has said that they are off. */
  silenced = 0;
  /** Bits of `FLOW` that stay off until somebody who leads lets them again. */
  held = 0;
  heldBy: PersonId = 0;
  hears = false;
  barred: Why | null = null;
  /** The number of their whisper (`whispering.ts`), 0: none. */
  whisper = 0;
  /** What the page said of its sound while it had said too much. */
  mediaLater: UpMessages["media"] | null = null;

  /** What this page was last told of its audience. */
  epoch = 0;
  told = new Map<PersonId, AudiencePeer>();
  toldBeyond: AudienceDelta["beyond"] = [];
  toldWhere: AudienceDelta["where"] = { kind: "open" };
  toldEveryone = 0;
  /** The last epoch that let anybody hear them, and the last one of which their page has said that nothing leaves it. */
  loudAt = 0;
  silentAt = -1;
  /** Those who are connected to them beforehand (`hearing.ts`). */
  ahead: ReadonlySet<PersonId> = new Set();

  /** Room time of their last line; null: none yet. */
  saidAt: number | null = null;
  /** Told after the welcome: they are not where they might expect to be. */
  movedBy: MoveReason | null = null;
  /** Portal that they stand in since they came: it works when it is entered. */
  portal: string | null = null;
  /** Where they are being led, through doors if need be; any step of their own ends it. */
  goal: WalkTarget | null = null;
  /** Room time until which their motion is looked at in each tick. */
  activeUntil = 0;
  /** Where the store has them. */
  saved: { place: string; x: number; y: number } | null = null;
  /** Lines taken of late by draft: one that is sent again is not said again. */
  readonly drafts = new Map<string, ChatLine>();

  get heads(): number {
    return 1 + this.others.length;
  }

  constructor(id: PersonId, holder: SeatHolder, mover: Mover, run: PlaceRun, now: number) {
    this.id = id;
    this.user = holder.user;
    this.session = holder.session;
    this.others = holder.others ?? [];
    this.name = partyName(holder.name, this.others);
    this.role = holder.role;
    this.since = holder.since ?? 0;
    this.lang = holder.lang;
    this.by = holder.by;
    this.mover = mover;
    this.run = run;
    this.allowances = new Allowances(now);
    const at = mover.confirmed(now);
    this.x = at.x;
    this.y = at.y;
  }

  /** The same person on another connection. */
  sitAgain({ session, name, others = [], role, since = 0, lang, by }: SeatHolder): void {
    Object.assign(this, { session, name: partyName(name, others), others, role, since, lang, by });
  }

  /** Takes over where their mover has them at confirmed time. @returns whether that is elsewhere than before */
  follow(now: number): boolean {
    const { x, y } = this.mover.confirmed(now);
    ({ x: this.vx, y: this.vy } = this.mover.confirmedVelocity(now));
    const moved = x !== this.x || y !== this.y;
    this.x = x;
    this.y = y;
    return moved;
  }

  get maySpeak(): boolean {
    return can(this.role, "media.speak");
  }

  /** What of theirs may leave their page at all: bits of `FLOW`. */
  get sends(): number {
    return ((this.maySpeak ? FLOW.mic : 0) | (this.cam ? FLOW.cam : 0) | (this.screen ? FLOW.screen : 0)) & ~(this.silenced | this.held);
  }

  /** Nothing leaves their page, and it waits for the server's word to send anything. */
  get isSilent(): boolean {
    return this.silentAt > this.loudAt;
  }

  get mayShow(): boolean {
    return can(this.role, "media.show");
  }

  get hasMic(): boolean {
    return this.mic !== "off" || this.cam || this.screen;
  }

  get canHear(): boolean {
    return this.hears && this.link !== null;
  }
}
