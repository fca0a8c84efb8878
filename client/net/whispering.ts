/** Whispering as the page sees it: what is wished goes out, who is in and who asks comes in, and what is new of it is told. */
import type { WhisperWish } from "../../shared/protocol/conversation.ts";
import type { DownMessages, PersonId, UpMessages } from "../../shared/protocol/messages.ts";
import type { SpaceStores } from "../store/space.ts";
import { NO_WHISPER } from "../store/writing.ts";

/** What the interface may do: see `WhisperWish`. */
export type Whisper = (wish: WhisperWish) => void;

export const whispering =
  (up: <K extends keyof UpMessages>(type: K, message: UpMessages[K]) => void): Whisper =>
  (wish) =>
    up("whisper", wish);

export function takeWhisper(stores: SpaceStores, { people, asks, asked, by, no }: DownMessages["whisper"]): void {
  const { writing, $people, tell } = stores;
  const before = writing.$whisper.get();
  writing.$whisper.set({ people, asks, asked });
  const nameOf = (person: PersonId | undefined): string => (person === undefined ? "" : ($people.get()[person]?.name ?? ""));
  const began = before.people.length === 0 && people.length > 0;
  if (began) tell({ kind: "whisper", what: "began", name: by === stores.$you.get() ? "" : nameOf(by), names: people.map(nameOf), people });
  else if (before.people.length > 0 && people.length === 0)
    tell({
      kind: "whisper",
      what: "ended",
      name: by === stores.$you.get() ? "" : nameOf(by),
      names: [],
      people: by === undefined ? before.people : [by],
    });
  else
    for (const person of people)
      if (!before.people.includes(person)) tell({ kind: "whisper", what: "came", name: nameOf(person), names: [], people: [person] });
  for (const person of asks)
    if (!before.asks.includes(person)) tell({ kind: "whisper", what: "asks", name: nameOf(person), names: [], people: [person] });
  if (no === true) tell({ kind: "whisper", what: "not-now", name: "", names: [] });
}

/** Each connection is told anew what there is. */
export const forgetWhisper = ({ writing }: SpaceStores): void => writing.$whisper.set(NO_WHISPER);
