/** Out of the lobby: by somebody's word, or by the space's rule. */
import { fail, ok, type Result } from "../../../shared/domain/result.ts";
import type { SpaceDeps } from "../../rooms/space-deps.ts";
import { record } from "../audit.ts";
import { newId } from "../secrets.ts";

type Deps = Pick<SpaceDeps, "store" | "clock" | "random" | "lobbies">;

/** Lets a member in who waits. `by` "": nobody, the rule did. Errors: `not_found`. @throws StorageError */
export async function admitMember(deps: Deps, { space, by, user }: { space: string; by: string; user: string }): Promise<Result<null>> {
  const member = await deps.store.membership(space, user);
  if (member === null || member.waits !== true) return fail("not_found");
  await deps.store.setWaiting(space, user, false);
  deps.lobbies.get(space)?.admit(user);
  await record(deps, newId(deps.random), { space, actor: by, target: user, action: "admit" });
  return ok(null);
}

/**
 * Lets those in for whom nobody has to decide: somebody who may is inside, and the space says that this is enough. Not by an invite of
 * somebody banned: of those each is asked for. @throws StorageError
 */
export async function admitByRule(deps: Deps, space: string, users: readonly string[]): Promise<void> {
  for (const user of users) {
    const member = await deps.store.membership(space, user);
    const invite = member?.invite == null ? null : await deps.store.invite(member.invite);
    if (invite?.guarded === true || member?.banned === true) deps.lobbies.get(space)?.askFor(user);
    else await admitMember(deps, { space, by: "", user });
  }
}
