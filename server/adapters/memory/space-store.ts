/** The store without a disk, for tests of commands and rooms. Rows are copied in and out, as a database would. */
import { atLeast } from "../../../shared/domain/permissions.ts";
import { inviteGives } from "../../../shared/domain/roles.ts";
import type { ChatLine } from "../../../shared/protocol/messages.ts";
import type { Bounds, Forgotten } from "../../ports/retention-store.ts";
import {
  CHAT_KEPT,
  type InviteRow,
  type MembershipRow,
  type SessionRow,
  type SpaceRow,
  type SpaceStore,
  type StandRow,
  StorageError,
  type UserRow,
} from "../../ports/space-store.ts";
import { MemoryAccounts } from "./accounts.ts";
import { key } from "./people.ts";

const copy = <T>(row: T | undefined): T | null => (row === undefined ? null : structuredClone(row));
const byAge = <T extends { createdAt: number }>(rows: Iterable<T>): T[] =>
  [...rows].sort((a, b) => a.createdAt - b.createdAt).map((row) => structuredClone(row));

const asRead = (invite: InviteRow): InviteRow => ({ ...structuredClone(invite), lobby: invite.lobby === true || invite.guarded === true });

export class MemorySpaceStore extends MemoryAccounts implements SpaceStore {
  readonly #ownerCodes = new Map<string, number>();
  readonly #spaces = new Map<string, SpaceRow>();
  readonly #stands = new Map<string, StandRow>();
  readonly #authors = new Map<string, string>();
  readonly #chat = new Map<string, ChatLine[]>();

