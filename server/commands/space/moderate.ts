/** Blocking, banning and reporting, asked from inside. Durable first, then in force. */
import { cleanText } from "../../../shared/domain/text.ts";
import { atLeast, can } from "../../../shared/domain/permissions.ts";
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import { type LeadingUp, REPORT_MAX } from "../../../shared/protocol/leading.ts";
import type { Person } from "../../rooms/person.ts";
import type { RunningSpace } from "../../rooms/running-space.ts";
import { newId } from "../secrets.ts";
import { logged } from "./log.ts";

type Refusal = { code: ErrorCode; params?: Record<string, string | number> } | null;

/** Lines of chat that go with a report. */
export const REPORT_LINES = 20;
/** Reports of one person that may be open in a space: those on duty find everybody's. */
export const REPORTS_OPEN = 5;

async function kept(space: RunningSpace, what: string, write: () => Promise<void>): Promise<{ code: ErrorCode } | null> {
  try {
    await write();
    return null;
  } catch (error) {
    space.deps.log.error({ space: space.id, err: error }, `${what} could not be written`);
    return { code: "storage_failed" };
  }
}

/** Errors: `target_gone`, `block_leads`, `storage_failed`. */
export async function block(space: RunningSpace, by: Person, { person: target, on }: LeadingUp["block"]): Promise<Refusal> {
  const { store, live, clock } = space.deps;
  if (!can(by.role, "person.block")) return { code: "forbidden" };
  const person = space.people.get(target);
  if (person === undefined || person === by) return { code: "target_gone" };
  if (on && (can(person.role, "lead.hold") || can(by.role, "lead.hold"))) return { code: "block_leads" };
  const refused = await kept(space, "a block", () => store.setBlock(by.user, person.user, on, clock.now()));
  if (refused === null) live.blockChanged(by.user, person.user, on);
  return refused;
}

/** Errors: `forbidden`, `target_gone`, `storage_failed`: out all the same, for safety does not wait for a disk. */
export async function ban(space: RunningSpace, by: Person, { person: target }: LeadingUp["ban"]): Promise<Refusal> {
  const { store } = space.deps;
  if (!can(by.role, "person.ban")) return { code: "forbidden" };
  const person = space.people.get(target);
  if (person === undefined) return { code: "target_gone" };
  if (person === by || atLeast(person.role, by.role)) return { code: "forbidden" };
  const refused = await kept(space, "a ban", () => store.setBanned(space.id, person.user, true));
  space.eject(person.user, Number.POSITIVE_INFINITY);
  logged(space, by, "ban", person.user);
  return refused;
}

/** Errors: `target_gone`, `chat_too_long` {max}, `reports_open`, `storage_failed`. */
export async function report(space: RunningSpace, by: Person, { person: target, why, text: raw }: LeadingUp["report"]): Promise<Refusal> {
  const { store, clock } = space.deps;
  if (!can(by.role, "report.write")) return { code: "forbidden" };
  const about = target === null ? null : space.people.get(target);
  if (about === undefined || about === by) return { code: "target_gone" };
  const text = cleanText(raw, REPORT_MAX);
  if (text === null) return { code: "chat_too_long", params: { max: REPORT_MAX } };
  // Everything that was said here, also by somebody whom the reporter has blocked: that may be what it is about.
  const said = by.run.lines.slice(-REPORT_LINES).map((line) => ({ at: line.at, name: line.name, text: line.text }));
  // What was written near is kept nowhere else: what the reporter could read of it.
  const context = [...said, ...by.nearLines].toSorted((a, b) => a.at - b.at).slice(-REPORT_LINES);
  const id = newId(space.deps.random);
  const row = { id, space: space.id, at: clock.now(), reporter: by.user, about: about?.user ?? null, why, text, context, closedAt: null };
  let taken = true;
  const refused = await kept(space, "a report", async () => {
    taken = await store.addReport(row, REPORTS_OPEN);
  });
  if (refused !== null) return refused;
  if (!taken) return { code: "reports_open" };
  const duty = [...space.people.values()].filter((person) => can(person.role, "report.read") && person !== about && person.link !== null);
  for (const person of duty) if (person !== by) person.link?.send("report", { id, by: by.id, about: about?.id ?? 0, why });
  by.link?.send("reported", { onDuty: duty.filter((person) => person !== by).length });
  logged(space, by, "report", about?.user ?? "", { report: id, why });
  return null;
}
