/** What is kept of people beside their names: who belongs to a space, as what. Part of `SpaceStore`; the same promises. */
import type { Role } from "../../shared/domain/permissions.ts";

export interface MemberRow {
  space: string;
  user: string;
  name: string;
  role: Role;
  ejectedUntil: number | null;
  /** UTC ms at which they became a member; 0: before this was kept. */
  since: number;
}

export interface RoleWish {
  space: string;
  /** Who asks, and whose role it is. */
  by: string;
  user: string;
  role: Role;
}

/** `done` also when nothing had to be changed. */
export type RoleOutcome = "done" | "forbidden" | "not_found" | "last_owner";

export interface PeopleStore {
  /** Everyone who belongs to a space, longest first. (The organisation's owner need not be among them.) */
  members(space: string): Promise<MemberRow[]>;
  /**
   * Judges by the roles as they are at this moment and writes, in one transaction: two owners who demote each other at once leave one.
   * The organisation's owner is an owner of each space and cannot be made less.
   */
  changeRole(wish: RoleWish): Promise<RoleOutcome>;
  /** `user` becomes an owner of the space and `by`, who was one, a trainer: both or neither. */
  handOver(wish: Omit<RoleWish, "role">): Promise<RoleOutcome>;
}
