/**
 * The lead of a session: one person whom calls for help go to and whose name stands on the bar. Pure. When the holder's link is dead for
 * LEAD_GONE_MS, somebody who is there *also* holds the lead: a co-trainer, else the longest-standing member of the organisation (owner,
 * trainer), never a participant or an observer. The holder stays the holder and takes it back with one tap.
 */
import { atLeast, can, type Role } from "./permissions.ts";

/** How long the lead's link may be dead before somebody stands in, ms. */
export const LEAD_GONE_MS = 8_000;

/** Someone of the session. */
export interface Leader {
  user: string;
  role: Role;
  /** UTC ms since when they are a member of the space. */
  since: number;
  /** Their link is there. */
  present: boolean;
  /** When (ms) the last sign of life came by a link that has fallen silent, or had before it was given up; null: by the end of the link. */
  silentSince?: number | null;
}

/** One who leads, and since when (ms) their link is dead. */
export interface Leading {
  readonly user: string;
  readonly goneAt: number | null;
}

export interface Lead {
  readonly holder: Leading | null;
  /** Holds it too, while the holder is away and until they take it back. */
  readonly standIn: Leading | null;
}

export const NO_LEAD: Lead = { holder: null, standIn: null };

const longest = (people: readonly Leader[]): Leader | undefined =>
  people.toSorted((a, b) => a.since - b.since || (a.user < b.user ? -1 : 1))[0];

/** The first to lead: somebody of the organisation before a co-trainer. */
const opens = (here: readonly Leader[]): Leader | undefined =>
  longest(here.filter(({ role }) => atLeast(role, "trainer"))) ?? longest(here.filter(({ role }) => can(role, "lead.hold")));

/** Who stands in: a co-trainer before the rest. */
const succeeds = (here: readonly Leader[]): Leader | undefined =>
  longest(here.filter(({ role }) => role === "cotrainer")) ?? longest(here.filter(({ role }) => can(role, "lead.hold")));

function look(leading: Leading, people: readonly Leader[], now: number): Leading | null {
  const person = people.find(({ user }) => user === leading.user);
  if (person !== undefined && !can(person.role, "lead.hold")) return null;
  if (person?.present === true) return leading.goneAt === null ? leading : { user: leading.user, goneAt: null };
  return leading.goneAt === null ? { user: leading.user, goneAt: person?.silentSince ?? now } : leading;
}

const isGone = (leading: Leading, now: number): boolean => leading.goneAt !== null && now - leading.goneAt >= LEAD_GONE_MS;

/** The lead as it is now. @param people everyone who might lead, those who are waited for included. @param now ms, of one clock; the same object when nothing changed */
export function followLead(lead: Lead, people: readonly Leader[], now: number): Lead {
  const here = people.filter(({ present, role }) => present && can(role, "lead.hold"));
  const holder = lead.holder === null ? null : look(lead.holder, people, now);
  let standIn = lead.standIn === null ? null : look(lead.standIn, people, now);
  if (holder === null) {
    // Demoted, or there was none: whoever stood in goes on alone.
    if (standIn !== null) return { holder: standIn, standIn: null };
    const first = opens(here);
    return first === undefined ? (lead.holder === null ? lead : NO_LEAD) : { holder: { user: first.user, goneAt: null }, standIn: null };
  }
  if (standIn !== null && isGone(standIn, now)) standIn = null;
  if (standIn === null && isGone(holder, now)) {
    const next = succeeds(here.filter(({ user }) => user !== holder.user));
    if (next !== undefined) standIn = { user: next.user, goneAt: null };
  }
  return holder === lead.holder && standIn === lead.standIn ? lead : { holder, standIn };
}

/** Somebody takes the lead: the holder back from who stands in, or another in their place. Null: they may not. */
export function takeLead(lead: Lead, by: Leader, people: readonly Leader[]): Lead | null {
  if (!can(by.role, "lead.hold")) return null;
  const mine: Lead = { holder: { user: by.user, goneAt: null }, standIn: null };
  if (lead.holder === null || lead.holder.user === by.user) return mine;
  const holder = people.find(({ user }) => user === lead.holder?.user);
  // From somebody who is there it is not taken by who stands below them: it is given.
  if (holder?.present === true && !atLeast(by.role, holder.role)) return null;
  return mine;
}

/** Gives the lead away. */
export function giveLead(lead: Lead, by: Leader, to: Leader): "forbidden" | "cannot_lead" | Lead {
  const holds = lead.holder?.user === by.user || lead.standIn?.user === by.user;
  if (!can(by.role, "lead.hold") || !(holds || atLeast(by.role, "trainer"))) return "forbidden";
  if (!to.present || !can(to.role, "lead.hold")) return "cannot_lead";
  return { holder: { user: to.user, goneAt: null }, standIn: null };
}
