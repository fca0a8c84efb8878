/** What the store in memory keeps of people; `space-store.ts` is made on top of it. */
import { randomBytes } from "node:crypto";
import type { Party } from "../../../shared/domain/party.ts";
import { atLeast, type Role } from "../../../shared/domain/permissions.ts";
import { roleRefusal } from "../../../shared/domain/roles.ts";
import type { AuditEntry, Blocks, Doorstep, MemberRow, PeopleStore, ReportRow, RoleOutcome, RoleWish } from "../../ports/people-store.ts";
import type { DoorStore } from "../../ports/door-store.ts";
import { type InviteRow, type MembershipRow, StorageError, type UserRow } from "../../ports/space-store.ts";

export const key = (...parts: string[]): string => parts.join("\n");

export class MemoryPeople implements PeopleStore, DoorStore {
  protected open = true;
  protected readonly users = new Map<string, UserRow>();
  protected readonly belongs = new Map<string, MembershipRow>();
  protected readonly inviteRows = new Map<string, InviteRow>();
  readonly #blocks = new Map<string, { user: string; other: string }>();
  #reports: ReportRow[] = [];
  readonly #audit: AuditEntry[] = [];
  readonly #auditNames = new Map<string, string>();

  protected use(): void {
    if (!this.open) throw new StorageError("the store is closed");
  }

  async members(space: string): Promise<MemberRow[]> {
    this.use();
    const rows = [...this.belongs.values()].filter((row) => row.space === space);
    return rows
      .map(({ user, role, ejectedUntil, since = 0, banned = false, waits = false, asks = null }) => ({
        space,
        user,
        name: this.users.get(user)?.name ?? "",
        role,
        ejectedUntil,
        since,
        banned,
        waits,
        asks,
      }))
      .sort((a, b) => a.since - b.since || (a.user < b.user ? -1 : 1));
  }

  async doorstep(space: string): Promise<Doorstep> {
    const members = await this.members(space);
    const waiting = members
      .filter(({ waits, asks, banned }) => (waits || asks !== null) && !banned)
      .map(({ user, name, asks, waits }) => ({ user, name, as: waits ? null : asks }));
    return { members: members.length, waiting };
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

  async setBanned(space: string, user: string, banned: boolean): Promise<void> {
    this.use();
    const row = this.belongs.get(key(space, user));
    if (row === undefined) return;
    row.banned = banned;
    if (banned) row.asks = null;
    const invite = this.inviteRows.get(row.invite ?? "");
    if (invite !== undefined) invite.guarded = [...this.belongs.values()].some((one) => one.invite === invite.id && one.banned === true);
  }
  async setEjected(space: string, user: string, until: number | null): Promise<void> {
    this.use();
    const row = this.belongs.get(key(space, user));
    if (row !== undefined) row.ejectedUntil = until;
  }
  async answerAsk({ space, by, user, agreed }: Parameters<PeopleStore["answerAsk"]>[0]): ReturnType<PeopleStore["answerAsk"]> {
    this.use();
    const row = this.belongs.get(key(space, user));
    if (row?.asks == null) return "not_found";
    const asking = this.#standing(space, by);
    if (agreed && (by === user || asking === null || !atLeast(asking.role, row.asks))) return "forbidden";
    const role = agreed && !atLeast(row.role, row.asks) ? row.asks : row.role;
    this.#write(space, user, role);
    return role;
  }
  async setWaiting(space: string, user: string, waits: boolean): Promise<void> {
    this.use();
    const row = this.belongs.get(key(space, user));
    if (row !== undefined) row.waits = waits;
  }

  async acceptConduct(space: string, user: string, hash: string): Promise<void> {
    this.use();
    const row = this.belongs.get(key(space, user));
    if (row !== undefined) row.conduct = hash;
  }
  async setParty(space: string, user: string, party: Party | null): Promise<void> {
    this.use();
    const row = this.belongs.get(key(space, user));
    if (row !== undefined) row.party = structuredClone(party);
  }

  async setBlock(user: string, other: string, on: boolean, _at: number): Promise<void> {
    this.use();
    if (!on) this.#blocks.delete(key(user, other));
    else if (this.users.has(user) && this.users.has(other)) this.#blocks.set(key(user, other), { user, other });
    else throw new StorageError("no such user");
  }
  async blocks(user: string): Promise<Blocks> {
    this.use();
    const all = [...this.#blocks.values()];
    return {
      mine: all.filter((block) => block.user === user).map((block) => block.other),
      by: all.filter((block) => block.other === user).map((block) => block.user),
    };
  }

  async addReport(report: ReportRow, mostOpen = Number.POSITIVE_INFINITY): Promise<boolean> {
    this.use();
    const { space, reporter } = report;
    const open = this.#reports.filter(
      (row) => row.space === space && reporter !== null && row.reporter === reporter && row.closedAt === null && row.context !== null,
    );
    if (open.length >= mostOpen) return false;
    this.#reports.push(structuredClone(report));
    return true;
  }
  #readable(space: string, reader: string): ReportRow[] {
    this.use();
    return this.#reports.filter((row) => row.space === space && row.about !== reader);
  }
  async reports(space: string, reader: string, limit: number): Promise<ReportRow[]> {
    const rank = ({ closedAt, why }: ReportRow): number => (closedAt !== null ? 2 : why === "board" ? 1 : 0);
    const rows = this.#readable(space, reader).sort((a, b) => rank(a) - rank(b) || b.at - a.at);
    return structuredClone(rows.slice(0, limit));
  }
  async countReports(space: string, reader: string): Promise<{ open: number; closed: number }> {
    const rows = this.#readable(space, reader);
    const open = rows.filter(({ closedAt }) => closedAt === null).length;
    return { open, closed: rows.length - open };
  }
  async closeReport(space: string, id: string, by: string, at: number): Promise<boolean> {
    const row = this.#readable(space, by).find((one) => one.id === id);
    if (row === undefined || row.closedAt !== null) return false;
    row.closedAt = at;
    return true;
  }

