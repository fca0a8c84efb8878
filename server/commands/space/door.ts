/** Whether the door of a space is open to a member just now: asked for a seat, its maps, its sound and its boards. */
import { tooEarly } from "../../../shared/domain/invite-kind.ts";
import { can } from "../../../shared/domain/permissions.ts";
import { fail, ok, type Result } from "../../../shared/domain/result.ts";
import type { SpaceRow, UserRow } from "../../ports/space-store.ts";
import type { SpaceDeps } from "../../rooms/space-deps.ts";
import { onDutyIn } from "../../rooms/on-duty.ts";
import type { Access } from "../access.ts";
import { wants } from "../conduct.ts";

/**
 * Errors: `conduct_needed`; `too_early {startsAt}`: by an invite that opens early, before the start and with nobody on duty inside. Whoever is
 * inside (or waited for) stays. @throws StorageError
 */
export async function throughDoor(
  { store, clock, live }: Pick<SpaceDeps, "store" | "clock" | "live">,
  user: UserRow,
  access: Access,
): Promise<Result<Access>> {
  const { space, role } = access;
  const running = live.get(space.id);
  if (role === "owner" || running?.personOf(user.id) !== undefined) return ok(access);
  const member = await store.membership(space.id, user.id);
  if (wants(space.settings, member) !== null) return fail("conduct_needed");
  if (can(role, "lobby.decide") || !isBefore(space, clock.now(), running === undefined ? 0 : onDutyIn(running).length)) return ok(access);
  const invite = member?.invite == null ? null : await store.invite(member.invite);
  return invite?.opensEarly === true ? fail("too_early", { startsAt: space.settings.startsAt ?? 0 }) : ok(access);
}

const isBefore = ({ settings: { startsAt } }: SpaceRow, now: number, onDuty: number): boolean => tooEarly({ startsAt, onDuty, now });
