/** What the interface and the world may ask of the running space. Implemented by `SpaceSession`; bots use the same. */
import type { LeadingUp } from "../../shared/protocol/leading.ts";
import type { PersonId, WalkTarget } from "../../shared/protocol/messages.ts";
import type { Heading } from "../../shared/domain/motion/heading.ts";
import type { Whisper } from "./whispering.ts";
import type { WrittenVoiceCommands } from "./written-voice.ts";

/** Where someone is to be drawn, px; reused between calls, so read it at once. */
export interface Drawn {
  id: PersonId;
  x: number;
  y: number;
  /** Where they look: 0 down, 1 left, 2 right, 3 up. */
  facing: 0 | 1 | 2 | 3;
  walking: boolean;
}

/** Everyone who can be seen from here, at the moment of the frame. */
export interface Movers {
  /** One's own avatar by prediction; others with their delay. Calls `visit` once a person, oneself included. @returns true while anyone moves. */
  each(visit: (drawn: Drawn) => void): boolean;
  /** One's own predicted position, px. */
  self(): { x: number; y: number };
  /** Called when someone appears, disappears or starts to move: an idle renderer wakes up by it. @returns stop */
  onChange(listener: () => void): () => void;
}

export interface SpaceCommands {
  readonly movers: Movers;
  /** Walk in a heading until told otherwise; 0 stops. Sends only on change. */
  head(heading: Heading): void;
  /** Walk to a target. A point is found by this client's own path-finding; people and areas by the server. */
  walkTo(target: WalkTarget): void;
  /** Puts a line into the chat of this place; it waits in `$chat` until the server has it. */
  say(text: string): void;
  /** Tries again to send a line that was refused or waits. */
  sayAgain(draft: string): void;
  discard(draft: string): void;
  profile(profile: { name: string; appearance: string; lang: string }): void;
  /** `minutes`: for how long; an hour when nothing is said. @returns as `lead` */
  eject(person: PersonId, minutes?: number): boolean;
  /**
   * Everything by which sessions are led and people looked after (`shared/protocol/leading.ts`); what comes of it is in `client/store/leading.ts`.
   * @returns whether it was sent: false without a connection, and then it is refused with `not_sent`
   */
  lead<K extends keyof LeadingUp>(type: K, message: LeadingUp[K]): boolean;
  /** Room time, ms: the clock of the timer. */
  roomNow(): number;
  /** Writing as a voice, and sitting together. */
  readonly written: WrittenVoiceCommands;
  readonly whisper: Whisper;
  /** Leaves on purpose. */
  leave(): void;
}
