/** Which rule holds at a point of a place. Built once a place; a look-up costs one array access where no area is near. */
import { type Area, contains, type Place } from "./place.ts";
import { TILE } from "./units.ts";

/** Whom one can talk to here: by distance; only those in the same meeting area; nobody. */
export type Speech = { kind: "open" } | { kind: "meeting"; area: string; capacity: number } | { kind: "quiet"; area: string };

export type Portal = Extract<Area, { kind: "portal" }>;

export interface Areas {
  speechAt(x: number, y: number): Speech;
  portalAt(x: number, y: number): Portal | null;
  byId(id: string): Area | undefined;
  /** The part of the place's hall at a point: its stage, or where its audience is. */
  hallAt(x: number, y: number): { area: string; stage: boolean } | null;
  /** There is a stage. */
  readonly hasHall: boolean;
}

export const OPEN: Speech = { kind: "open" };

/** Where areas overlap the quieter rule holds: nobody is heard by surprise. Newcomers' arrival is quiet too. */
function speechOf(area: Area): Speech | null {
  switch (area.kind) {
    case "quiet":
    case "arrival":
      return { kind: "quiet", area: area.id };
    case "meeting":
      return { kind: "meeting", area: area.id, capacity: area.capacity };
    // In a hall people talk by distance; the stage carries beyond it (`audience/stars.ts`).
    case "stage":
    case "audience":
    case "board":
    case "portal":
      return null;
  }
}

interface Entry {
  area: Area;
  speech: Speech | null;
}

export function areasOf(place: Place): Areas {
  const byId = new Map(place.areas.map((area) => [area.id, area]));
  const tiles: (Entry[] | undefined)[] = new Array<Entry[] | undefined>(place.width * place.height);
  for (const area of place.areas) {
    const entry: Entry = { area, speech: speechOf(area) };
    const { rect } = area;
    for (let row = Math.max(0, Math.floor(rect.y / TILE)); row * TILE < rect.y + rect.h && row < place.height; row++) {
      for (let col = Math.max(0, Math.floor(rect.x / TILE)); col * TILE < rect.x + rect.w && col < place.width; col++) {
        const at = row * place.width + col;
        const here = tiles[at];
        if (here === undefined) tiles[at] = [entry];
        else here.push(entry);
      }
    }
  }
  const entriesAt = (x: number, y: number): Entry[] | undefined => {
    const col = Math.floor(x / TILE);
    const row = Math.floor(y / TILE);
    return col < 0 || row < 0 || col >= place.width || row >= place.height ? undefined : tiles[row * place.width + col];
  };

  return {
    speechAt(x, y) {
      let found: Speech = OPEN;
      for (const { area, speech } of entriesAt(x, y) ?? []) {
        if (speech === null || !contains(area.rect, x, y)) continue;
        if (speech.kind === "quiet") return speech;
        if (found.kind === "open") found = speech;
      }
      return found;
    },
    portalAt(x, y) {
      for (const { area } of entriesAt(x, y) ?? []) if (area.kind === "portal" && contains(area.rect, x, y)) return area;
      return null;
    },
    byId: (id) => byId.get(id),
    hallAt(x, y) {
      let hall: { area: string; stage: boolean } | null = null;
      for (const { area } of entriesAt(x, y) ?? []) {
        if ((area.kind !== "stage" && area.kind !== "audience") || !contains(area.rect, x, y)) continue;
        hall = { area: area.id, stage: area.kind === "stage" };
        if (hall.stage) break;
      }
      return hall;
    },
    hasHall: place.areas.some(({ kind }) => kind === "stage"),
  };
}
