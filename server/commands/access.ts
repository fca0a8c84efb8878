/** Who may do what in a space: the one way from a person to a role, for routes, rooms and boards alike. */
import { type Action, can, type Role } from "../../shared/domain/permissions.ts";
import { fail, ok, type Result } from "../../shared/domain/result.ts";
import type { MembershipRow, SpaceRow, SpaceStore, UserRow } from "../ports/space-store.ts";

export interface Access {
  role: Role;
  space: SpaceRow;
}

/** Why somebody is out of a space: for a time, or until it is taken back. The organisation's owner never is. @param now UTC ms */
export function whyOut(user: UserRow, member: Pick<MembershipRow, "ejectedUntil" | "banned"> | null, now: number) {
  if (user.owner || member === null) return null;
  if (member.ejectedUntil !== null && now < member.ejectedUntil) return fail("ejected", { until: member.ejectedUntil });
  return member.banned === true ? fail("banned") : null;
}

/** What `accessTo` judges by. */
export interface Standing {
  user: UserRow;
  space: SpaceRow | null;
  member: MembershipRow | null;
}

/**
 * Whether `user` may do `action` in the space. A space that does not exist and one that is closed to them look the same: `not_found`.
 * Errors: `not_found`, `ejected {until}`, `banned`, `in_lobby`, `forbidden`.
 * @param now UTC ms
 */
export async function accessTo(store: SpaceStore, user: UserRow, spaceId: string, action: Action, now: number): Promise<Result<Access>> {
  const [space, member] = await Promise.all([store.space(spaceId), store.membership(spaceId, user.id)]);
  return judgeAccess({ user, space, member }, action, now);
}

/** The same of what was read already. */
export function judgeAccess({ user, space, member }: Standing, action: Action, now: number): Result<Access> {
  // The organisation's owner is the owner of each of its spaces, listed there or not.
  const role: Role | undefined = user.owner ? "owner" : member?.role;
  if (space === null || role === undefined) return fail("not_found");
  const out = whyOut(user, member, now);
  if (out !== null) return out;
  if (!user.owner && member?.waits === true) return fail("in_lobby");
  return can(role, action) ? ok({ role, space }) : fail("forbidden");
}
