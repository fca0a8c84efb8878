/** What the store in memory keeps of people; `space-store.ts` is made on top of it. */
import type { Role } from "../../../shared/domain/permissions.ts";
import { roleRefusal } from "../../../shared/domain/roles.ts";
import type { MemberRow, PeopleStore, RoleOutcome, RoleWish } from "../../ports/people-store.ts";
import { type MembershipRow, StorageError, type UserRow } from "../../ports/space-store.ts";

export const key = (...parts: string[]): string => parts.join("\n");

export class MemoryPeople implements PeopleStore {
  protected open = true;
  protected readonly users = new Map<string, UserRow>();
  protected readonly belongs = new Map<string, MembershipRow>();

  protected use(): void {
    if (!this.open) throw new StorageError("the store is closed");
  }

  async members(space: string): Promise<MemberRow[]> {
    this.use();
    const rows = [...this.belongs.values()].filter((row) => row.space === space);
    return rows
      .map(({ user, role, ejectedUntil, since = 0 }) => ({
        space,
        user,
        name: this.users.get(user)?.name ?? "",
        role,
        ejectedUntil,
        since,
      }))
      .sort((a, b) => a.since - b.since || (a.user < b.user ? -1 : 1));
  }

  #standing(space: string, user: string): { role: Role; fixed: boolean } | null {
    const person = this.users.get(user);
    if (person?.owner === true) return { role: "owner", fixed: true };
    const row = person === undefined ? undefined : this.belongs.get(key(space, user));
    return row === undefined ? null : { role: row.role, fixed: false };
  }

  async changeRole({ space, by, user, role }: RoleWish): Promise<RoleOutcome> {
    this.use();
    const [asking, target] = [this.#standing(space, by), this.#standing(space, user)];
    if (target === null) return "not_found";
    if (asking === null || target.fixed) return "forbidden";
    const others = [...this.users.values()].filter(({ id }) => id !== user && this.#standing(space, id)?.role === "owner");
    const refusal = roleRefusal({ by: asking.role, from: target.role, to: role, self: by === user, otherOwners: others.length });
    if (refusal !== null) return refusal;
    this.#write(space, user, role);
    return "done";
  }

  async handOver({ space, by, user }: Omit<RoleWish, "role">): Promise<RoleOutcome> {
    this.use();
    const [asking, target] = [this.#standing(space, by), this.#standing(space, user)];
    if (target === null) return "not_found";
    if (asking?.role !== "owner" || target.fixed || by === user) return "forbidden";
    this.#write(space, user, "owner");
    if (!asking.fixed) this.#write(space, by, "trainer");
    return "done";
  }

  #write(space: string, user: string, role: Role): void {
    const row = this.belongs.get(key(space, user));
    if (row !== undefined) row.role = role;
  }
}
