/** The chat of the place one is in: what the server sent, then one's own lines that it does not have yet. Nothing typed is lost. */
import type { LeadingDown } from "../../shared/protocol/leading.ts";
import type { ErrorCode } from "../../shared/domain/errors.ts";
import type { ChatLine, DownMessages, PersonId } from "../../shared/protocol/messages.ts";
import type { ChatEntry, SpaceStores } from "../store/space.ts";

/** Lines shown at most; the server keeps 100. */
const SHOWN = 200;

interface Draft {
  draft: string;
  text: string;
  /** The last line that was there when it was written: a line with these words after it is this one. */
  after: number;
  /** "held": the server has it, and it waits for somebody on duty. */
  state: "waiting" | "held" | "refused";
  code?: ErrorCode;
}

export interface ChatLinesDeps {
  stores: SpaceStores;
  send(line: { draft: string; text: string }): void;
  /** A new id, unique on this page. */
  newDraft: () => string;
  you(): PersonId | null;
}

export class ChatLines {
  readonly #deps: ChatLinesDeps;
  #lines: ChatLine[] = [];
  #drafts: Draft[] = [];

  constructor(deps: ChatLinesDeps) {
    this.#deps = deps;
  }

  /** The lines of a place one has come into, or come back to: a waiting line that is among them was sent; the others are sent again. */
  reset(lines: readonly ChatLine[], samePlace: boolean): void {
    this.#lines = [...lines];
    const you = this.#deps.you();
    if (!samePlace) {
      // Written for the people of the place one was in: never sent to others by itself, and not lost either.
      // What waits for somebody on duty is with the server: it will be said where it was written.
      this.#drafts = this.#drafts.map((draft) =>
        draft.state === "held" ? draft : { ...draft, state: "refused" as const, after: this.#lastSeq() },
      );
    } else {
      this.#drafts = this.#drafts.filter(
        (draft) => !this.#lines.some((l) => l.person === you && l.text === draft.text && l.seq > draft.after),
      );
      for (const draft of this.#drafts) if (draft.state !== "refused") this.#deps.send({ draft: draft.draft, text: draft.text });
    }
    this.#show();
  }

  received(line: DownMessages["chat"]): void {
    const { draft, ...plain } = line;
    if (plain.seq > this.#lastSeq()) this.#lines = [...this.#lines.slice(1 - SHOWN), plain];
    if (draft !== undefined) this.#drafts = this.#drafts.filter((d) => d.draft !== draft);
    this.#show();
  }

  refused(draft: string, code: ErrorCode): void {
    this.#drafts = this.#drafts.map((d) => (d.draft === draft ? { ...d, state: "refused" as const, code } : d));
    this.#show();
  }

  held({ draft, state }: LeadingDown["held"]): void {
    if (state === "dropped") return this.refused(draft, "chat_dropped");
    this.#drafts = this.#drafts.flatMap((d) => (d.draft !== draft ? [d] : state === "passed" ? [] : [{ ...d, state: "held" as const }]));
    this.#show();
  }

  /** Some lines are not to be read any more, or are again. */
  reread(lines: readonly ChatLine[]): void {
    this.#lines = [...lines];
    this.#show();
  }

  say(text: string): void {
    const draft = this.#deps.newDraft();
    this.#drafts = [...this.#drafts, { draft, text, after: this.#lastSeq(), state: "waiting" }];
    this.#show();
    this.#deps.send({ draft, text });
  }

  again(draft: string): void {
    const found = this.#drafts.find((d) => d.draft === draft);
    if (!found) return;
    this.#drafts = this.#drafts.map((d) =>
      d === found ? { draft: d.draft, text: d.text, after: this.#lastSeq(), state: "waiting" as const } : d,
    );
    this.#show();
    this.#deps.send({ draft, text: found.text });
  }

  discard(draft: string): void {
    this.#drafts = this.#drafts.filter((d) => d.draft !== draft);
    this.#show();
  }

  #lastSeq(): number {
    return this.#lines.at(-1)?.seq ?? 0;
  }

  #show(): void {
    const sent = this.#lines.map((line): ChatEntry => ({ ...line, state: "sent" }));
    const own = this.#drafts.map(({ after: _, ...draft }): ChatEntry => draft);
    this.#deps.stores.$chat.set([...sent, ...own]);
  }
}
