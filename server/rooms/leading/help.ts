/** Calls for help: a queue that only those on duty see. By user, so that a reload keeps one's place. */
import { LEAD_GONE_MS } from "../../../shared/domain/lead.ts";
import { can } from "../../../shared/domain/permissions.ts";
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import { cleanLine, codePoints } from "../../../shared/domain/names.ts";
import { HELP_MAX, type HelpCall } from "../../../shared/protocol/leading.ts";
import { logged } from "../../commands/space/log.ts";
import type { Person } from "../person.ts";
import type { RunningSpace } from "../running-space.ts";

interface Call {
  call: number;
  user: string;
  name: string;
  why: string;
  /** UTC ms */
  since: number;
  /** User who said they are coming. */
  taken: string | null;
}

type Refusal = { code: ErrorCode; params?: Record<string, number> } | null;

/** Who is on duty, and who said that they are coming, is looked at this often, ms. */
const LOOK_MS = 1_000;

export class Help {
  readonly #space: RunningSpace;
  readonly #calls = new Map<string, Call>();
  #last = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;
  /** What those on duty read of the calls, and how many are on duty as callers read it: as it was told last. */
  #told = "[]";
  #onDuty = 0;

  constructor(space: RunningSpace) {
    this.#space = space;
  }

  /** Errors: `forbidden`, `chat_too_long` {max}. */
  call(by: Person, raw: string): Refusal {
    if (!can(by.role, "help.call")) return { code: "forbidden" };
    const why = cleanLine(raw);
    if (codePoints(why) > HELP_MAX) return { code: "chat_too_long", params: { max: HELP_MAX } };
    const before = this.#calls.get(by.user);
    const since = before?.since ?? this.#space.deps.clock.now();
    // Who calls again says it in other words, and keeps their place.
    this.#calls.set(by.user, {
      call: before?.call ?? ++this.#last,
      user: by.user,
      name: by.name,
      why,
      since,
      taken: before?.taken ?? null,
    });
    this.#changed(by.user);
    if (before === undefined) logged(this.#space, by, "help_called");
    return null;
  }

  cancel(by: Person): Refusal {
    if (this.#calls.delete(by.user)) this.#changed(by.user);
    return null;
  }

  /** Says that one is coming, or (`done`) that it is settled. Errors: `forbidden`; `target_gone`: it is settled already. */
  answer(by: Person, call: number, done: boolean): Refusal {
    if (!can(by.role, "help.answer")) return { code: "forbidden" };
    const found = [...this.#calls.values()].find((one) => one.call === call);
    if (found === undefined) return { code: "target_gone" };
    if (done) this.#calls.delete(found.user);
    else found.taken = by.user;
    logged(this.#space, by, done ? "help_closed" : "help_taken", found.user);
    this.#changed(found.user);
    return null;
  }

  /** A call whose helper is gone waits again; whoever calls reads who is on duty as they come and go. @param now room time, ms */
  tick(now: number): void {
    if (now - this.#lookedAt < LOOK_MS) return;
    this.#lookedAt = now;
    for (const call of this.#calls.values()) if (call.taken !== null && !this.#helps(this.#space.personOf(call.taken))) call.taken = null;
    const onDuty = this.#duty().length;
    const stays = JSON.stringify(this.#views()) === this.#told;
    if (stays && onDuty === this.#onDuty) return;
    this.#onDuty = onDuty;
    if (!stays) this.#tellDuty();
    for (const user of this.#calls.keys()) this.#tellUser(user);
  }

  /** They may answer, and are there: a link that was lost a moment ago may come back. */
  #helps(person: Person | undefined): boolean {
    if (person === undefined || !can(person.role, "help.answer")) return false;
    return person.link !== null || person.droppedAt === null || this.#space.now() - person.droppedAt < LEAD_GONE_MS;
  }

  #duty(): Person[] {
    return [...this.#space.people.values()].filter((person) => this.#helps(person));
  }

  #changed(user: string): void {
    this.#tellDuty();
    this.#tellUser(user);
  }

  #tellDuty(): void {
    this.#told = JSON.stringify(this.#views());
    for (const person of this.#duty()) this.tell(person);
  }

  #tellUser(user: string): void {
    const caller = this.#space.personOf(user);
    if (caller !== undefined) this.tellCaller(caller);
  }

  /** Every open call as those on duty read it, longest first. */
  #views(): HelpCall[] {
    return [...this.#calls.values()].map(({ user, taken, ...call }) => ({
      ...call,
      person: this.#space.personOf(user)?.id ?? 0,
      taken: taken === null ? 0 : (this.#space.personOf(taken)?.id ?? 0),
    }));
  }

  /** To somebody on duty. */
  tell(person: Person): void {
    person.link?.send("helpCalls", { calls: this.#views() });
  }

  tellCaller(person: Person): void {
    const call = this.#calls.get(person.user);
    const taken = call?.taken === null || call === undefined ? undefined : this.#space.personOf(call.taken);
    person.link?.send("help", {
      state: call === undefined ? "none" : taken === undefined ? "waiting" : "coming",
      by: taken?.id ?? 0,
      onDuty: this.#duty().length,
    });
  }

  /** What the page of somebody is to know as it comes. */
  welcomed(person: Person): void {
    if (can(person.role, "help.answer") && this.#calls.size > 0) this.tell(person);
    if (this.#calls.has(person.user)) this.tellCaller(person);
  }
}
