/** Who may give whom which role. Pure; the store asks it inside the transaction in which the role is written. */
import { atLeast, can, type Role } from "./permissions.ts";

export interface RoleChange {
  /** Role of who asks, as it is at this moment. */
  by: Role;
  /** Role of who is to be changed, and what they shall be. */
  from: Role;
  to: Role;
  /** They ask for themselves. */
  self: boolean;
  /** Owners of the space beside the one who is changed. */
  otherOwners: number;
}

/**
 * Why a role may not be changed so, or null. Owners change anyone; trainers change those below them, up to their own role; everyone may step
 * down. The last owner stays one.
 */
export function roleRefusal({ by, from, to, self, otherOwners }: RoleChange): "forbidden" | "last_owner" | null {
  if (self) {
    if (to === from || atLeast(to, from)) return to === from ? null : "forbidden";
  } else {
    if (!can(by, "role.assign")) return "forbidden";
    if (by !== "owner" && (atLeast(from, by) || !atLeast(by, to))) return "forbidden";
  }
  return from === "owner" && to !== "owner" && otherOwners === 0 ? "last_owner" : null;
}

/** What an invite does for somebody who belongs to the space already: nothing, a role at once, or the question whether they may have it. */
export type InviteGift = "nothing" | "role" | "question";

export interface Invited {
  role: Role;
  roleAfter?: number;
  waits?: boolean;
  asks?: Role | null;
}

/**
 * A role that was set by hand stays: no invite from before raises it, opened for the first time or again; one that was made afterwards is a newer
 * word of somebody who leads. Where it leads newcomers to the lobby, those who are in already are asked about, too; who is in the lobby still will be.
 */
export function inviteGives(invite: { role: Role; createdAt: number; lobby?: boolean }, member: Invited): InviteGift {
  if (atLeast(member.role, invite.role) || invite.createdAt <= (member.roleAfter ?? 0)) return "nothing";
  if (invite.lobby !== true || member.waits === true) return "role";
  return member.asks != null && atLeast(member.asks, invite.role) ? "nothing" : "question";
}
