/** Who leads the running session, in the space's state. The rule is `shared/domain/lead.ts`. */
import { followLead, giveLead, type Lead, type Leader, NO_LEAD, takeLead } from "../../../shared/domain/lead.ts";
import { can } from "../../../shared/domain/permissions.ts";
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import type { Person } from "../person.ts";
import type { RunningSpace } from "../running-space.ts";

/** Who leads is looked at this often, ms. */
const LOOK_MS = 250;

const leaderOf = ({ user, role, since, link, silentSince }: Person): Leader => ({ user, role, since, present: link !== null, silentSince });

/** A line that dies without a word is given up seconds later: those count, too. */
function noticed(person: Person, now: number): Person {
  const ms = person.link?.silent();
  if (ms !== undefined) person.silentSince = ms > 0 ? now - ms : null;
  return person;
}

export class SessionLead {
  readonly #space: RunningSpace;
  #lead: Lead = NO_LEAD;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(space: RunningSpace) {
    this.#space = space;
  }

  tick(now: number): void {
    if (now - this.#lookedAt < LOOK_MS) return;
    this.#lookedAt = now;
    const people: Leader[] = [];
    for (const person of this.#space.people.values())
      if (can(person.role, "lead.hold") || person.user === this.#lead.holder?.user || person.user === this.#lead.standIn?.user)
        people.push(leaderOf(noticed(person, now)));
    this.#set(followLead(this.#lead, people, now));
  }

  /** To oneself (null) or to somebody else. Errors: `forbidden`, `target_gone`, `cannot_lead`. */
  change(by: Person, to: PersonId | null): { code: ErrorCode } | null {
    if (to === null || to === by.id) {
      const taken = takeLead(this.#lead, leaderOf(by), [...this.#space.people.values()].map(leaderOf));
      if (taken === null) return { code: "forbidden" };
      this.#set(taken);
      return null;
    }
    const target = this.#space.people.get(to);
    const given =
      target === undefined
        ? can(by.role, "lead.hold")
          ? "target_gone"
          : "forbidden"
        : giveLead(this.#lead, leaderOf(by), leaderOf(target));
    if (typeof given === "string") return { code: given };
    this.#set(given);
    return null;
  }

  #set(lead: Lead): void {
    this.#lead = lead;
    const { state } = this.#space;
    const idOf = (user: string | undefined): PersonId => (user === undefined ? 0 : (this.#space.personOf(user)?.id ?? 0));
    const [holder, standIn] = [idOf(lead.holder?.user), idOf(lead.standIn?.user)];
    if (state.lead !== holder) state.lead = holder;
    if (state.standIn !== standIn) state.standIn = standIn;
  }
}
