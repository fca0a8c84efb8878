/** Those who sit at one device, while they are inside. */
import { partyName } from "../../shared/domain/party.ts";
import { can, type Role } from "../../shared/domain/permissions.ts";
import type { Person } from "./person.ts";
import type { RunningSpace } from "./running-space.ts";

export function headsOf(people: Iterable<Person>): number {
  let heads = 0;
  for (const { others } of people) heads += 1 + others.length;
  return heads;
}

const leads = (role: Role): boolean => can(role, "lobby.decide");

export const placesIn = ({ deps, settings }: RunningSpace): number => settings.capacity ?? deps.maxPeople;

/** Places that were set are for those who do not lead: a trainer is not shut out of a full group, nor takes a place that is kept. The host's own limit is for all. */
export function freeIn(space: RunningSpace): number {
  const { deps, present, people, settings } = space;
  const host = deps.maxPeople - present;
  if (settings.capacity === null) return host;
  return Math.min(host, settings.capacity - headsOf([...people.values()].filter(({ role }) => !leads(role))));
}

/** How many of the places some people take: those at one device who are more than there are come in where all are free. */
export const takes = (heads: number, places: number): number => Math.min(heads, places);

export const hasRoom = (space: RunningSpace, role: Role, heads: number): boolean =>
  leads(role) ? space.deps.maxPeople - space.present >= heads : space.free >= takes(heads, placesIn(space));

/** Somebody said who sits beside them: everyone reads it at once. Nobody is put out by it, even where the space is full. */
export function partyChanged(space: RunningSpace, user: string, own: string, others: readonly string[]): void {
  const person = space.personOf(user);
  const facts = person === undefined ? undefined : space.stateOf(person);
  if (person === undefined || facts === undefined) return;
  person.others = others;
  person.name = partyName(own, others);
  Object.assign(facts, { name: person.name, own, heads: 1 + others.length });
}
