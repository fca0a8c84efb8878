/** Out of the lobby: by somebody's word, or by the space's rule. */
import { fail, ok, type Result } from "../../../shared/domain/result.ts";
import type { SpaceDeps } from "../../rooms/space-deps.ts";
import { record } from "../audit.ts";
import { newId } from "../secrets.ts";
import { inForce } from "./roles.ts";

type Deps = Pick<SpaceDeps, "store" | "clock" | "random" | "lobbies" | "live" | "onRightsChanged">;

/**
 * Lets a member in who waits, or be what their invite asks for, if they are in already. `by` "": nobody, the rule did. Errors: `not_found`.
 * @throws StorageError
 */
export async function admitMember(deps: Deps, { space, by, user }: { space: string; by: string; user: string }): Promise<Result<null>> {
  const member = await deps.store.membership(space, user);
  if (member?.asks != null && member.waits !== true) return answerAsk(deps, { space, by, user, agreed: true });
  if (member?.waits !== true) return fail("not_found");
  await deps.store.setWaiting(space, user, false);
  deps.lobbies.get(space)?.admit(user);
  await record(deps, newId(deps.random), { space, actor: by, target: user, action: "admit" });
  return ok(null);
}

/**
 * What an invite asks for somebody who is in already is given, or not. Errors: `not_found`: it is asked no more; `forbidden`: for oneself, or more
 * than one is. @throws StorageError
 */
export async function answerAsk(deps: Deps, answer: Parameters<SpaceDeps["store"]["answerAsk"]>[0]): Promise<Result<null>> {
  const { space, by, user } = answer;
  const role = await deps.store.answerAsk(answer);
  if (role === "forbidden") return fail(role);
  if (role === "not_found" || !answer.agreed) {
    deps.lobbies.get(space)?.answered(user);
    return role === "not_found" ? fail(role) : ok(null);
  }
  inForce(deps, { space, user, role, by });
  await record(deps, newId(deps.random), { space, actor: by, target: user, action: "role", facts: { role } });
  return ok(null);
}

/**
 * Lets those in for whom nobody has to decide: somebody who may is inside, and the space says that this is enough. Not by an invite of
 * somebody banned, or in their browser: of those each is asked for. @throws StorageError
 */
export async function admitByRule(deps: Deps, space: string, users: readonly string[]): Promise<void> {
  for (const user of users) {
    const member = await deps.store.membership(space, user);
    const invite = member?.invite == null ? null : await deps.store.invite(member.invite);
    if (invite?.guarded === true || member?.guarded === true || member?.banned === true) deps.lobbies.get(space)?.askFor(user);
    else await admitMember(deps, { space, by: "", user });
  }
}
