/** What is kept for order: lists of words, lines that wait until somebody who leads has read them, how a session is led. Part of `SpaceStore`. */

export interface WordList {
  /** BCP 47 */
  lang: string;
  /** Lines as they were written (`shared/domain/words/lists.ts`). */
  words: string[];
}

/** A line of chat that is not said yet. */
export interface HeldLine {
  /** Random. */
  id: string;
  space: string;
  place: string;
  /** UTC ms at which it was written. */
  at: number;
  user: string;
  /** As it was when the line was written. */
  name: string;
  text: string;
  lang: string;
  /** The writer's own id of it. */
  draft: string;
}

export interface OrderStore {
  /** The organisation's lists, by language; a language that is not among them has the list that Kartu begins with. */
  wordLists(): Promise<WordList[]>;
  /** Null: the organisation has no list of its own for this language any more. */
  setWordList(lang: string, words: readonly string[] | null): Promise<void>;

  holdLine(line: HeldLine): Promise<void>;
  /** Oldest first. They go with their writer, and when chat of their age goes. */
  heldLines(space: string): Promise<HeldLine[]>;
  /** Takes a line out, for exactly one caller; null: somebody was faster, or it has gone. */
  takeHeldLine(space: string, id: string): Promise<HeldLine | null>;

  /** How a session was led when it was last written: `facts` is the room's own text. Null: nothing was ever, or its space is gone. */
  sessionOrder(space: string): Promise<{ facts: string; at: number } | null>;
  /** Nothing happens for a space that is gone. @param at UTC ms */
  putSessionOrder(space: string, facts: string, at: number): Promise<void>;
}
