/** Chat: lines belong to the place in which they were said. Durable first, then told. */
import { cleanChat } from "../../shared/domain/chat.ts";
import type { ErrorCode } from "../../shared/domain/errors.ts";
import { can } from "../../shared/domain/permissions.ts";
import type { HeldLine } from "../ports/order-store.ts";
import type { ChatLine, UpMessages } from "../../shared/protocol/messages.ts";
import { heldBack } from "./leading/order.ts";
import { messageOf } from "./link.ts";
import type { Person } from "./person.ts";
import type { PlaceRun } from "./place-run.ts";
import type { RunningSpace } from "./running-space.ts";

/** Drafts remembered of one person: those that may be sent again after a lost connection. */
const DRAFTS = 32;

type Refusal = { code: ErrorCode; params?: Record<string, string | number> } | null;

/** @returns the code of a refusal, or null when the line is on its way, or waits for those on duty */
export function say(space: RunningSpace, person: Person, { draft, text }: UpMessages["chat"]): Refusal | Promise<Refusal> {
  if (!can(person.role, "chat.write")) return { code: "forbidden" };
  const before = person.drafts.get(draft);
  if (before !== undefined) {
    // Said already; only the echo was lost. A line that is still being written is echoed when it is.
    if (person.run.lines.includes(before)) person.link?.send("chat", { ...before, draft });
    return null;
  }
  if (space.leading.review.waits(person.user, draft)) {
    person.link?.send("held", { draft, state: "waits" });
    return null;
  }
  if (!person.allowances.take("chat", space.now())) return { code: "chat_too_fast" };
  const clean = cleanChat(text);
  if (!clean.ok) return clean.params === undefined ? { code: clean.code } : { code: clean.code, params: clean.params };
  const held = heldBack(space, person);
  if (held !== null) return held;
  if (space.leading.review.concerns(person, clean.value)) return space.leading.review.hold(person, draft, clean.value);
  sayFor(space, person.run, { user: person.user, name: person.name, text: clean.value, lang: person.lang, draft });
  return null;
}

/** A line of somebody, who need not be inside any more, becomes the next of a place. */
export function sayFor(
  space: RunningSpace,
  run: PlaceRun,
  { user, name, text, lang, draft }: Pick<HeldLine, "user" | "name" | "text" | "lang" | "draft">,
): void {
  const writer = space.personOf(user);
  const line: ChatLine = { seq: run.nextLine(), at: space.deps.clock.now(), person: writer?.id ?? 0, name, text, lang };
  if (writer !== undefined) remember(writer, draft, line);
  run.writing = run.writing
    .then(() => write(space, run, user, line, draft))
    // Whatever it was, the lines behind it are written.
    .catch((error: unknown) => {
      space.count("exceptions");
      space.deps.log.error({ space: space.id, err: error }, "a line of chat could not be told");
    });
}

function remember(person: Person, draft: string, line: ChatLine): void {
  person.drafts.set(draft, line);
  const [oldest] = person.drafts.keys();
  if (person.drafts.size > DRAFTS && oldest !== undefined) person.drafts.delete(oldest);
}

async function write(space: RunningSpace, run: PlaceRun, user: string, line: ChatLine, draft: string): Promise<void> {
  try {
    await space.deps.store.appendChat(space.id, run.place.id, line, user);
  } catch (error) {
    const writer = space.personOf(user);
    writer?.drafts.delete(draft);
    space.deps.log.error({ space: space.id, err: error }, "a line of chat could not be written");
    writer?.link?.send("refused", { of: "chat", code: "storage_failed", draft });
    return;
  }
  run.authors.set(line.seq, user);
  run.keep(line);
  const frame = messageOf("chat", line);
  for (const person of run.people) {
    if (person.user === user) person.link?.send("chat", { ...line, draft });
    else if (!space.leading.blocks.hides(person, user)) person.link?.frame(frame);
  }
}
