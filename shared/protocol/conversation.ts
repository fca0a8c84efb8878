/**
 * Messages of the space room between those who are in one conversation, beside sound itself: writing as an equal voice, sitting together in one
 * physical room, and whispering. Part of `messages.ts`. Nothing of it is stored.
 */
import type { PersonId } from "./messages.ts";

/** How things stand with somebody who may sit in the same physical room: they ask, they were asked, or it is so. */
export type Together = "asks" | "asked" | "yes";

export interface ConversationUp {
  /** "I write today": others read it beside the name, for as long as one is here. */
  iWrite: { on: boolean };
  /** What stands in one's field just now; null: the field is closed. Sent at most every `WRITE_MS`. */
  write: { text: string | null };
  /** The line is finished. `draft` as in `chat`: a refusal carries it, so that nothing typed is lost. */
  wrote: { draft: string; text: string };
  /** `on`: asks, or says yes to who asked. Otherwise: no, not any more, never mind. Refused with `target_gone` outside one conversation. */
  together: { person: PersonId; on: boolean };
  whisper: WhisperWish;
}

/**
 * - `begin`: nobody but those with whom one is in conversation now, in the open, is to hear it.
 * - `end`: of one's own whisper; who leads also of that of `person`.
 * - `join`: asks those with whom `person` whispers to be let in; who leads is in.
 * - `answer`: one of those inside says whether `person`, who asked, comes in.
 */
export type WhisperWish =
  | { kind: "begin" }
  | { kind: "end"; person?: PersonId }
  | { kind: "join"; person: PersonId }
  | { kind: "answer"; person: PersonId; yes: boolean };

export interface ConversationDown {
  /** While one's field is open: who reads it just now. Told whenever it changes. */
  readers: { people: PersonId[] };
  /** What somebody in one's conversation is writing, from where one came to them on; "": nothing (any more). */
  written: { person: PersonId; text: string; lang: string };
  /** A finished line, to those who read it and to its writer. */
  wrote: { person: PersonId; name: string; at: number; text: string; lang: string; draft?: string };
  /** All with whom one sits together, or may. Told whenever it changes. */
  together: { people: { person: PersonId; state: Together }[] };
  /**
   * One's own whisper: with whom, who asks to come in; or, outside, whom one has asked. Told whenever it changes. `by`: who began or ended it.
   * `no`: one was not let in.
   */
  whisper: { people: PersonId[]; asks: PersonId[]; asked: PersonId | null; by?: PersonId; no?: true };
}

/** A page sends what is typed at most this often, ms: within half a second it is read. */
export const WRITE_MS = 150;
