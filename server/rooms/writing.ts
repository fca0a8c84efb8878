/**
 * Writing as a voice: what somebody types goes to those in their conversation while it is typed, and to nobody else. Nothing is stored. Who comes
 * into the conversation reads on from there: what was typed before they came is not theirs, as it would not be with a voice.
 */
import { CHAT_MAX, cleanChat } from "../../shared/domain/chat.ts";
import type { ErrorCode } from "../../shared/domain/errors.ts";
import { cleanLine, codePoints } from "../../shared/domain/names.ts";
import { can } from "../../shared/domain/permissions.ts";
import type { PersonId, UpMessages } from "../../shared/protocol/messages.ts";
import { heldBack, isFrozen } from "./leading/order.ts";
import { type Person, SAID_KEPT } from "./person.ts";
import type { RunningSpace } from "./running-space.ts";

type Refusal = { code: ErrorCode; params?: Record<string, string | number> } | null;

/** A field that is open. */
interface Field {
  text: string;
  /** Those who read, and from which unit of the text on. */
  readers: Map<PersonId, number>;
}

const isTail = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** What one who came at `from` reads of a text. */
function partFrom(text: string, from: number): string {
  const at = isTail(text.charCodeAt(from)) ? from + 1 : from;
  return text.slice(at).trimStart();
}

export class Writing {
  readonly #space: RunningSpace;
  readonly #fields = new Map<Person, Field>();

  constructor(space: RunningSpace) {
    this.#space = space;
  }

  write(person: Person, { text }: UpMessages["write"]): Refusal {
    if (text === null) {
      this.#close(person);
      return null;
    }
    if (!can(person.role, "chat.write")) return { code: "forbidden" };
    if (isFrozen(this.#space, person)) return { code: "frozen" };
    // The next one holds all that this one held.
    if (!person.allowances.take("write", this.#space.now())) {
      this.#space.count("write_rate");
      return null;
    }
    const clean = cleanLine(text);
    // Nobody could look at it first: while the word stands there, the others read what stood there before.
    if (this.#space.leading.review.concerns(person, clean)) return null;
    if (codePoints(clean) > CHAT_MAX) return { code: "chat_too_long", params: { max: CHAT_MAX } };
    const field = this.#open(person);
    this.#find(person, field, true);
    field.text = clean;
    // Who came at a place in the text that is gone reads all that is written from now on.
    for (const [id, from] of field.readers) if (from > clean.length) field.readers.set(id, clean.length);
    for (const [id, from] of field.readers) this.#tell(person, id, partFrom(clean, from));
    return null;
  }

  wrote(person: Person, { draft, text }: UpMessages["wrote"]): Refusal {
    const space = this.#space;
    if (!can(person.role, "chat.write")) return { code: "forbidden" };
    if (!person.allowances.take("wrote", space.now())) return { code: "chat_too_fast" };
    const clean = cleanChat(text);
    if (!clean.ok) return clean.params === undefined ? { code: clean.code } : { code: clean.code, params: clean.params };
    if (space.leading.review.concerns(person, clean.value)) return { code: "line_word" };
    const held = heldBack(space, person);
    if (held !== null) return held;
    const field = this.#open(person);
    this.#find(person, field, true);
    const line = { person: person.id, name: person.name, at: space.deps.clock.now(), lang: person.lang };
    const kept = (reader: Person | undefined, text: string): void => {
      reader?.nearLines.push({ at: line.at, name: line.name, text });
      reader?.nearLines.splice(0, reader.nearLines.length - SAID_KEPT);
    };
    kept(person, clean.value);
    for (const [id, from] of field.readers) {
      const part = partFrom(clean.value, from);
      if (part !== "") {
        space.people.get(id)?.link?.send("wrote", { ...line, text: part });
        kept(space.people.get(id), part);
      } else this.#tell(person, id, "");
      field.readers.set(id, 0);
    }
    field.text = "";
    person.link?.send("wrote", { ...line, text: clean.value, draft });
    return null;
  }

  /** They are gone, or their page is a new one. */
  left(person: Person): void {
    this.#close(person);
  }

  /** Follows the conversations of those who write: at once where somebody left, with `grow` where somebody came. */
  tick(grow: boolean): void {
    for (const [person, field] of this.#fields) this.#find(person, field, grow);
  }

  #open(person: Person): Field {
    let field = this.#fields.get(person);
    if (field === undefined) {
      field = { text: "", readers: new Map() };
      this.#fields.set(person, field);
      person.link?.send("readers", { people: [] });
    }
    return field;
  }

  #close(person: Person): void {
    const field = this.#fields.get(person);
    if (field === undefined) return;
    this.#fields.delete(person);
    for (const id of field.readers.keys()) this.#tell(person, id, "");
  }

  #tell(from: Person, to: PersonId, text: string): void {
    this.#space.people.get(to)?.link?.send("written", { person: from.id, text, lang: from.lang });
  }

  #find(person: Person, field: Field, grow: boolean): void {
    const { run } = person;
    const reads = (other: Person | undefined, already: boolean): other is Person =>
      other !== undefined && other !== person && other.run === run && other.link !== null && run.audience.together(person, other, already);
    let changed = false;
    for (const id of field.readers.keys()) {
      if (reads(this.#space.people.get(id), true)) continue;
      field.readers.delete(id);
      this.#tell(person, id, "");
      changed = true;
    }
    if (grow) {
      for (const other of run.people) {
        if (field.readers.has(other.id) || !reads(other, false)) continue;
        field.readers.set(other.id, field.text.length);
        changed = true;
      }
    }
    if (changed) person.link?.send("readers", { people: [...field.readers.keys()] });
  }
}

/** "I write today". */
export function iWrite(space: RunningSpace, person: Person, { on }: UpMessages["iWrite"]): Refusal {
  if (!can(person.role, "chat.write")) return { code: "forbidden" };
  if (!person.allowances.take("iWrite", space.now())) return { code: "rate_limited" };
  const facts = space.stateOf(person);
  if (facts !== undefined && facts.writes !== on) facts.writes = on;
  return null;
}
