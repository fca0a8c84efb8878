/** Twice a second: distances for the lists, who came near and went away, and the board at hand. */
import { type Area, contains, type Place } from "../../shared/domain/place.ts";
import { HEAR_IN, HEAR_OUT, TILE } from "../../shared/domain/units.ts";
import type { PersonId } from "../../shared/protocol/messages.ts";
import type { SpaceStores } from "../store/space.ts";
import type { Movers } from "./space-commands.ts";

export const NEAR_VIEW_MS = 500;
/** How far from a board's area it is still offered, px. */
const REACH = TILE;

type BoardArea = Extract<Area, { kind: "board" }>;

export function boardAt(place: Place, x: number, y: number): BoardArea | null {
  for (const area of place.areas) {
    if (area.kind !== "board") continue;
    const { x: left, y: top, w, h } = area.rect;
    if (contains({ x: left - REACH, y: top - REACH, w: w + 2 * REACH, h: h + 2 * REACH }, x, y)) return area;
  }
  return null;
}

export class NearView {
  readonly #stores: SpaceStores;
  readonly #near = new Set<PersonId>();

  constructor(stores: SpaceStores) {
    this.#stores = stores;
  }

  /** Another place, or back after a break: who is near is found anew, without telling each as an arrival. */
  reset(): void {
    this.#near.clear();
  }

  update(movers: Movers): void {
    const { $distances, $people, $you, $places, $place, $boardHere, tell } = this.#stores;
    const you = $you.get();
    const self = movers.self();
    const distances = new Map<PersonId, number>();
    movers.each(({ id, x, y }) => {
      if (id !== you) distances.set(id, Math.round(Math.sqrt((x - self.x) ** 2 + (y - self.y) ** 2)));
    });
    const before = $distances.get();
    if (before.size !== distances.size || [...distances].some(([id, d]) => before.get(id) !== d)) $distances.set(distances);

    const people = $people.get();
    for (const [id, distance] of distances) {
      const person = people[id];
      if (person && distance <= HEAR_IN && !this.#near.has(id)) {
        this.#near.add(id);
        tell({ kind: "came-near", person: id, name: person.name });
      }
    }
    for (const id of this.#near) {
      const distance = distances.get(id);
      if (distance !== undefined && distance <= HEAR_OUT) continue;
      this.#near.delete(id);
      const person = people[id];
      if (person) tell({ kind: "went-away", person: id, name: person.name });
    }

    const place = $places.get()[$place.get() ?? ""];
    const area = place ? boardAt(place, self.x, self.y) : null;
    const here = $boardHere.get();
    if (here?.area !== area?.id) $boardHere.set(area ? { area: area.id, board: area.board } : null);
  }
}
