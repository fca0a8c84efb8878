/** Two small places for tests of the room: a hall with a meeting table, a quiet nook and a door, and a yard behind the door. */
import { type Area, FLOORS, type Place, type Rect } from "../../shared/domain/place.ts";
import { TILE } from "../../shared/domain/units.ts";

export const tiles = (column: number, row: number, w: number, h: number): Rect => ({
  x: column * TILE,
  y: row * TILE,
  w: w * TILE,
  h: h * TILE,
});

/** An empty place with walls around it. */
export function openPlace(id: string, width: number, height: number, areas: Area[]): Place {
  const size = width * height;
  const walls = new Array<number>(size).fill(0);
  for (let column = 0; column < width; column++) walls[column] = walls[size - 1 - column] = 1;
  for (let row = 0; row < height; row++) walls[row * width] = walls[row * width + width - 1] = 1;
  const floor = new Array<number>(size).fill(FLOORS.indexOf("wood"));
  return { id, label: { key: `test.${id}` }, width, height, floor, walls, solid: [...walls], areas, things: [] };
}

const label = { key: "test.area" };

/** 60 x 20 tiles: four cells across, so that not everyone sees everyone. */
export const hall = (): Place =>
  openPlace("hall", 60, 20, [
    { id: "bay", label, kind: "arrival", rect: tiles(2, 2, 3, 3) },
    { id: "table", label, kind: "meeting", capacity: 4, rect: tiles(10, 12, 5, 5) },
    { id: "nook", label, kind: "quiet", rect: tiles(20, 12, 4, 4) },
    { id: "door", label, kind: "portal", rect: tiles(10, 2, 2, 2), to: { place: "yard", area: "gate" } },
  ]);

export const yard = (): Place =>
  openPlace("yard", 20, 20, [
    { id: "gate", label, kind: "arrival", rect: tiles(2, 2, 3, 3) },
    { id: "back", label, kind: "portal", rect: tiles(16, 16, 2, 2), to: { place: "hall", area: "bay" } },
  ]);

/** A large open field for many people. @param width,height in tiles */
export const field = (width: number, height: number): Place =>
  openPlace("field", width, height, [{ id: "everywhere", label, kind: "arrival", rect: tiles(1, 1, 2, 2) }]);
