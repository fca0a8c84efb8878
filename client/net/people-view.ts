/** Mirrors the schema's people into the stores, and tells who joined and left. */
import type { Room } from "@colyseus/sdk";
import { ROLES, type Role } from "../../shared/domain/permissions.ts";
import type { PersonId } from "../../shared/protocol/messages.ts";
import type { PersonState, SpaceState } from "../../shared/schema/space.ts";
import type { PersonView, SpaceEvent, SpaceStores } from "../store/space.ts";

const roleOf = (text: string): Role => ROLES.find((role) => role === text) ?? "observer";
const micOf = (text: string): PersonView["mic"] => (text === "on" || text === "muted" ? text : "off");

const shownOf = (text: string): PersonView["cam"] => (text === "on" ? text : "off");

/** A person of the room's state, as the page reads them. */
export const viewOf = (id: number, person: PersonState): PersonView => ({
  id,
  name: person.name,
  own: person.own,
  mark: person.mark,
  heads: person.heads,
  appearance: person.appearance,
  role: roleOf(person.role),
  lang: person.lang,
  place: person.place,
  connected: person.connected,
  mic: micOf(person.mic),
  writes: person.writes,
  whispers: person.whispers,
  cam: shownOf(person.cam),
  screen: shownOf(person.screen),
  held: person.held,
});

const same = (a: PersonView, b: PersonView): boolean =>
  a.name === b.name &&
  a.own === b.own &&
  a.mark === b.mark &&
  a.heads === b.heads &&
  a.appearance === b.appearance &&
  a.role === b.role &&
  a.lang === b.lang &&
  a.place === b.place &&
  a.connected === b.connected &&
  a.mic === b.mic &&
  a.writes === b.writes &&
  a.whispers === b.whispers &&
  a.cam === b.cam &&
  a.screen === b.screen &&
  a.held === b.held;

/** Everyone of a state but those whom this page is not to show; views that are the same as before stay the same objects. */
function viewsOf(state: SpaceState, { $people, leading }: SpaceStores): { views: Record<number, PersonView>; changed: boolean } {
  const before = $people.get();
  const unseen = new Set(leading.$unseen.get());
  const views: Record<number, PersonView> = {};
  let changed = false;
  let count = 0;
  for (const [key, person] of state.people.entries()) {
    const id = Number(key);
    if (unseen.has(id)) continue;
    const view = viewOf(id, person);
    const known = before[id];
    const next = known && same(known, view) ? known : view;
    views[id] = next;
    count++;
    if (next !== known) changed = true;
  }
  return { views, changed: changed || count !== Object.keys(before).length };
}

/** Follows a room's state. The first state tells nobody's arrival: they were there. */
export function followPeople(room: Room<unknown, SpaceState>, stores: SpaceStores): void {
  let first = true;
  room.onStateChange((state) => {
    const before = stores.$people.get();
    const { views, changed } = viewsOf(state, stores);
    if (!first && changed) {
      for (const view of Object.values(views))
        if (!before[view.id] && view.id !== stores.$you.get()) stores.tell({ kind: "joined", person: view.id, name: view.name });
      for (const person of Object.values(before))
        if (!views[person.id]) stores.tell({ kind: "left", person: person.id, name: person.name });
    }
    first = false;
    if (changed) stores.$people.set(views);
  });
}

/**
 * Whom the page is not to show has changed: they go, or come back, without a word, and what was told of them goes too.
 * @param were what they, and others who are hidden and not inside, were called by before
 */
export function hideUnseen(state: SpaceState, stores: SpaceStores, were: readonly PersonId[]): void {
  const { $people, leading } = stores;
  const unseen = leading.$unseen.get();
  const names = new Set(unseen.flatMap((id) => $people.get()[id]?.name ?? []));
  const { views, changed } = viewsOf(state, stores);
  if (changed) $people.set(views);
  // 0: of an earlier run, when nobody knows any more who it was. Less is remembered then, and nothing is shown that should not be.
  if (unseen.length > 0 || were.length > 0) forget(stores, new Set([0, ...unseen, ...were]), names);
}

/** What people said and did, wherever the page has kept it. By name, too: another who is called the same may have been meant. */
function forget({ $events, writing, leading }: SpaceStores, people: ReadonlySet<PersonId>, names: ReadonlySet<string>): void {
  const about = (event: SpaceEvent): boolean => {
    if (event.people?.some((id) => people.has(id)) === true || ("person" in event && people.has(event.person))) return true;
    if ("names" in event && event.names.some((name) => names.has(name))) return true;
    if ("name" in event) return names.has(event.name);
    return "by" in event && event.by !== undefined && names.has(event.by);
  };
  $events.set($events.get().filter((event) => !about(event)));
  writing.$nearLines.set(writing.$nearLines.get().filter(({ person, name }) => !people.has(person) && !names.has(name)));
  writing.$written.set(Object.fromEntries(Object.entries(writing.$written.get()).filter(([id]) => !people.has(Number(id)))));
  leading.$announcements.set(leading.$announcements.get().filter(({ by, name }) => (by === 0 || !people.has(by)) && !names.has(name)));
  for (const $by of [leading.$mutedBy, leading.$askedToUnmute]) if (names.has($by.get() ?? "")) $by.set(null);
}

/** The space has begun anew, and gives out its numbers anew: whose that was which is kept is known of one's own alone. @param you one's new number */
export function forgetNumbers({ $events, $you, writing, leading }: SpaceStores, you: PersonId): void {
  const was = $you.get();
  const anew = (id: PersonId): PersonId => (id === was ? you : 0);
  const nobody = <E extends SpaceEvent>(event: E): E => ({
    ...event,
    ...("person" in event ? { person: anew(event.person) } : {}),
    ...(event.people === undefined ? {} : { people: event.people.map(anew) }),
  });
  $events.set($events.get().map(nobody));
  writing.$nearLines.set(writing.$nearLines.get().map((line) => ({ ...line, person: anew(line.person) })));
  leading.$announcements.set(leading.$announcements.get().map((message) => ({ ...message, by: anew(message.by) })));
}
