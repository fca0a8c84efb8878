import { can } from "../../shared/domain/permissions.ts";
import type { Person } from "./person.ts";
import type { RunningSpace } from "./running-space.ts";

/** Those inside, and there, who may let somebody in. */
export const onDutyIn = (space: RunningSpace): Person[] =>
  [...space.people.values()].filter(({ role, link }) => link !== null && can(role, "lobby.decide"));
