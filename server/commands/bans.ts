/** Bans from outside the space: taken back, or put on somebody, inside or not. */
import { atLeast, type Role } from "../../shared/domain/permissions.ts";
import { fail, ok, type Result } from "../../shared/domain/result.ts";
import type { SpaceDeps } from "../rooms/space-deps.ts";
import { record } from "./audit.ts";
import { newId } from "./secrets.ts";

export interface BanWish {
  space: string;
  /** Who asks, and their role there. */
  by: string;
  role: Role;
  user: string;
  on: boolean;
}

/** Errors: `not_found`, `forbidden`. Taking it back ends an eject, too. @throws StorageError */
export async function setBan(
  deps: Pick<SpaceDeps, "store" | "clock" | "random" | "live" | "onEjected">,
  { space, by, role, user, on }: BanWish,
): Promise<Result<null>> {
  const { store, live } = deps;
  const [member, person] = await Promise.all([store.membership(space, user), store.user(user)]);
  if (member === null || person === null) return fail("not_found");
  if (person.owner || user === by || atLeast(member.role, role)) return fail("forbidden");
  await store.setBanned(space, user, on);
  if (!on && member.ejectedUntil !== null) await store.setEjected(space, user, null);
  if (on) {
    live.get(space)?.eject(user, Number.POSITIVE_INFINITY);
    // Also where the space does not run, or they are not in it: whatever else they have open there.
    deps.onEjected?.(space, user);
  } else live.get(space)?.pardon(user);
  await record(deps, newId(deps.random), { space, actor: by, target: user, action: on ? "ban" : "unban" });
  return ok(null);
}
