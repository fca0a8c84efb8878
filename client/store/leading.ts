/**
 * Read models of how a session is led: what holds for everyone (from the room's state), and what came to this page alone. `net` writes.
 * A page has one set (the exports below); bots make one each, as part of `spaceStores()`.
 */
import { atom } from "nanostores";
import type { ErrorCode } from "../../shared/domain/errors.ts";
import type { Concern, HeldLineView, HelpCall, LeadingDown, LeadingUp } from "../../shared/protocol/leading.ts";
import type { Knock } from "../../shared/protocol/lobby.ts";
import type { PersonId } from "../../shared/protocol/messages.ts";
import type { Timer } from "../../shared/domain/timer.ts";

/** What the room's state says of the session. */
export interface SessionFacts {
  /** Who leads; 0: nobody who is here. */
  lead: PersonId;
  /** Who leads too, because the link of `lead` is dead; 0: nobody. */
  standIn: PersonId;
  frozen: boolean;
  /** Seconds between two lines of one who does not lead; 0: off. */
  slow: number;
  /** In the order of raising. */
  hands: readonly PersonId[];
  /** Whose turn on the stage it is; 0: nobody's. */
  stage: PersonId;
  /** People may whisper here. */
  whisper: boolean;
  /** Who speaks to everyone by the megaphone; 0: nobody. */
  megaphone: PersonId;
  /** Null: there is none. */
  timer: Timer | null;
}

export const NO_FACTS: SessionFacts = {
  lead: 0,
  standIn: 0,
  frozen: false,
  slow: 0,
  hands: [],
  stage: 0,
  whisper: false,
  megaphone: 0,
  timer: null,
};

type Down<K extends keyof LeadingDown> = LeadingDown[K];
/** Something that came, with a number by which it is put away. */
export type Came<T> = T & { n: number };

export function leadingStores() {
  return {
    $session: atom<SessionFacts>(NO_FACTS),
    /** Who asks one to turn one's microphone on; null: nobody, or it was put away. */
    $askedToUnmute: atom<string | null>(null),
    /** Who waits in the lobby. */
    $knocks: atom<readonly Knock[]>([]),
    /** For those on duty: open calls, longest first. */
    $helpCalls: atom<readonly HelpCall[]>([]),
    /** For those on duty: who may be lost. */
    $concerns: atom<readonly Concern[]>([]),
    /** What came of one's own calling together. */
    $gathered: atom<Came<Down<"gathered">> | null>(null),
    /** One's own call for help; null: none. */
    $help: atom<Down<"help"> | null>(null),
    /** Whom one has blocked, of those inside. */
    $blocked: atom<readonly PersonId[]>([]),
    /** Those inside whom the room's state does not hold for this page, for a block between the two: they go and come back without a word. */
    $unseen: atom<readonly PersonId[]>([]),
    /** For those on duty: lines that wait to be let through, oldest first. */
    $review: atom<readonly HeldLineView[]>([]),
    /** Messages to all since one came, oldest first. */
    $announcements: atom<readonly Came<Down<"announced">>[]>([]),
    /** Up to which message to all one has closed what was shown (their `n`). */
    $announcementsSeen: atom(0),
    /** Whom one's own message to all reached. */
    $announcedTo: atom<Came<Down<"announcedTo">> | null>(null),
    $warned: atom<Came<Down<"warned">> | null>(null),
    /** The answer to one's own report. */
    $reported: atom<Came<Down<"reported">> | null>(null),
    /** For those on duty: reports that came since one is here, newest last. */
    $reports: atom<readonly Came<Down<"report">>[]>([]),
    /** Who muted this page last, by name as it was then. */
    $mutedBy: atom<string | null>(null),
    /** The last thing of these that was refused: forms keep what was written. */
    $refused: atom<Came<{ of: keyof LeadingUp; code: ErrorCode; params: Record<string, string | number> }> | null>(null),
  };
}
export type LeadingStores = ReturnType<typeof leadingStores>;

/** The page's own; `$session` is named `$sessionFacts` there, beside so many sessions. */
export const pageLeading: LeadingStores = leadingStores();
export const {
  $session: $sessionFacts,
  $askedToUnmute,
  $knocks,
  $helpCalls,
  $concerns,
  $gathered,
  $help,
  $blocked,
  $unseen,
  $review,
  $announcements,
  $announcementsSeen,
  $announcedTo,
  $warned,
  $reported,
  $reports,
  $mutedBy,
  $refused,
} = pageLeading;
