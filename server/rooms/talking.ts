/** Chat: lines belong to the place in which they were said. Durable first, then told. */
import { cleanChat } from "../../shared/domain/chat.ts";
import type { ErrorCode } from "../../shared/domain/errors.ts";
import { can } from "../../shared/domain/permissions.ts";
import type { ChatLine, UpMessages } from "../../shared/protocol/messages.ts";
import { heldBack } from "./leading/order.ts";
import { messageOf } from "./link.ts";
import type { Person } from "./person.ts";
import type { PlaceRun } from "./place-run.ts";
import type { RunningSpace } from "./running-space.ts";

/** Drafts remembered of one person: those that may be sent again after a lost connection. */
const DRAFTS = 32;

/** @returns the code of a refusal, or null when the line is on its way */
export function say(
  space: RunningSpace,
  person: Person,
  { draft, text }: UpMessages["chat"],
): { code: ErrorCode; params?: Record<string, string | number> } | null {
  if (!can(person.role, "chat.write")) return { code: "forbidden" };
  const before = person.drafts.get(draft);
  if (before !== undefined) {
    // Said already; only the echo was lost. A line that is still being written is echoed when it is.
    if (person.run.lines.includes(before)) person.link?.send("chat", { ...before, draft });
    return null;
  }
  if (!person.allowances.take("chat", space.now())) return { code: "chat_too_fast" };
  const clean = cleanChat(text);
  if (!clean.ok) return clean.params === undefined ? { code: clean.code } : { code: clean.code, params: clean.params };
  const held = heldBack(space, person);
  if (held !== null) return held;
  const { run } = person;
  const line: ChatLine = {
    seq: run.nextLine(),
    at: space.deps.clock.now(),
    person: person.id,
    name: person.name,
    text: clean.value,
    lang: person.lang,
  };
  remember(person, draft, line);
  run.writing = run.writing.then(() => write(space, run, person, line, draft));
  return null;
}

function remember(person: Person, draft: string, line: ChatLine): void {
  person.drafts.set(draft, line);
  const [oldest] = person.drafts.keys();
  if (person.drafts.size > DRAFTS && oldest !== undefined) person.drafts.delete(oldest);
}

async function write(space: RunningSpace, run: PlaceRun, person: Person, line: ChatLine, draft: string): Promise<void> {
  try {
    await space.deps.store.appendChat(space.id, run.place.id, line, person.user);
  } catch (error) {
    person.drafts.delete(draft);
    space.deps.log.error({ space: space.id, err: error }, "a line of chat could not be written");
    person.link?.send("refused", { of: "chat", code: "storage_failed", draft });
    return;
  }
  run.authors.set(line.seq, person.user);
  run.keep(line);
  space.tellPlace(run, messageOf("chat", line), person);
  person.link?.send("chat", { ...line, draft });
}
