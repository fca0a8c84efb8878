/**
 * Messages of the space room by which sessions are led and people are looked after; part of `messages.ts`. Roles, and who may do what, are
 * `shared/domain/permissions.ts`; a message that its sender may not send is answered by `refused` with `forbidden`. Every one may also be
 * refused with `rate_limited`; those that name a person with `target_gone`; those that are kept with `storage_failed`.
 */
import type { Role } from "../domain/permissions.ts";
import type { Knock } from "./lobby.ts";
import type { ChatLine, PersonId } from "./messages.ts";

export const WARN_WHYS = ["words", "noise", "behaviour"] as const;
export type WarnWhy = (typeof WARN_WHYS)[number];
export const REPORT_WHYS = ["insult", "harassment", "sexual", "threat", "privacy", "other"] as const;
export type ReportWhy = (typeof REPORT_WHYS)[number];
/** Why there is a report: what people chose, or a word of the lists on a board, which Kartu reports by itself. */
export type KeptWhy = ReportWhy | "board";

/** Longest text of a report, code points. */
export const REPORT_MAX = 1_000;
/** Longest time for which somebody may be put out, minutes; and how long it is when nothing is said. */
export const EJECT_MAX_MIN = 30 * 24 * 60;
export const EJECT_MIN = 60;
/** Longest message to all, and longest word why one calls for help, code points. */
export const ANNOUNCE_MAX = 500;
export const HELP_MAX = 80;
/** Longest timer, s. */
export const TIMER_MAX_S = 24 * 3_600;

/** A call for help, as those on duty read it. */
export interface HelpCall {
  call: number;
  /** 0: not inside just now. */
  person: PersonId;
  name: string;
  /** A word or two, possibly none. */
  why: string;
  /** UTC ms */
  since: number;
  /** Who said that they are coming; 0: nobody yet. */
  taken: PersonId;
}

/** A line of chat that waits for those on duty because of a word in it. */
export interface HeldLineView {
  id: string;
  /** 0: not inside just now. */
  person: PersonId;
  /** As it was when the line was written. */
  name: string;
  text: string;
  lang: string;
  place: string;
  /** UTC ms */
  at: number;
}
/** Why a page has no microphone although its person wanted one. */
export const MIC_TROUBLES = ["denied", "missing", "busy", "insecure", "in-app", "no-webrtc"] as const;
export type MicTrouble = (typeof MIC_TROUBLES)[number];

/**
 * Facts of one person's page that may mean that they are lost; never how much or with whom somebody speaks. Only for those on duty, only now:
 * nothing of it is kept.
 */
export interface Concern {
  /** 0: gone. */
  person: PersonId;
  name: string;
  /** Their page has been hidden since then (UTC ms), for HIDDEN_MS at least; null: it is to be seen. */
  hiddenSince: number | null;
  mic: MicTrouble | null;
  /** "none": their page plays no sound. "unheard": others have spoken in their earshot, and nothing ever came out of their page. */
  sound: "none" | "unheard" | null;
  /** Their connection broke then (UTC ms), and they have not come back; null: it stands. */
  droppedAt: number | null;
  /** Somebody inside who leads and from whose name theirs cannot be told; null: nobody. */
  like: string | null;
}
/** A page hidden for less is no concern, ms. */
export const HIDDEN_MS = 60_000;

/** Longest pause between two lines in slow mode, s. */
export const SLOW_MAX_S = 600;

interface Off {
  person: PersonId | null;
  hold?: boolean;
}

export interface LeadingUp {
  /**
   * Gives someone who is inside another role; oneself only a lower one. Refused: `forbidden`, `last_owner`. For someone who is not inside
   * there is POST /api/spaces/:space/members/:user/role.
   */
  role: { person: PersonId; role: Role };
  /** The space is theirs from now on, and oneself is a trainer. */
  handOver: { person: PersonId };
  /**
   * The lead of the session: to oneself (`to: null`; the one tap by which the first holder takes it back), or to somebody else.
   * Who leads is state: `SpaceState.lead` and `.standIn`. Refused: `forbidden`, `cannot_lead`.
   */
  lead: { to: PersonId | null };

