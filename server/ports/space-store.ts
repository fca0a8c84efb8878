/**
 * What the organisation keeps: users, sessions, spaces, invites, where people stood, the chat's last lines. Asynchronous from the first day:
 * the process that moves avatars never waits for a disk. A method resolves when the fact is durable. It throws `StorageError` when
 * the disk refuses.
 */
import type { Party } from "../../shared/domain/party.ts";
import type { Role } from "../../shared/domain/permissions.ts";
import type { ChatLine } from "../../shared/protocol/messages.ts";
import type { OrderStore } from "./order-store.ts";
import type { RetentionStore } from "./retention-store.ts";
import type { SpaceSettings } from "../../shared/domain/space-settings.ts";
import type { DoorStore } from "./door-store.ts";
import type { AccountStore } from "./account-store.ts";
import type { PeopleStore } from "./people-store.ts";

export class StorageError extends Error {
  override name = "StorageError";
}

export interface UserRow {
  id: string;
  name: string;
  appearance: string;
  lang: string;
  owner: boolean;
  createdAt: number;
}
export interface SessionRow {
  /** SHA-256 of the cookie's token, hex. */
  hash: string;
  user: string;
  createdAt: number;
  seenAt: number;
  /** Of a device that several use. */
  shared?: boolean;
  /** "Firefox/Android", of accounts alone; "" (or nothing said): not kept. */
  device?: string;
  /** UTC ms at which they last showed that it is them; 0 (or nothing said): never. */
  confirmedAt?: number;
}
export interface SpaceRow {
  id: string;
  name: string;
  settings: SpaceSettings;
  createdAt: number;
}
export interface InviteRow {
  id: string;
  /** SHA-256 of the code, hex. */
  hash: string;
  space: string;
  role: Role;
  expiresAt: number | null;
  usesLeft: number | null;
  revoked: boolean;
  /** Who comes by it waits in the lobby: it was made so, or it is guarded. */
  lobby?: boolean;
  /** The name of the one person for whom it is, or null. */
  label?: string | null;
  /** `InviteKind`. */
  opensEarly?: boolean;
  shared?: boolean;
  /** Somebody who came by it is banned: whoever waits by it is asked for, whatever the lobby's rule. Changed by `setBanned` alone. */
  guarded?: boolean;
  createdAt: number;
}
export interface MembershipRow {
  space: string;
  user: string;
  role: Role;
  /** UTC ms until which an eject holds, or null. */
  ejectedUntil: number | null;
  /** UTC ms at which they became a member; 0 (or nothing said): before this was kept. Never changed by a later write. */
  since?: number;
  /** Kept out until it is taken back. Changed by `setBanned` alone. */
  banned?: boolean;
  /** In the lobby until somebody decides. Changed by `setWaiting` and `useInvite` alone. */
  waits?: boolean;
  /**
   * When their role was last set by hand, by the youngest invite of that moment: its `createdAt`, so that no wall clock counts; 0 (or nothing
   * said): never. Only younger ones raise it (`inviteGives`). Changed by `changeRole`, `handOver` and `answerAsk`
   * alone.
   */
  roleAfter?: number;
  /** A role that an invite to the lobby would give them, once somebody who leads agrees; null (or nothing said): none. Their own is in force until then. */
  asks?: Role | null;
  /** They came in the browser of somebody banned: asked for, whatever the lobby's rule. Changed by `enterAsGuest` alone. */
  guarded?: boolean;
  /** The invite they came by first. */
  invite?: string | null;
  /** Hash of the code of conduct that they accepted. Changed by `acceptConduct` alone. */
  conduct?: string | null;
  /** Who sits at their device beside them. Changed by `setParty` alone. */
  party?: Party | null;
}
export interface StandRow {
  space: string;
  user: string;
  place: string;
  /** px */
  x: number;
  y: number;
  at: number;
}

/** Lines of chat that a place keeps; older ones are deleted as new ones come. */
export const CHAT_KEPT = 100;

export interface SpaceStore extends PeopleStore, AccountStore, OrderStore, DoorStore {
  close(): Promise<void>;

  createUser(user: UserRow): Promise<void>;
  user(id: string): Promise<UserRow | null>;
  updateUser(id: string, change: Pick<UserRow, "name" | "appearance" | "lang">): Promise<void>;
  deleteUser(id: string): Promise<void>;

  createSession(session: SessionRow): Promise<void>;
  session(hash: string): Promise<{ session: SessionRow; user: UserRow } | null>;
  touchSession(hash: string, at: number): Promise<void>;
  deleteSession(hash: string): Promise<void>;

  /** One-time owner codes by hash. `takeOwnerCode` is true for exactly one caller. */
  putOwnerCode(hash: string, expiresAt: number): Promise<void>;
  takeOwnerCode(hash: string, now: number): Promise<boolean>;
  owners(): Promise<UserRow[]>;

  createSpace(space: SpaceRow): Promise<void>;
  space(id: string): Promise<SpaceRow | null>;
  spaces(): Promise<SpaceRow[]>;
  updateSpace(id: string, change: Partial<Pick<SpaceRow, "name" | "settings">>): Promise<void>;

  createInvite(invite: InviteRow): Promise<void>;
  /** All of them or none. */
  createInvites(invites: readonly InviteRow[]): Promise<void>;
  inviteByHash(hash: string): Promise<InviteRow | null>;
  invite(id: string): Promise<InviteRow | null>;
  invites(space: string): Promise<InviteRow[]>;
  revokeInvite(id: string): Promise<void>;
  /**
   * Takes one use and adds the membership in one transaction; false when none was left (or it was revoked or expired at `now`).
   * What it does for who is a member already says `inviteGives`; where that is nothing, no use is needed.
   */
  useInvite(id: string, user: string, now: number): Promise<boolean>;
  /**
   * A new person by an invite: them, the use, the membership and their first session, all or (false: it lets nobody in) nothing. `guarded`: they
   * wait in the lobby, also where the invite leads in.
   */
  enterAsGuest(entry: { invite: string; user: UserRow; session: SessionRow; now: number; guarded?: boolean }): Promise<boolean>;

  membership(space: string, user: string): Promise<MembershipRow | null>;
  memberships(user: string): Promise<(MembershipRow & { spaceName: string })[]>;
  putMembership(row: MembershipRow): Promise<void>;

  /** Where people stand, written every few seconds in one batch. */
  putStands(rows: StandRow[]): Promise<void>;
  stand(space: string, user: string): Promise<StandRow | null>;

  /** `seq` grows; only the last CHAT_KEPT lines stay. */
  appendChat(space: string, place: string, line: ChatLine, author?: string): Promise<void>;
  /** Who wrote the kept lines, as far as it was kept: users by `seq`. */
  chatAuthors(space: string, place: string): Promise<{ seq: number; user: string }[]>;
  /** The last lines, oldest first. */
  chat(space: string, place: string, limit: number): Promise<ChatLine[]>;

  /** What has had its time goes: see `retention-store.ts`. */
  forget: RetentionStore["forget"];
}
