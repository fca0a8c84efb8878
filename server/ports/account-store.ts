/** What is kept of accounts: ways to log in, one-time links, sessions of one person, the organisation. Part of `SpaceStore`. */
import type { Organisation, OrgOutcome } from "../../shared/domain/accounts/organisation.ts";
import type { Ways } from "../../shared/protocol/accounts.ts";
import type { SessionRow } from "./space-store.ts";

export interface LoginRow {
  user: string;
  /** As `checkLoginName` gives it; null: none was chosen. */
  name: string | null;
  /** What `passwords.ts` made of the password, or null: none. */
  password: string | null;
}

export interface PasskeyRow {
  /** Credential id, base64url. */
  id: string;
  user: string;
  publicKey: Uint8Array;
  /** Signatures so far, where the authenticator counts them. */
  counter: number;
  transports: string[];
  name: string;
  createdAt: number;
  usedAt: number | null;
}

/** A link for one person: to become a member of the organisation, or (made in the shell) to log in once as `user`. */
export interface OneTimeCode {
  id: string;
  /** SHA-256 of the code, hex. */
  hash: string;
  kind: "member" | "login";
  user: string | null;
  label: string;
  createdAt: number;
  expiresAt: number;
}

export interface OrgMemberRow {
  user: string;
  name: string;
  owner: boolean;
  /** UTC ms */
  since: number;
  /** Has a passkey or a password. */
  ready: boolean;
}

export interface AccountStore {
  login(user: string): Promise<LoginRow | null>;
  loginByName(name: string): Promise<LoginRow | null>;
  /** Replaces what was there. "taken": somebody else has this name. */
  putLogin(row: LoginRow): Promise<"done" | "taken">;

  /** Oldest first. */
  passkeys(user: string): Promise<PasskeyRow[]>;
  passkey(id: string): Promise<PasskeyRow | null>;
  /** False: there is one with this id. */
  addPasskey(row: PasskeyRow): Promise<boolean>;
  passkeyUsed(id: string, counter: number, at: number): Promise<void>;
  /** False: the person has no such passkey. */
  namePasskey(user: string, id: string, name: string): Promise<boolean>;
  removePasskey(user: string, id: string): Promise<boolean>;

  /** In place of all older ones. Hashes. */
  putRecoveryCodes(user: string, hashes: readonly string[]): Promise<void>;
  /** Whose code it is; gone with this call. Of those who call at once, one is told. `user`: only if it is theirs. */
  takeRecoveryCode(hash: string, user?: string): Promise<string | null>;
  ways(user: string): Promise<Ways>;

  /** Last seen first. */
  sessions(user: string): Promise<SessionRow[]>;
  /** They have just shown that it is them. */
  confirmSession(hash: string, at: number, device: string): Promise<void>;
  /** All of a person's but one. @returns hashes of those that ended */
  endSessions(user: string, but: string | null): Promise<string[]>;

  putCode(code: OneTimeCode): Promise<void>;
  /** Those that are good at `now`, oldest first. */
  codes(kind: OneTimeCode["kind"], now: number): Promise<OneTimeCode[]>;
  codeByHash(hash: string): Promise<OneTimeCode | null>;
  removeCode(id: string): Promise<boolean>;
  /** Uses up a login code. @returns whose it was, or null: unknown, over, used */
  takeLoginCode(hash: string, now: number): Promise<string | null>;
  /** Uses up a member code and makes `user` a member, in one transaction. False: unknown, over, used; then nothing was changed. */
  takeMemberCode(hash: string, user: string, now: number): Promise<boolean>;

  organisation(): Promise<Organisation>;
  putOrganisation(organisation: Organisation): Promise<void>;
  /** Owners first, then by when they came. */
  orgMembers(): Promise<OrgMemberRow[]>;
  /** Owners are members. */
  isMember(user: string): Promise<boolean>;
  /** Judged by who is what at this moment, in the transaction that writes: two owners who demote each other at once leave one. */
  setOrgOwner(wish: { by: string; user: string; owner: boolean }): Promise<OrgOutcome>;
  /**
   * A member no more, of no space either, without ways to log in: one transaction. Their name stays at what they wrote.
   * @returns also the hashes of their sessions, which ended
   */
  removeMember(wish: { by: string; user: string }): Promise<{ outcome: OrgOutcome; ended: string[] }>;

  /** With its boards, chat, invites and members. What the log says of it stays. */
  deleteSpace(space: string): Promise<void>;
}