  #insert<T>(table: Map<string, T>, id: string, row: T): void {
    this.use();
    if (table.has(id)) throw new StorageError(`a row with this key exists: ${id}`);
    table.set(id, structuredClone(row));
  }

  async close(): Promise<void> {
    this.open = false;
  }

  async createUser(user: UserRow): Promise<void> {
    this.#insert(this.users, user.id, user);
  }
  async user(id: string): Promise<UserRow | null> {
    this.use();
    return copy(this.users.get(id));
  }
  async updateUser(id: string, change: Pick<UserRow, "name" | "appearance" | "lang">): Promise<void> {
    this.use();
    const user = this.users.get(id);
    if (user !== undefined) Object.assign(user, { name: change.name, appearance: change.appearance, lang: change.lang });
  }
  async deleteUser(id: string): Promise<void> {
    this.use();
    this.users.delete(id);
    this.erase(id);
    for (const [at, row] of this.#stands) if (row.user === id) this.#stands.delete(at);
  }

  async createSession(session: SessionRow): Promise<void> {
    if (!this.users.has(session.user)) throw new StorageError(`no such user: ${session.user}`);
    this.#insert(this.sessionRows, session.hash, { device: "", confirmedAt: 0, ...session });
  }
  async session(hash: string): Promise<{ session: SessionRow; user: UserRow } | null> {
    this.use();
    const session = this.sessionRows.get(hash);
    const user = session && this.users.get(session.user);
    return session && user ? structuredClone({ session, user }) : null;
  }
  async touchSession(hash: string, at: number): Promise<void> {
    this.use();
    const session = this.sessionRows.get(hash);
    if (session) session.seenAt = at;
  }
  async deleteSession(hash: string): Promise<void> {
    this.use();
    this.sessionRows.delete(hash);
  }

  async putOwnerCode(hash: string, expiresAt: number): Promise<void> {
    this.use();
    this.#ownerCodes.set(hash, expiresAt);
  }
  async takeOwnerCode(hash: string, now: number): Promise<boolean> {
    this.use();
    const expiresAt = this.#ownerCodes.get(hash);
    this.#ownerCodes.delete(hash);
    return expiresAt !== undefined && now < expiresAt;
  }
  async owners(): Promise<UserRow[]> {
    this.use();
    return byAge([...this.users.values()].filter((user) => user.owner));
  }

  async createSpace(space: SpaceRow): Promise<void> {
    this.#insert(this.#spaces, space.id, space);
  }
  async space(id: string): Promise<SpaceRow | null> {
    this.use();
    return copy(this.#spaces.get(id));
  }
  async spaces(): Promise<SpaceRow[]> {
    this.use();
    return byAge(this.#spaces.values());
  }
  async updateSpace(id: string, change: Partial<Pick<SpaceRow, "name" | "settings">>): Promise<void> {
    this.use();
    const space = this.#spaces.get(id);
    if (!space) return;
    if (change.name !== undefined) space.name = change.name;
    if (change.settings !== undefined) space.settings = structuredClone(change.settings);
  }

  async createInvite(invite: InviteRow): Promise<void> {
    if (!this.#spaces.has(invite.space)) throw new StorageError(`no such space: ${invite.space}`);
    this.#insert(this.inviteRows, invite.id, invite);
  }
  async createInvites(invites: readonly InviteRow[]): Promise<void> {
    this.use();
    for (const { id, space } of invites)
      if (this.inviteRows.has(id) || !this.#spaces.has(space)) throw new StorageError(`not to be kept: ${id}`);
    if (new Set(invites.map(({ id }) => id)).size < invites.length) throw new StorageError("two rows with one key");
    for (const invite of invites) await this.createInvite(invite);
  }
  async inviteByHash(hash: string): Promise<InviteRow | null> {
    this.use();
    for (const invite of this.inviteRows.values()) if (invite.hash === hash) return asRead(invite);
    return null;
  }
  async invite(id: string): Promise<InviteRow | null> {
    this.use();
    const invite = this.inviteRows.get(id);
    return invite === undefined ? null : asRead(invite);
  }
  async invites(space: string): Promise<InviteRow[]> {
    this.use();
    return byAge([...this.inviteRows.values()].filter((invite) => invite.space === space).map(asRead));
  }
  async revokeInvite(id: string): Promise<void> {
    this.use();
    const invite = this.inviteRows.get(id);
    if (invite) invite.revoked = true;
  }
  async enterAsGuest({ invite, user, session, now, guarded = false }: Parameters<SpaceStore["enterAsGuest"]>[0]): Promise<boolean> {
    this.use();
    const row = this.inviteRows.get(invite);
    if (row === undefined || row.revoked || (row.expiresAt !== null && now >= row.expiresAt) || row.usesLeft === 0) return false;
    // Nothing below waits for anything: whoever looks sees all of it or nothing.
    await Promise.all([this.createUser(user), this.#takeUse(invite, user.id, now, guarded), this.createSession(session)]);
    return true;
  }
  async useInvite(id: string, user: string, now: number): Promise<boolean> {
    return this.#takeUse(id, user, now, false);
  }
  async #takeUse(id: string, user: string, now: number, guarded: boolean): Promise<boolean> {
    this.use();
    const invite = this.inviteRows.get(id);
    if (!invite || invite.revoked || (invite.expiresAt !== null && now >= invite.expiresAt)) return false;
    if (!this.users.has(user)) throw new StorageError(`no such user: ${user}`);
    const member = this.belongs.get(key(invite.space, user));
    const gives = member === undefined ? "role" : inviteGives(asRead(invite), member);
    if (gives === "nothing") return true;
    if (invite.usesLeft !== null) {
      if (invite.usesLeft <= 0) return false;
      invite.usesLeft -= 1;
    }
    this.belongs.set(key(invite.space, user), {
      space: invite.space,
      user,
      role: gives === "role" ? invite.role : (member?.role ?? invite.role),
      ejectedUntil: member?.ejectedUntil ?? null,
      since: member?.since ?? now,
      banned: member?.banned ?? false,
      waits: member === undefined ? asRead(invite).lobby === true || guarded : (member.waits ?? false),
      guarded: member === undefined ? guarded : (member.guarded ?? false),
      roleAfter: member?.roleAfter ?? 0,
      asks: gives === "question" ? invite.role : member?.asks != null && !atLeast(invite.role, member.asks) ? member.asks : null,
      invite: member === undefined ? id : (member.invite ?? null),
      conduct: member?.conduct ?? null,
      party: member?.party ?? null,
    });
    return true;
  }

  async membership(space: string, user: string): Promise<MembershipRow | null> {
    this.use();
    return copy(this.belongs.get(key(space, user)));
  }
  async memberships(user: string): Promise<(MembershipRow & { spaceName: string })[]> {
    this.use();
    const rows = [...this.belongs.values()].filter((row) => row.user === user);
    const dated = rows.map((row) => ({ row, space: this.#spaces.get(row.space) }));
    dated.sort((a, b) => (a.space?.createdAt ?? 0) - (b.space?.createdAt ?? 0));
    return dated.map(({ row, space }) => ({ ...row, spaceName: space?.name ?? "" }));
  }
  async putMembership(row: MembershipRow): Promise<void> {
    this.use();
    if (!this.users.has(row.user) || !this.#spaces.has(row.space)) throw new StorageError("no such user or space");
    const { space, user, role, ejectedUntil } = row;
    const before = this.belongs.get(key(space, user));
    const kept = before ?? {
      since: row.since ?? 0,
      banned: false,
      waits: false,
      roleAfter: 0,
      asks: null,
      guarded: false,
      invite: null,
      conduct: null,
      party: null,
    };
    this.belongs.set(key(row.space, row.user), { ...kept, ...structuredClone({ space, user, role, ejectedUntil }) });
  }

  async putStands(rows: StandRow[]): Promise<void> {
    this.use();
    for (const row of rows) if (this.users.has(row.user)) this.#stands.set(key(row.space, row.user), structuredClone(row));
  }
  async stand(space: string, user: string): Promise<StandRow | null> {
    this.use();
    return copy(this.#stands.get(key(space, user)));
  }

  async appendChat(space: string, place: string, line: ChatLine, author?: string): Promise<void> {
    this.use();
    const lines = this.#chat.get(key(space, place)) ?? [];
    if (lines.some((other) => other.seq === line.seq)) throw new StorageError(`a line with this number exists: ${line.seq}`);
    if (author !== undefined) this.#authors.set(key(space, place, String(line.seq)), author);
    lines.push(structuredClone(line));
    lines.sort((a, b) => a.seq - b.seq);
    this.#chat.set(
      key(space, place),
      lines.filter((other) => other.seq > line.seq - CHAT_KEPT),
    );
  }
  async chatAuthors(space: string, place: string): Promise<{ seq: number; user: string }[]> {
    this.use();
    return (this.#chat.get(key(space, place)) ?? []).flatMap(({ seq }) => {
      const user = this.#authors.get(key(space, place, String(seq)));
      return user === undefined ? [] : [{ seq, user }];
    });
  }
  async chat(space: string, place: string, limit: number): Promise<ChatLine[]> {
    this.use();
    return structuredClone(limit > 0 ? (this.#chat.get(key(space, place)) ?? []).slice(-limit) : []);
  }

  async deleteSpace(space: string): Promise<void> {
    this.use();
    this.#spaces.delete(space);
    for (const [id, row] of this.inviteRows) if (row.space === space) this.inviteRows.delete(id);
    for (const [id, line] of this.held) if (line.space === space) this.held.delete(id);
    this.orders.delete(space);
    for (const rows of [this.belongs, this.#stands, this.#chat, this.#authors])
      for (const at of rows.keys()) if (at.startsWith(`${space}\n`)) rows.delete(at);
    this.eraseSpace(space);
  }

  async forget(bounds: Bounds): Promise<Forgotten> {
    this.use();
    const [reports, reportWords] = [this.forgetReports(bounds.reports), this.silenceReports(bounds.chat)];
    const forgotten = { ownerCodes: 0, sessions: 0, chatLines: 0, heldLines: 0, reports, reportWords };
    for (const [hash, expiresAt] of this.#ownerCodes)
      if (expiresAt <= bounds.ownerCodes) forgotten.ownerCodes += Number(this.#ownerCodes.delete(hash));
    forgotten.ownerCodes += this.forgetCodes(bounds.ownerCodes);
    for (const [hash, { seenAt }] of this.sessionRows)
      if (seenAt < bounds.sessions) forgotten.sessions += Number(this.sessionRows.delete(hash));
    for (const [at, lines] of this.#chat) {
      const kept = lines.filter((line) => line.at >= bounds.chat);
      forgotten.chatLines += lines.length - kept.length;
      this.#chat.set(at, kept);
    }
    for (const [id, { at }] of this.orders) if (at < bounds.chat) this.orders.delete(id);
    for (const [id, { at }] of this.held) if (at < bounds.chat) forgotten.heldLines += Number(this.held.delete(id));
    return forgotten;
  }
}
