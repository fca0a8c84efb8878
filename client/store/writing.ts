/** Read models of writing as a voice, of sitting together and of whispering. `net` writes; ui, world and media read. Factory as in `space.ts`. */
import { atom, map } from "nanostores";
import type { ErrorCode } from "../../shared/domain/errors.ts";
import type { Together } from "../../shared/protocol/conversation.ts";
import type { PersonId } from "../../shared/protocol/messages.ts";

/** A finished line that those near read. Kept on this page only. */
export interface NearLine {
  id: number;
  /** Where it was written. */
  place: string;
  person: PersonId;
  name: string;
  at: number;
  text: string;
  lang: string;
}

/** With whom one whispers, who asks to come in; or, outside, whom one has asked. */
export interface OwnWhisper {
  people: readonly PersonId[];
  asks: readonly PersonId[];
  asked: PersonId | null;
}
export const NO_WHISPER: OwnWhisper = { people: [], asks: [], asked: null };

export function writingStores() {
  return {
    /** What others in one's conversation are typing just now. */
    $written: map<Record<PersonId, { text: string; lang: string }>>({}),
    /** Who reads what one types; null while the field is closed. */
    $readers: atom<readonly PersonId[] | null>(null),
    /** Newest last, at most 100. */
    $nearLines: atom<readonly NearLine[]>([]),
    /** A line of one's own that did not go: back into the field with it. */
    $returned: atom<{ text: string; code: ErrorCode | null } | null>(null),
    /** With whom one sits in one physical room, or may. */
    $together: atom<readonly { person: PersonId; state: Together }[]>([]),
    $whisper: atom<OwnWhisper>(NO_WHISPER),
  };
}
export type WritingStores = ReturnType<typeof writingStores>;

/** The page's own. */
export const pageWriting: WritingStores = writingStores();
export const { $written, $readers, $nearLines, $returned, $together, $whisper } = pageWriting;

/** The end of a line that grows, by whole characters: its newest words are what others look for. */
export function liveTail(text: string, most = 140): string {
  const letters = Array.from(new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text), (part) => part.segment);
  return letters.length <= most ? text : `…${letters.slice(1 - most).join("")}`;
}
