/** Order in a running session: freezing it, slowing its chat, muting, warning. What holds is state; what was done is logged. */
import { atLeast, can } from "../../../shared/domain/permissions.ts";
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import type { LeadingUp } from "../../../shared/protocol/leading.ts";
import { logged } from "../../commands/space/log.ts";
import { tellMotion } from "../moving.ts";
import type { Person } from "../person.ts";
import type { RunningSpace } from "../running-space.ts";

type Refusal = { code: ErrorCode } | null;

/** Whether the session stands still for this person. */
export const isFrozen = (space: RunningSpace, person: Person): boolean => space.state.frozen && !can(person.role, "lead.hold");

/** How somebody stands to the boards of a space, which may not run. */
export function atBoards(space: RunningSpace | undefined, user: string): "free" | "frozen" | "gone" {
  const person = space?.personOf(user);
  if (space === undefined || person === undefined) return "gone";
  return isFrozen(space, person) ? "frozen" : "free";
}

/** Stops somebody where they are; their page is told. */
export function halt(space: RunningSpace, person: Person, now: number): void {
  person.goal = null;
  tellMotion(space, person, person.mover.force({}, now), now);
}

export function freeze(space: RunningSpace, by: Person, { on }: LeadingUp["freeze"]): Refusal {
  if (!can(by.role, "room.freeze")) return { code: "forbidden" };
  if (space.state.frozen === on) return null;
  space.state.frozen = on;
  const now = space.now();
  if (on) for (const person of space.people.values()) if (isFrozen(space, person)) halt(space, person, now);
  logged(space, by, on ? "freeze" : "unfreeze");
  return null;
}

export function slow(space: RunningSpace, by: Person, { seconds }: LeadingUp["slow"]): Refusal {
  if (!can(by.role, "chat.slow")) return { code: "forbidden" };
  if (space.state.slow === seconds) return null;
  space.state.slow = seconds;
  logged(space, by, "slow", "", { seconds });
  return null;
}

/** Why a line may not be written just now, or null; it counts as written. */
export function heldBack(space: RunningSpace, person: Person): { code: ErrorCode; params?: Record<string, number> } | null {
  if (can(person.role, "lead.hold")) return null;
  if (space.state.frozen) return { code: "frozen" };
  const now = space.now();
  const wait = person.saidAt === null ? 0 : person.saidAt + space.state.slow * 1_000 - now;
  if (wait > 0) return { code: "chat_slow", params: { seconds: Math.ceil(wait / 1_000) } };
  person.saidAt = now;
  return null;
}

export function warn(space: RunningSpace, by: Person, { person: target, why }: LeadingUp["warn"]): Refusal {
  if (!can(by.role, "person.warn")) return { code: "forbidden" };
  const person = space.people.get(target);
  if (person === undefined) return { code: "target_gone" };
  if (person === by || atLeast(person.role, by.role)) return { code: "forbidden" };
  space.leading.told.warn(by, person, why);
  logged(space, by, "warn", person.user, { why });
  return null;
}
