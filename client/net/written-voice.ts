/** Writing as a voice, and sitting together, as the page sees them: what is typed goes out little by little, what others type comes in. */
import type { ErrorCode } from "../../shared/domain/errors.ts";
import { type Together, WRITE_MS } from "../../shared/protocol/conversation.ts";
import type { DownMessages, PersonId, UpMessages } from "../../shared/protocol/messages.ts";
import type { SpaceStores } from "../store/space.ts";

const KEPT = 100;

/** What the interface may do. */
export interface WrittenVoiceCommands {
  /** The field is there: one is told who reads. */
  open(): void;
  /** What stands in the field. */
  type(text: string): void;
  /** The line is done. */
  finish(text: string): void;
  close(): void;
  /** "I write today". */
  iWrite(on: boolean): void;
  /** Asks to sit together, or says yes; or ends it. */
  sit(person: PersonId, on: boolean): void;
}

interface WrittenVoiceDeps {
  stores: SpaceStores;
  up<K extends keyof UpMessages>(type: K, message: UpMessages[K]): void;
  newDraft: () => string;
}
type On = <K extends keyof DownMessages>(type: K, handler: (message: DownMessages[K]) => void) => void;

export class WrittenVoice implements WrittenVoiceCommands {
  readonly #deps: WrittenVoiceDeps;
  readonly #waiting = new Map<string, string>();
  #text: string | null = null;
  #sent: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writes = false;
  #lastLine = 0;

  constructor(deps: WrittenVoiceDeps) {
    this.#deps = deps;
  }

  open(): void {
    if (this.#text === null) this.type("");
  }

  type(text: string): void {
    this.#text = text;
    if (this.#timer !== undefined) return;
    this.#send();
    // The first goes at once; what follows within the pause goes at its end.
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#text !== null && this.#text !== this.#sent) this.type(this.#text);
    }, WRITE_MS);
  }

  finish(text: string): void {
    const draft = this.#deps.newDraft();
    this.#waiting.set(draft, text);
    this.#deps.up("wrote", { draft, text });
    this.#text = "";
    this.#sent = "";
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#text === null) return;
    this.#text = null;
    this.#send();
    this.#deps.stores.writing.$readers.set(null);
  }

  iWrite(on: boolean): void {
    if (on === this.#writes) return;
    this.#writes = on;
    this.#deps.up("iWrite", { on });
  }

  sit(person: PersonId, on: boolean): void {
    this.#deps.up("together", { person, on });
  }

  #send(): void {
    this.#sent = this.#text;
    this.#deps.up("write", { text: this.#text });
  }

  follow(on: On): void {
    on("readers", ({ people }) => {
      if (this.#text !== null) this.#deps.stores.writing.$readers.set(people);
    });
    on("written", ({ person, text, lang }) => {
      const { $written } = this.#deps.stores.writing;
      if (text !== "") return $written.setKey(person, { text, lang });
      const { [person]: _, ...others } = $written.get();
      $written.set(others);
    });
    on("wrote", (line) => this.#wrote(line));
    on("together", ({ people }) => this.#together(people));
  }

  #wrote({ draft, person, name, at, text, lang }: DownMessages["wrote"]): void {
    const { writing, $place, $you, tell } = this.#deps.stores;
    if (draft !== undefined) this.#waiting.delete(draft);
    const { [person]: _, ...others } = writing.$written.get();
    writing.$written.set(others);
    const line = { id: ++this.#lastLine, place: $place.get() ?? "", person, name, at, text, lang };
    writing.$nearLines.set([...writing.$nearLines.get().slice(1 - KEPT), line]);
    if (person !== $you.get()) tell({ kind: "wrote", name, text, lang, people: [person] });
  }

  #together(people: DownMessages["together"]["people"]): void {
    const { writing, $people, tell } = this.#deps.stores;
    const before = new Map(writing.$together.get().map(({ person, state }) => [person, state]));
    writing.$together.set(people);
    // (Of whom the page is not to show nothing is told: it ended by a block.)
    const news = (person: PersonId, what: Exclude<Together, "asked"> | "ended"): void => {
      const name = $people.get()[person]?.name;
      if (name !== undefined) tell({ kind: "together", what, name, people: [person] });
    };
    for (const { person, state } of people) {
      const was = before.get(person);
      before.delete(person);
      if (state !== was && state !== "asked") news(person, state);
    }
    for (const [person, was] of before) if (was === "yes") news(person, "ended");
  }

  /** Inside, for the first time or again: the room knows nothing of one's field. */
  welcomed(): void {
    this.#empty();
    if (this.#text !== null) this.#send();
    if (this.#writes) this.#deps.up("iWrite", { on: true });
    // Whether they went is not known, and the people may be others: never sent again by itself, and not lost.
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    if (lost.length > 0) this.#deps.stores.writing.$returned.set({ text: lost.join(" "), code: null });
  }

  lost(): void {
    this.#empty();
  }

  refused(draft: string, code: ErrorCode): void {
    const text = this.#waiting.get(draft);
    this.#waiting.delete(draft);
    if (text !== undefined) this.#deps.stores.writing.$returned.set({ text, code });
  }

  #empty(): void {
    const { $written, $readers, $together } = this.#deps.stores.writing;
    $written.set({});
    $together.set([]);
    if ($readers.get() !== null) $readers.set([]);
  }
}
