/** Writes into the log what was done inside a space. The deed is not held up by it, but a log that cannot be written is said aloud. */
import type { Deed } from "../../../shared/domain/deeds.ts";
import type { AuditEntry } from "../../ports/people-store.ts";
import type { Person } from "../../rooms/person.ts";
import type { RunningSpace } from "../../rooms/running-space.ts";
import { record } from "../audit.ts";
import { newId } from "../secrets.ts";

export function logged(space: RunningSpace, by: Person | null, action: Deed, target = "", facts: AuditEntry["facts"] = {}): void {
  record(space.deps, newId(space.deps.random), { space: space.id, actor: by?.user ?? "", target, action, facts }).catch(
    (error: unknown) => {
      space.count("log_lost");
      space.deps.log.error({ space: space.id, action, err: error }, "the log could not be written");
    },
  );
}
