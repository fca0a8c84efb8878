/** One place of a running space: who is in it, what can be seen and heard in it, what was said in it. */
import { type Areas, areasOf } from "../../shared/domain/areas.ts";
import { type Carrying, MESH, PlaceAudience } from "../../shared/domain/audience.ts";
import { Stars } from "../../shared/domain/audience/stars.ts";
import { CHAT_KEPT } from "../../shared/domain/chat.ts";
import { earshotOf } from "../../shared/domain/earshot.ts";
import { endOf } from "../../shared/domain/motion/segment.ts";
import { boxFree, nearestFree, type Point } from "../../shared/domain/motion/sweep.ts";
import { type Grid, gridOf, type Place } from "../../shared/domain/place.ts";
import { TILE } from "../../shared/domain/units.ts";
import type { ChatLine } from "../../shared/protocol/messages.ts";
import type { SpaceSound } from "../commands/media-seats.ts";
import { Cells } from "./cells/cells.ts";
import type { Person } from "./person.ts";
import type { SpaceDeps } from "./space-deps.ts";

export class PlaceRun {
  readonly place: Place;
  readonly grid: Grid;
  readonly areas: Areas;
  readonly audience: PlaceAudience;
  readonly cells: Cells;
  readonly people = new Set<Person>();
  /** Those whose position changes with time, or of whom something is awaited. */
  readonly active = new Set<Person>();
  /** Those who have moved a moment ago. */
  readonly settling = new Set<Person>();
  /** Whoever is not told yet who hears them, and whether a whole growing has passed since (`hearing.ts`). */
  readonly hushed = new Map<Person, boolean>();
  /** Something happened since the audience was last judged as a whole. */
  stirred = false;
  /** How sound travels here: set when the space begins to run. */
  carrying: Carrying = MESH;
  sound: SpaceSound | null = null;
  /** Voices that carry beyond nearness, of the whole space. */
  readonly stars: Stars;
  /** Last lines, oldest first. */
  lines: ChatLine[];
  /** Users who wrote the kept lines, by `seq`, as far as it is known. */
  readonly authors = new Map<number, string>();
  /** Lines are made durable one after another. */
  writing: Promise<void> = Promise.resolve();
  #seq: number;
  readonly #spots = new Map<string, Point[]>();

  constructor(place: Place, lines: ChatLine[], nextPair: () => number, stars: Stars) {
    this.place = place;
    this.grid = gridOf(place);
    this.areas = areasOf(place);
    this.audience = new PlaceAudience(this.areas, earshotOf(place), nextPair);
    this.stars = stars;
    this.cells = new Cells(place.width, place.height);
    this.lines = lines;
    this.#seq = lines.at(-1)?.seq ?? 0;
  }

  nextLine(): number {
    return ++this.#seq;
  }

  keep(line: ChatLine): void {
    this.lines.push(line);
    if (this.lines.length <= CHAT_KEPT) return;
    // Their numbers may have gaps: a line that could not be written has had one.
    for (const { seq } of this.lines.splice(0, this.lines.length - CHAT_KEPT)) this.authors.delete(seq);
  }

  /** A free place in an area, as far from others (and from where they are going) as there is; in the first arrival area when none is named. */
  spot(areaId?: string): Point {
    const named = areaId === undefined ? undefined : this.areas.byId(areaId);
    const area = named ?? this.place.areas.find((other) => other.kind === "arrival");
    const spots = this.#spotsOf(area?.id ?? "", area?.rect ?? { x: 0, y: 0, w: this.place.width * TILE, h: this.place.height * TILE });
    // Where people stand, or where their walk will end: several who are led to an empty area at once do not end on one spot.
    const taken = [...this.people].map(({ mover }) => endOf(mover.current));
    let best: Point | null = null;
    let room = -1;
    for (const spot of spots) {
      let nearest = Number.POSITIVE_INFINITY;
      for (const { x, y } of taken) nearest = Math.min(nearest, (x - spot.x) ** 2 + (y - spot.y) ** 2);
      if (nearest > room) {
        room = nearest;
        best = spot;
      }
      // Two tiles to the next: more than enough.
      if (room > (2 * TILE) ** 2) break;
    }
    return best ?? nearestFree(this.grid, area?.rect.x ?? 0, area?.rect.y ?? 0) ?? { x: TILE / 2, y: TILE / 2 };
  }

  #spotsOf(key: string, rect: { x: number; y: number; w: number; h: number }): Point[] {
    let spots = this.#spots.get(key);
    if (spots !== undefined) return spots;
    spots = [];
    for (let y = Math.ceil(rect.y / TILE) * TILE + TILE / 2; y <= rect.y + rect.h - TILE / 2; y += TILE) {
      for (let x = Math.ceil(rect.x / TILE) * TILE + TILE / 2; x <= rect.x + rect.w - TILE / 2; x += TILE) {
        if (boxFree(this.grid, x, y) && this.areas.portalAt(x, y) === null) spots.push({ x, y });
      }
    }
    this.#spots.set(key, spots);
    return spots;
  }
}

/** Where newcomers appear: the first place with an arrival area. @throws Error without any place */
export function firstPlace(all: ReadonlyMap<string, PlaceRun>): PlaceRun {
  const runs = [...all.values()];
  const run = runs.find(({ place }) => place.areas.some((area) => area.kind === "arrival")) ?? runs[0];
  if (run === undefined) throw new Error("a space without places cannot run");
  return run;
}

/** The places of a space as it begins to run. @throws StorageError; Error when it has none */
export async function openRuns({ places, store }: Pick<SpaceDeps, "places" | "store">, space: string): Promise<Map<string, PlaceRun>> {
  const all = await places(space);
  if (all.length === 0) throw new Error(`space ${space} has no place`);
  const runs = new Map<string, PlaceRun>();
  let lastPair = 0;
  const nextPair = (): number => ++lastPair;
  const stars = new Stars(nextPair);
  for (const place of all) {
    // Whoever wrote these lines had another number in an earlier run: 0 is nobody.
    const lines = (await store.chat(space, place.id, CHAT_KEPT)).map((line) => ({ ...line, person: 0 }));
    const run = new PlaceRun(place, lines, nextPair, stars);
    for (const { seq, user } of await store.chatAuthors(space, place.id)) run.authors.set(seq, user);
    runs.set(place.id, run);
  }
  return runs;
}
