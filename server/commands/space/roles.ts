/** Roles within a space: judged and written in one transaction of the store, then in force wherever the person is. */
import type { Deed } from "../../../shared/domain/deeds.ts";
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import type { Role } from "../../../shared/domain/permissions.ts";
import { fail, ok, type Result } from "../../../shared/domain/result.ts";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import type { AuditEntry, RoleOutcome, RoleWish } from "../../ports/people-store.ts";
import type { Person } from "../../rooms/person.ts";
import type { RunningSpace } from "../../rooms/running-space.ts";
import type { SpaceDeps } from "../../rooms/space-deps.ts";
import { record } from "../audit.ts";
import { newId } from "../secrets.ts";

type Deps = Pick<SpaceDeps, "store" | "live" | "lobbies" | "clock" | "random" | "onRightsChanged">;

const answer = (outcome: RoleOutcome): Result<null> => (outcome === "done" ? ok(null) : fail(outcome));

/** Errors: `forbidden`, `not_found` (no such member), `last_owner`. @throws StorageError */
export async function changeRole(deps: Deps, wish: RoleWish): Promise<Result<null>> {
  const outcome = answer(await deps.store.changeRole(wish));
  if (!outcome.ok) return outcome;
  inForce(deps, wish);
  await logRole(deps, wish, "role", { role: wish.role });
  return outcome;
}

/** `user` owns the space; who handed it over is a trainer from now on. Errors: `forbidden`, `not_found`. @throws StorageError */
export async function handOver(deps: Deps, wish: Omit<RoleWish, "role">): Promise<Result<null>> {
  const { store } = deps;
  const outcome = answer(await store.handOver(wish));
  if (!outcome.ok) return outcome;
  inForce(deps, { ...wish, role: "owner" });
  // The organisation's owner stays the owner of all.
  const by = await store.user(wish.by);
  if (by?.owner !== true) inForce(deps, { ...wish, user: wish.by, role: "trainer" });
  await logRole(deps, wish, "hand_over", {});
  return outcome;
}

/** Whoever is inside has the rights of their role at once; who is not keeps nothing that was opened with other ones. */
export function inForce(
  { live, lobbies, onRightsChanged }: Pick<Deps, "live" | "lobbies" | "onRightsChanged">,
  { space, user, role, by }: RoleWish,
): void {
  live.roleChanged(space, user, role, by);
  lobbies.get(space)?.answered(user);
  if (live.get(space)?.personOf(user) === undefined) onRightsChanged?.(space, user);
}

const logRole = (deps: Deps, { space, by, user }: Omit<RoleWish, "role">, action: Deed, facts: AuditEntry["facts"]): Promise<void> =>
  record(deps, newId(deps.random), { space, actor: by, target: user, action, facts });

/** The same, asked from inside. Errors: those above, `target_gone`, `storage_failed`. */
export async function fromInside(
  space: RunningSpace,
  person: PersonId,
  ask: (target: Person) => Promise<Result<null>>,
): Promise<{ code: ErrorCode } | null> {
  const target = space.people.get(person);
  if (target === undefined) return { code: "target_gone" };
  try {
    const outcome = await ask(target);
    return outcome.ok ? null : { code: outcome.code };
  } catch (error) {
    space.deps.log.error({ space: space.id, err: error }, "a role could not be written");
    return { code: "storage_failed" };
  }
}

/** Who is asking wears the role that the store gave them: nobody keeps an old one by a message that was under way. */
export const wishOf = (space: RunningSpace, by: Person, target: Person, role: Role): RoleWish => ({
  space: space.id,
  by: by.user,
  user: target.user,
  role,
});
