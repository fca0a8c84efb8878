/** A trainer removes someone from a space, for a time. */
import { atLeast, can } from "../../../shared/domain/permissions.ts";
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import { EJECT_MIN } from "../../../shared/protocol/leading.ts";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import type { Person } from "../../rooms/person.ts";
import type { RunningSpace } from "../../rooms/running-space.ts";
import { logged } from "./log.ts";

/** Durable first, so that they cannot come back through a restart; then their connection is cut. Errors: `forbidden`, `target_gone`, `storage_failed`. */
export async function eject(space: RunningSpace, by: Person, target: PersonId, minutes = EJECT_MIN): Promise<{ code: ErrorCode } | null> {
  if (!can(by.role, "person.eject")) return { code: "forbidden" };
  const person = space.people.get(target);
  if (person === undefined) return { code: "target_gone" };
  // Not oneself, and nobody of one's own rank or above, save that owners may remove anyone but owners.
  if (person === by || atLeast(person.role, by.role)) return { code: "forbidden" };
  const until = space.deps.clock.now() + minutes * 60_000;
  try {
    await space.deps.store.setEjected(space.id, person.user, until);
  } catch (error) {
    space.deps.log.error({ space: space.id, err: error }, "an eject could not be written");
    // Out all the same: safety does not wait for a disk.
    space.eject(person.user, until);
    return { code: "storage_failed" };
  }
  space.eject(person.user, until);
  logged(space, by, "eject", person.user, { minutes });
  return null;
}