  /**
   * Everybody's: between the two there is no sound, chat, movement or signal from now on, in every space, until it is taken back (here, or by
   * POST /api/me/unblock when they are away). The other one is told nothing. Refused: `block_leads` (those who lead cannot be blocked and do not
   * block: they are reported to, or about). What is hidden by it: `blocks`.
   */
  block: { person: PersonId; on: boolean };
  /**
   * Mutes one, or (null) everyone who does not lead: nobody hears them from now on, whatever their page does. Their page is told (`muted`) and says that
   * it is off; then its owner may turn it on again, unless it is held (`hold`): until `letShow`. What is held is `PersonState.held`.
   */
  mute: Off;
  /** The same for cameras and shared screens. */
  camOff: Off;
  screenOff: Off;
  /** Whatever is held of one, or of everyone (null), may be turned on again: by its owner's own hand. */
  letShow: { person: PersonId | null };
  /** Asks one, or everyone who does not lead (null), to speak (`askedToUnmute`); nothing is ever turned on from outside. */
  askToUnmute: { person: PersonId | null };
  /** Tells someone that this is not how people treat each other here; it is logged. */
  warn: { person: PersonId; why: WarnWhy };
  /**
   * Tells those on duty (those who lead, except whom it is about): kept with the last lines of this place's chat. `person` null: about nobody in
   * particular, or somebody who is gone. It is answered by `reported`. Refused: `chat_too_long` {max}, `reports_open`.
   */
  report: { person: PersonId | null; why: ReportWhy; text: string };
  /** Out until a trainer takes it back, and the invite they came by leads to the lobby from now on. Of nobody of one's own rank or above. */
  ban: { person: PersonId };
  /** Lets in who knocks (`knocks`), or everyone who does (null). Refused: `target_gone`: they knock no more. */
  admit: { knock: string | null };
  /** Not this time: they may ask again after a while (TURNED_AWAY_MS). Their membership stays one that waits. */
  turnAway: { knock: string };
  /**
   * Everyone who does not lead is moved, at once: to free spots around oneself (null), or into an area of any place. Their pages say so (`moved` or
   * `place` with why "gather" and by whom), hear, and are muted until they tap. It cannot be undone: the button says so before. Refused:
   * `target_gone`: no such area.
   */
  gather: { area: string | null };
  /** One's own hand. The queue is state (`SpaceState.hands`) and keeps one's place over a reload. */
  hand: { up: boolean };
  /** Lowers somebody's hand, or all (null). */
  lowerHand: { person: PersonId | null };
  /** Gives somebody the turn on the stage (their hand goes down), or takes it back (null: also by who has it). State: `SpaceState.stage`. */
  stage: { person: PersonId | null };
  /**
   * The megaphone: while it is held one is heard in all places. Said again at least each second while held, or it ends; somebody else holds it:
   * `target_gone`. Who holds it is state: `SpaceState.megaphone`.
   */
  megaphone: { on: boolean };
  /** Calls for help, with a word why; said again it changes the words. Answered by `help`; those on duty read `helpCalls`. Refused: `chat_too_long`. */
  helpCall: { why: string };
  helpCancel: Record<string, never>;
  /** Somebody on duty is coming (`done: false`), or it is settled. To go there: `walkTo` the person. Refused: `target_gone`: settled already. */
  helpAnswer: { call: number; done: boolean };
  /** A message to everyone in every place; answered by `announcedTo`. Refused: `chat_empty`, `chat_too_long` {max}. */
  announce: { text: string };
  /** This page has every `announced` and `warned` up to this number: they are not sent again. */
  have: { seq: number };
  /** The one big timer, `SpaceState.timer…`. `add` may be negative. Refused: `bad_request`: there is none to be paused, continued, changed or stopped. */
  timer: { do: "start"; seconds: number; label: string } | { do: "add"; seconds: number } | { do: "pause" | "go" | "stop" };
  /** Lets a held line through (`pass`) or drops it. Refused: `target_gone`: somebody was faster. */
  review: { line: string; pass: boolean };
  /** Nobody but those who lead walks or writes until it is taken back; state: `SpaceState.frozen`. What they try is refused with `frozen`. */
  freeze: { on: boolean };
  /** Those who do not lead write one line in so many seconds; 0 = off. State: `SpaceState.slow`. Refused lines: `chat_slow` {seconds}. */
  slow: { seconds: number };
  /** What is the matter with one's own page, whenever it changes and after each join. For `concerns`. */
  condition: { hidden: boolean; mic: MicTrouble | null; unheard: boolean };
}