  /** The words of those that are open and from before this instant. @returns of how many */
  protected silenceReports(before: number): number {
    const old = this.#reports.filter(({ at, closedAt, context }) => at < before && closedAt === null && context !== null);
    for (const row of old) Object.assign(row, { text: "", context: null });
    return old.length;
  }

  /** Those closed before this instant. @returns how many */
  protected forgetReports(before: number): number {
    const kept = this.#reports.filter(({ closedAt }) => closedAt === null || closedAt >= before);
    const gone = this.#reports.length - kept.length;
    this.#reports = kept;
    return gone;
  }

  async addAudit(entry: AuditEntry): Promise<void> {
    this.use();
    if (this.#audit.some(({ id }) => id === entry.id)) throw new StorageError("an entry with this id exists");
    const [actor, target] = [this.#auditName(entry.space, entry.actor), this.#auditName(entry.space, entry.target)];
    this.#audit.push({ ...structuredClone(entry), actor, target });
  }
  #auditName(space: string, user: string): string {
    if (user === "") return "";
    const known = this.#auditNames.get(key(space, user));
    if (known !== undefined) return known;
    const name = randomBytes(9).toString("base64url");
    if (this.users.has(user)) this.#auditNames.set(key(space, user), name);
    return name;
  }
  async audit(space: string, limit: number): Promise<AuditEntry[]> {
    this.use();
    return structuredClone(this.#audit.filter((row) => row.space === space).slice(-limit));
  }

  /** What is kept of somebody goes with them. */
  protected erase(user: string): void {
    for (const [at, row] of this.#blocks) if (row.user === user || row.other === user) this.#blocks.delete(at);
    for (const report of this.#reports) {
      if (report.reporter === user) report.reporter = null;
      if (report.about === user) report.about = null;
    }
    for (const at of this.#auditNames.keys()) if (at.endsWith(`\n${user}`)) this.#auditNames.delete(at);
  }

  /** What is kept of a space goes with it; the log stays, and leads to nobody any more. */
  protected eraseSpace(space: string): void {
    this.#reports.splice(0, this.#reports.length, ...this.#reports.filter((row) => row.space !== space));
    for (const at of this.#auditNames.keys()) if (at.startsWith(`${space}\n`)) this.#auditNames.delete(at);
  }

  /** By hand: no invite that is there already raises it, or asks for more. */
  #write(space: string, user: string, role: Role): void {
    const row = this.belongs.get(key(space, user));
    if (row === undefined) return;
    row.role = role;
    row.asks = null;
    const invites = [...this.inviteRows.values()].filter((invite) => invite.space === space);
    row.roleAfter = Math.max(0, ...invites.map(({ createdAt }) => createdAt));
  }
}
