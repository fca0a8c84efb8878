/** Everyone to one spot: around whoever calls, or into an area. Those who lead stay where they are needed. */
import { can } from "../../../shared/domain/permissions.ts";
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import type { LeadingUp } from "../../../shared/protocol/leading.ts";
import { logged } from "../../commands/space/log.ts";
import type { Person } from "../person.ts";
import type { RunningSpace } from "../running-space.ts";
import { spotsAround } from "../spots.ts";
import { move } from "../walking.ts";

/** Errors: `forbidden`; `target_gone`: there is no such area. */
export function gather(space: RunningSpace, by: Person, { area }: LeadingUp["gather"]): { code: ErrorCode } | null {
  if (!can(by.role, "people.gather")) return { code: "forbidden" };
  const run = area === null ? by.run : [...space.runs.values()].find((one) => one.areas.byId(area) !== undefined);
  if (run === undefined) return { code: "target_gone" };
  const now = space.now();
  const people = [...space.people.values()].filter((person) => person !== by && !can(person.role, "lead.hold"));
  const spots = area === null ? spotsAround(run, by.mover.at(now)) : null;
  for (const person of people) {
    // More people than tiles: the rest goes where there is most room.
    const spot = spots?.next().value ?? run.spot(area ?? undefined);
    person.goal = null;
    move(space, person, run, spot, "gather", by.id);
    // Who is away just now reads it when they come back.
    if (person.link === null) person.movedBy = "gather";
  }
  by.link?.send("gathered", { people: people.length, away: people.filter(({ link }) => link === null).length });
  logged(space, by, "gather", "", { people: people.length });
  return null;
}
