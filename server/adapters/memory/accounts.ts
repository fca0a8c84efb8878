/** What the store in memory keeps of accounts; `space-store.ts` is made on top of it. */
import { type Organisation, orgRefusal, type OrgOutcome, type Standing } from "../../../shared/domain/accounts/organisation.ts";
import type { Ways } from "../../../shared/protocol/accounts.ts";
import type { AccountStore, LoginRow, OneTimeCode, OrgMemberRow, PasskeyRow } from "../../ports/account-store.ts";
import type { SessionRow } from "../../ports/space-store.ts";
import { MemoryOrder } from "./order.ts";

export abstract class MemoryAccounts extends MemoryOrder implements AccountStore {
  protected readonly sessionRows = new Map<string, SessionRow>();
  readonly #logins = new Map<string, LoginRow>();
  readonly #passkeys = new Map<string, PasskeyRow>();
  /** User by hash. */
  readonly #recovery = new Map<string, string>();
  readonly #codes = new Map<string, OneTimeCode>();
  readonly #since = new Map<string, number>();
  #organisation: Organisation = { name: "", contact: "" };

  abstract deleteSpace(space: string): Promise<void>;

  async login(user: string): Promise<LoginRow | null> {
    this.use();
    return structuredClone(this.#logins.get(user) ?? null);
  }
  async loginByName(name: string): Promise<LoginRow | null> {
    this.use();
    return structuredClone([...this.#logins.values()].find((row) => row.name === name) ?? null);
  }
  async putLogin(row: LoginRow): Promise<"done" | "taken"> {
    this.use();
    const isOther = (one: LoginRow): boolean => one.name === row.name && one.user !== row.user;
    if (row.name !== null && [...this.#logins.values()].some(isOther)) return "taken";
    this.#logins.set(row.user, structuredClone(row));
    return "done";
  }

  async passkeys(user: string): Promise<PasskeyRow[]> {
    this.use();
    const rows = [...this.#passkeys.values()].filter((row) => row.user === user);
    return structuredClone(rows.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)));
  }
  async passkey(id: string): Promise<PasskeyRow | null> {
    this.use();
    return structuredClone(this.#passkeys.get(id) ?? null);
  }
  async addPasskey(row: PasskeyRow): Promise<boolean> {
    this.use();
    if (this.#passkeys.has(row.id)) return false;
    this.#passkeys.set(row.id, structuredClone(row));
    return true;
  }
  async passkeyUsed(id: string, counter: number, at: number): Promise<void> {
    this.use();
    const row = this.#passkeys.get(id);
    if (row) Object.assign(row, { counter, usedAt: at });
  }
  async namePasskey(user: string, id: string, name: string): Promise<boolean> {
    this.use();
    const row = this.#passkeys.get(id);
    if (row?.user !== user) return false;
    row.name = name;
    return true;
  }
  async removePasskey(user: string, id: string): Promise<boolean> {
    this.use();
    return this.#passkeys.get(id)?.user === user && this.#passkeys.delete(id);
  }

  async putRecoveryCodes(user: string, hashes: readonly string[]): Promise<void> {
    this.use();
    this.#dropRecovery(user);
    for (const hash of hashes) this.#recovery.set(hash, user);
  }
  #dropRecovery(user: string): void {
    for (const [hash, of] of this.#recovery) if (of === user) this.#recovery.delete(hash);
  }
  async takeRecoveryCode(hash: string, user?: string): Promise<string | null> {
    this.use();
    const of = this.#recovery.get(hash);
    if (of === undefined || (user !== undefined && of !== user)) return null;
    this.#recovery.delete(hash);
    return of;
  }
  async ways(user: string): Promise<Ways> {
    this.use();
    return {
      password: (this.#logins.get(user)?.password ?? null) !== null,
      passkeys: [...this.#passkeys.values()].filter((row) => row.user === user).length,
      recovery: [...this.#recovery.values()].filter((of) => of === user).length,
    };
  }

  async sessions(user: string): Promise<SessionRow[]> {
    this.use();
    const rows = [...this.sessionRows.values()].filter((row) => row.user === user);
    return structuredClone(rows.sort((a, b) => b.seenAt - a.seenAt || (a.hash < b.hash ? -1 : 1)));
  }
  async confirmSession(hash: string, at: number, device: string): Promise<void> {
    this.use();
    const row = this.sessionRows.get(hash);
    if (row) Object.assign(row, { confirmedAt: at, device });
  }
  async endSessions(user: string, but: string | null): Promise<string[]> {
    this.use();
    const ended = [...this.sessionRows.values()].filter((row) => row.user === user && row.hash !== but).map(({ hash }) => hash);
    for (const hash of ended) this.sessionRows.delete(hash);
    return ended;
  }

  async putCode(code: OneTimeCode): Promise<void> {
    this.use();
    this.#codes.set(code.id, structuredClone(code));
  }
  async codes(kind: OneTimeCode["kind"], now: number): Promise<OneTimeCode[]> {
    this.use();
    const rows = [...this.#codes.values()].filter((row) => row.kind === kind && row.expiresAt > now);
    return structuredClone(rows.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)));
  }
  async codeByHash(hash: string): Promise<OneTimeCode | null> {
    this.use();
    return structuredClone([...this.#codes.values()].find((row) => row.hash === hash) ?? null);
  }
  async removeCode(id: string): Promise<boolean> {
    this.use();
    return this.#codes.delete(id);
  }
  async takeLoginCode(hash: string, now: number): Promise<string | null> {
    this.use();
    const row = [...this.#codes.values()].find((one) => one.hash === hash);
    if (row?.kind !== "login") return null;
    this.#codes.delete(row.id);
    return now < row.expiresAt ? row.user : null;
  }
  async takeMemberCode(hash: string, user: string, now: number): Promise<boolean> {
    this.use();
    const row = [...this.#codes.values()].find((one) => one.hash === hash);
    if (row?.kind !== "member" || row.expiresAt <= now) return false;
    this.#codes.delete(row.id);
    if (!this.#since.has(user)) this.#since.set(user, now);
    return true;
  }
  protected forgetCodes(before: number): number {
    const over = [...this.#codes.values()].filter((row) => row.expiresAt <= before);
    for (const { id } of over) this.#codes.delete(id);
    return over.length;
  }

  async organisation(): Promise<Organisation> {
    this.use();
    return { ...this.#organisation };
  }
  async putOrganisation(organisation: Organisation): Promise<void> {
    this.use();
    this.#organisation = { ...organisation };
  }
  async orgMembers(): Promise<OrgMemberRow[]> {
    this.use();
    const rows: OrgMemberRow[] = [];
    for (const { id, name, owner, createdAt } of this.users.values()) {
      if (this.#standing(id) === "none") continue;
      const { password, passkeys } = await this.ways(id);
      rows.push({ user: id, name, owner, since: this.#since.get(id) ?? createdAt, ready: password || passkeys > 0 });
    }
    return rows.sort((a, b) => Number(b.owner) - Number(a.owner) || a.since - b.since || (a.user < b.user ? -1 : 1));
  }
  #standing(user: string): Standing {
    const person = this.users.get(user);
    return person === undefined ? "none" : person.owner ? "owner" : this.#since.has(user) ? "member" : "none";
  }
  async isMember(user: string): Promise<boolean> {
    this.use();
    return this.#standing(user) !== "none";
  }
  #refused(by: string, user: string, to: Standing): Exclude<OrgOutcome, "done"> | null {
    const owners = [...this.users.values()].filter(({ owner }) => owner).length;
    return orgRefusal({ by: this.#standing(by), target: this.#standing(user), self: by === user, to, owners });
  }
  async setOrgOwner({ by, user, owner }: { by: string; user: string; owner: boolean }): Promise<OrgOutcome> {
    this.use();
    const refusal = this.#refused(by, user, owner ? "owner" : "member");
    const person = this.users.get(user);
    if (refusal !== null || person === undefined) return refusal ?? "not_found";
    if (!this.#since.has(user)) this.#since.set(user, person.createdAt);
    person.owner = owner;
    return "done";
  }
  async removeMember({ by, user }: { by: string; user: string }): Promise<{ outcome: OrgOutcome; ended: string[] }> {
    this.use();
    const refusal = this.#refused(by, user, "none");
    const person = this.users.get(user);
    if (refusal !== null || person === undefined) return { outcome: refusal ?? "not_found", ended: [] };
    person.owner = false;
    const ended = await this.endSessions(user, null);
    this.#drop(user);
    return { outcome: "done", ended };
  }
  #drop(user: string): void {
    this.#since.delete(user);
    this.#logins.delete(user);
    this.#dropRecovery(user);
    for (const [id, row] of this.#passkeys) if (row.user === user) this.#passkeys.delete(id);
    for (const [id, row] of this.#codes) if (row.user === user) this.#codes.delete(id);
    for (const [at, row] of this.belongs) if (row.user === user) this.belongs.delete(at);
  }

  protected override erase(user: string): void {
    super.erase(user);
    this.#drop(user);
    for (const [hash, row] of this.sessionRows) if (row.user === user) this.sessionRows.delete(hash);
  }
}
