/** Whether the door of a space is open to a member just now: asked for a seat, its maps, its sound and its boards. Who has to wait gets none of them. */
import { tooEarly } from "../../../shared/domain/invite-kind.ts";
import { besides } from "../../../shared/domain/party.ts";
import { can, type Role } from "../../../shared/domain/permissions.ts";
import { fail, ok, type Result } from "../../../shared/domain/result.ts";
import type { SpaceRow, UserRow } from "../../ports/space-store.ts";
import type { SpaceDeps } from "../../rooms/space-deps.ts";
import { onDutyIn } from "../../rooms/on-duty.ts";
import { placesIn, takes } from "../../rooms/party.ts";
import type { Access } from "../access.ts";
import { wants } from "../conduct.ts";

/**
 * Errors: `conduct_needed`; `too_early {startsAt}`: by an invite that opens early, before the start and with nobody on duty inside; `space_full`:
 * there is no place, or others wait for it. Whoever is inside (or waited for) stays. @throws StorageError
 */
export async function throughDoor(
  deps: Pick<SpaceDeps, "store" | "clock" | "live" | "lobbies">,
  user: UserRow,
  access: Access,
): Promise<Result<Access>> {
  const { store, clock, live } = deps;
  const { space, role } = access;
  const running = live.get(space.id);
  if (role === "owner" || running?.personOf(user.id) !== undefined) return ok(access);
  const member = await store.membership(space.id, user.id);
  if (wants(space.settings, member) !== null) return fail("conduct_needed");
  const early =
    !can(role, "lobby.decide") &&
    isBefore(space, clock.now(), running === undefined ? 0 : onDutyIn(running).length) &&
    member?.invite != null &&
    (await store.invite(member.invite))?.opensEarly === true;
  if (early) return fail("too_early", { startsAt: space.settings.startsAt ?? 0 });
  const who = { user: user.id, role, heads: 1 + besides(member?.party, clock.now()).length };
  return mayPass(deps, space.id, who) ? ok(access) : fail("space_full");
}

/** Whether there is a place for somebody who is not inside, and nobody before them waits for it. Those who lead do not wait. */
export function mayPass(
  { live, lobbies }: Pick<SpaceDeps, "live" | "lobbies">,
  space: string,
  { user, role, heads }: { user: string; role: Role; heads: number },
): boolean {
  const running = live.get(space);
  if (running === undefined) return true;
  if (!running.hasRoomFor(user, role, heads)) return false;
  return can(role, "lobby.decide") || lobbies.get(space)?.mayPass(user, running.free, takes(heads, placesIn(running))) !== false;
}

const isBefore = ({ settings: { startsAt } }: SpaceRow, now: number, onDuty: number): boolean => tooEarly({ startsAt, onDuty, now });
