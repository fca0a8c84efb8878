/** What is kept of people beside their names: who belongs to a space, as what; who blocks whom; reports; the log. Part of `SpaceStore`. */
import type { Role } from "../../shared/domain/permissions.ts";
import type { KeptWhy } from "../../shared/protocol/leading.ts";

export interface MemberRow {
  space: string;
  user: string;
  name: string;
  role: Role;
  ejectedUntil: number | null;
  /** UTC ms at which they became a member; 0: before this was kept. */
  since: number;
  banned: boolean;
  /** In the lobby until somebody who leads decides. */
  waits: boolean;
  /** `MembershipRow.asks` */
  asks: Role | null;
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

/** Users whom somebody has blocked, and by whom they are blocked. */
export interface Blocks {
  mine: string[];
  by: string[];
}

export interface ReportRow {
  id: string;
  space: string;
  /** UTC ms */
  at: number;
  /** Users; null: erased since, or about nobody in particular. */
  reporter: string | null;
  about: string | null;
  why: KeptWhy;
  text: string;
  /** The last lines of the place's chat, as the reporter saw them, oldest first. Null: they and the text went with the chat of their age. */
  context: { at: number; name: string; text: string }[] | null;
  closedAt: number | null;
}

/** One entry of the log: who did what to whom, without any content. */
export interface AuditEntry {
  /** Random. */
  id: string;
  space: string;
  /** UTC ms */
  at: number;
  /** Users going in; random names that stand for them coming out. "": nobody. */
  actor: string;
  target: string;
  action: string;
  facts: Record<string, string | number | boolean>;
}

export interface Doorstep {
  members: number;
  /** `as`: they belong already and are asked about for a role; null: they wait in the lobby. */
  waiting: { user: string; name: string; as: Role | null }[];
}

export interface PeopleStore {
  /** Everyone who belongs to a space, longest first. (The organisation's owner need not be among them.) */
  members(space: string): Promise<MemberRow[]>;
  /** How many belong to a space, and about whom of them somebody has to decide, longest there first: what a desk asks every few seconds. */
  doorstep(space: string): Promise<Doorstep>;
  /**
   * Judges by the roles as they are at this moment and writes, in one transaction: two owners who demote each other at once leave one.
   * The organisation's owner is an owner of each space and cannot be made less.
   */
  changeRole(wish: RoleWish): Promise<RoleOutcome>;
  /** `user` becomes an owner of the space and `by`, who was one, a trainer: both or neither. */
  handOver(wish: Omit<RoleWish, "role">): Promise<RoleOutcome>;
  /**
   * Keeps a member out until it is taken back; the invite that they came by leads to the lobby as long as somebody who came by it is banned. One
   * transaction.
   */
  setBanned(space: string, user: string, banned: boolean): Promise<void>;
  /** Out until then (UTC ms), or no more; nothing else of the membership is touched. */
  setEjected(space: string, user: string, until: number | null): Promise<void>;
  /**
   * What `MembershipRow.asks` asks for is given, or not: the role is set by hand either way. Nobody gives it to themselves, or more than they are.
   * @returns the role that they have now
   */
  answerAsk(answer: { space: string; by: string; user: string; agreed: boolean }): Promise<Role | "not_found" | "forbidden">;
  /** In the lobby, or let in. */
  setWaiting(space: string, user: string, waits: boolean): Promise<void>;

  setBlock(user: string, other: string, on: boolean, at: number): Promise<void>;
  blocks(user: string): Promise<Blocks>;

  /**
   * One transaction.
   * @param mostOpen false, and nothing is written, where its reporter has so many open ones here whose words are kept
   */
  addReport(report: ReportRow, mostOpen?: number): Promise<boolean>;
  /** Without those about `reader`. Open ones first, of them what people reported before what Kartu did; then newest first; at most `limit`. */
  reports(space: string, reader: string, limit: number): Promise<ReportRow[]>;
  /** How many there are, without those about `reader`. */
  countReports(space: string, reader: string): Promise<{ open: number; closed: number }>;
  /** False: there is no such report in this space, it is closed, or it is about `by`. */
  closeReport(space: string, id: string, by: string, at: number): Promise<boolean>;

  /** Only ever added to. A person stands in it under a random name of the space; what leads from there to the person goes with them. */
  addAudit(entry: AuditEntry): Promise<void>;
  /** Oldest first; the last `limit`. */
  audit(space: string, limit: number): Promise<AuditEntry[]>;
}
