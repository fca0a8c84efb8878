/**
 * Messages of the space room by which sessions are led and people are looked after; part of `messages.ts`. Roles, and who may do what, are
 * `shared/domain/permissions.ts`; a message that its sender may not send is answered by `refused` with `forbidden`.
 */
import type { Role } from "../domain/permissions.ts";
import type { PersonId } from "./messages.ts";

export interface LeadingUp {
  /**
   * Gives someone who is inside another role; oneself only a lower one. Refused: `forbidden`, `target_gone`, `last_owner`,
   * `storage_failed`. For someone who is not inside there is POST /api/spaces/:space/members/:user/role.
   */
  role: { person: PersonId; role: Role };
  /** The space is theirs from now on, and oneself is a trainer. Refused: `forbidden`, `target_gone`, `storage_failed`. */
  handOver: { person: PersonId };
  /**
   * The lead of the session: to oneself (`to: null`; the one tap by which the first holder takes it back), or to somebody else.
   * Who leads is state: `SpaceState.lead` and `.standIn`. Refused: `forbidden`, `target_gone`, `cannot_lead`.
   */
  lead: { to: PersonId | null };
}

export interface LeadingDown {
  /** One's own role was changed: what one may do is asked anew, at once. `by` 0: by somebody who is not inside. */
  role: { role: Role; by: PersonId };
}
