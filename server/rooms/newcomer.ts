/** Somebody comes in: where they stand, and whether they notice that they were put there. */
import { Mover } from "../../shared/domain/motion/mover.ts";
import type { PersonId } from "../../shared/protocol/messages.ts";
import { hashSecret } from "../commands/secrets.ts";
import { Person, type SeatHolder } from "./person.ts";
import { firstPlace, type PlaceRun } from "./place-run.ts";

/** Someone who stood here a moment before the room began was thrown out by a restart, ms. */
const RESTART_MS = 120_000;

/** Known to the space alone: nobody is recognised by it in another one. */
export const markOf = (space: string, user: string): string => hashSecret(`mark ${space} ${user}`).slice(0, 12);

/** @param now room time. @param utc ms */
export function newcomer(id: PersonId, holder: SeatHolder, runs: ReadonlyMap<string, PlaceRun>, now: number, utc: number): Person {
  const { stand } = holder;
  const before = stand === null ? undefined : runs.get(stand.place);
  const run = before ?? firstPlace(runs);
  const at = before !== undefined && stand !== null ? stand : run.spot();
  const person = new Person(id, holder, new Mover(run.grid, at.x, at.y, now), run, now);
  if (stand !== null && before !== undefined) {
    // The map may have changed under their feet: then they were put to the nearest free spot.
    if (Math.abs(person.x - stand.x) > 1 || Math.abs(person.y - stand.y) > 1) person.movedBy = "correction";
    else if (now < RESTART_MS && utc - stand.at < RESTART_MS + now) person.movedBy = "restart";
    person.saved = { place: stand.place, x: stand.x, y: stand.y };
  }
  return person;
}