export interface LeadingDown {
  /** One's own role was changed: what one may do is asked anew, at once. `by` 0: by somebody who is not inside. */
  role: { role: Role; by: PersonId };
  /** Those inside whom one has blocked oneself, after each change (and after the welcome when there are any). */
  blocks: { people: PersonId[] };
  /**
   * Those inside who are hidden from this page, whichever of the two wanted it, after each change (and after the welcome when there are any). The room's
   * state does not hold them; by this the page lets them go, and come back, without a word. `chat`: the last lines of the place as this page may read them from now on.
   * `were`: what they, and those who are hidden and not inside, were called by before while this space runs; what the page has kept of them goes.
   */
  unseen: { people: PersonId[]; were: PersonId[]; chat: ChatLine[] };
  /** A trainer muted this page: it mutes, says by whom, and tells the server with `media`. Unmuting stays one's own. */
  muted: { by: PersonId };
  /** The same for one's camera and one's screen. */
  camOff: { by: PersonId };
  screenOff: { by: PersonId };
  /** One is asked to speak: it is shown; whether one does is one's own. */
  askedToUnmute: { by: PersonId };
  /** To those who may let people in: everyone who waits, whenever it changes and when one comes (if anybody waits). */
  knocks: { waiting: Knock[] };
  /** One's own call for help: nobody has said that they are coming yet, or `by` has; "none": it is settled. */
  help: { state: "waiting" | "coming" | "none"; by: PersonId; onDuty: number };
  /** To those on duty: every open call, longest first, whenever one changes. */
  helpCalls: { calls: HelpCall[] };
  /**
   * To be shown and spoken to everyone, and answered by `have`; also after the welcome, of the last half hour what this user has not had. `by` 0: gone. One
   * whose `seq` is known is the same again.
   */
  announced: { by: PersonId; name: string; text: string; lang: string; at: number; seq: number };
  /** To who said it to all: how many others are here, and how many are away just now and read it when they are back. */
  announcedTo: { people: number; away: number };
  /**
   * One's own line holds a word of the organisation's lists: it waits until somebody on duty has read it. Let through it comes as `chat` (`passed` says
   * so to who is in another place by then); or it was dropped.
   */
  held: { draft: string; state: "waits" | "passed" | "dropped" };
  /** To those on duty: every line that waits, oldest first, whenever it changes, and when one comes (if any waits). */
  review: { lines: HeldLineView[] };
  /** As `announced`; kept until one has it. `by` 0: gone. */
  warned: { by: PersonId; why: WarnWhy; seq: number };
  /** To whoever called all together: how many were moved, and how many of them are away just now and read it when they come back. */
  gathered: { people: number; away: number };
  /** To those on duty: everyone who does not lead and may be lost, whenever it changes. */
  concerns: { people: Concern[] };
  /** One's report is kept and those on duty who are here were told. `onDuty`: how many those are; 0: show the organisation's contact. */
  reported: { onDuty: number };
  /** To those on duty: somebody reported something. What it says: GET /api/spaces/:space/reports. `about` 0: nobody in particular; `by` 0: nobody, Kartu read it. */
  report: { id: string; by: PersonId; about: PersonId; why: KeptWhy };
}
