/** Those who sit at one device, while they are inside. */
import { partyName } from "../../shared/domain/party.ts";
import type { Person } from "./person.ts";
import type { RunningSpace } from "./running-space.ts";

export function headsOf(people: Iterable<Person>): number {
  let heads = 0;
  for (const { others } of people) heads += 1 + others.length;
  return heads;
}

/** Somebody said who sits beside them: everyone reads it at once. Nobody is put out by it, even where the space is full. */
export function partyChanged(space: RunningSpace, user: string, own: string, others: readonly string[]): void {
  const person = space.personOf(user);
  const facts = person === undefined ? undefined : space.stateOf(person);
  if (person === undefined || facts === undefined) return;
  person.others = others;
  person.name = partyName(own, others);
  Object.assign(facts, { name: person.name, own, heads: 1 + others.length });
}
