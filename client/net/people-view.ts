/** Mirrors the schema's people into the stores, and tells who joined and left. */
import type { Room } from "@colyseus/sdk";
import { ROLES, type Role } from "../../shared/domain/permissions.ts";
import type { PersonState, SpaceState } from "../../shared/schema/space.ts";
import type { PersonView, SpaceStores } from "../store/space.ts";

const roleOf = (text: string): Role => ROLES.find((role) => role === text) ?? "observer";
const micOf = (text: string): PersonView["mic"] => (text === "on" || text === "muted" ? text : "off");

const viewOf = (id: number, person: PersonState): PersonView => ({
  id,
  name: person.name,
  appearance: person.appearance,
  role: roleOf(person.role),
  lang: person.lang,
  place: person.place,
  connected: person.connected,
  mic: micOf(person.mic),
});

const same = (a: PersonView, b: PersonView): boolean =>
  a.name === b.name &&
  a.appearance === b.appearance &&
  a.role === b.role &&
  a.lang === b.lang &&
  a.place === b.place &&
  a.connected === b.connected &&
  a.mic === b.mic;

/** Follows a room's state. The first state tells nobody's arrival: they were there. */
export function followPeople(room: Room<unknown, SpaceState>, stores: SpaceStores): void {
  let first = true;
  room.onStateChange((state) => {
    const before = stores.$people.get();
    const after: Record<number, PersonView> = {};
    let changed = false;
    for (const [key, person] of state.people.entries()) {
      const id = Number(key);
      const view = viewOf(id, person);
      const known = before[id];
      after[id] = known && same(known, view) ? known : view;
      if (after[id] !== known) changed = true;
      if (!known && !first && id !== stores.$you.get()) stores.tell({ kind: "joined", person: id, name: view.name });
    }
    for (const [key, person] of Object.entries(before)) {
      if (after[Number(key)]) continue;
      changed = true;
      if (!first) stores.tell({ kind: "left", person: person.id, name: person.name });
    }
    first = false;
    if (changed) stores.$people.set(after);
  });
}
