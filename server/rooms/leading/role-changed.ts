/** Somebody inside has another role: everything that asks for it is asked anew, at once. */
import { can, type Role } from "../../../shared/domain/permissions.ts";
import type { PersonId } from "../../../shared/protocol/messages.ts";
import { judge, retell } from "../hearing.ts";
import { showsNothing } from "../showing.ts";
import type { RunningSpace } from "../running-space.ts";

/** @param by 0: somebody who is not inside */
export function roleChanged(space: RunningSpace, user: string, role: Role, by: PersonId): void {
  const person = space.personOf(user);
  if (person === undefined || person.role === role) return;
  const before = person.role;
  person.role = role;
  const facts = space.stateOf(person);
  if (facts !== undefined) facts.role = role;
  space.leading.blocks.refresh(person);
  const mayWrite = can(role, "board.write");
  // A board's connection keeps the right it began with: it is ended, and the page comes back with the new one.
  if (mayWrite !== can(before, "board.write")) space.deps.onRightsChanged?.(space.id, user);
  if (person.maySpeak !== can(before, "media.speak")) {
    if (!person.maySpeak) {
      person.mediaLater = null;
      showsNothing(space, person);
    }
    // At a media server the seat carries what one may send: a new seat.
    if (space.sound !== null && person.link !== null) person.link.send("soundSeat", { seat: space.sound.sit(person) });
    judge(person.run, space.people, false);
    retell(person, space.people);
    person.run.stirred = true;
  }
  person.link?.send("role", { role, by });
  space.leading.welcomed(person);
}
