/** Carries what pages say to each other to get connected: only between pairs, under the pair's present name, and when it is their turn. */
import type { PersonId, Signal, UpMessages } from "../../shared/protocol/messages.ts";
import { offers, pairName } from "./hearing.ts";
import type { Person } from "./person.ts";

const sizeOf = (signal: Signal): number =>
  (signal.kind === "description" ? signal.sdp.length : signal.kind === "candidate" ? signal.candidate.length : 0) + 64;

/** Why a signal was not carried; counted, never told to the sender: a forged one learns nothing. */
export type Dropped = "signal_rate" | "signal_no_pair" | "signal_stale" | "signal_not_offerer" | "link_stale";

/** Carries a signal if the two are a pair now, under this very id, and it is the sender's turn. */
export function carrySignal(
  from: Person,
  { to, epoch, signal }: UpMessages["signal"],
  people: ReadonlyMap<PersonId, Person>,
  now: number,
): Dropped | null {
  if (!from.allowances.take("signal", now) || !from.allowances.takeSignalBytes(sizeOf(signal), now)) return "signal_rate";
  const pair = pairName(from, to);
  const other = people.get(to);
  if (pair === null || to === from.id || other === undefined || other.link === null) return "signal_no_pair";
  if (pair !== epoch) return "signal_stale";
  if (signal.kind === "description" && (signal.type === "offer") !== offers(from.id, to)) return "signal_not_offerer";
  other.link.send("signal", { from: from.id, epoch, signal });
  return null;
}

/** Tells the other side of a pair how this side sees their connection. */
export function carryLink(
  from: Person,
  { person, epoch, state }: UpMessages["link"],
  people: ReadonlyMap<PersonId, Person>,
  now: number,
): Dropped | null {
  const pair = pairName(from, person);
  if (!from.allowances.take("link", now) || pair === null || pair !== epoch) return "link_stale";
  people.get(person)?.link?.send("link", { person: from.id, state });
  return null;
}
