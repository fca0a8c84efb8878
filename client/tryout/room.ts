/** The room to try things out in: Kartu's own, the same for everyone, and part of the page. Nothing of any space is in it. */
import { FLOORS, type Place, type Thing } from "../../shared/domain/place.ts";
import { TILE } from "../../shared/domain/units.ts";

export const ROOM = "try-out";
export const SCRATCH = "scratch";

/** Seen from above: `#` wall, `x` nobody can walk there (the wall's face, furniture), `.` floor. */
const PLAN = [
  "################",
  "#xxxxxxxxxxxxxx#",
  "#x............x#",
  "#..............#",
  "#.....xxx......#",
  "#..............#",
  "#..............#",
  "#xx..........x.#",
  "#..............#",
  "################",
];
const tiles = PLAN.join("").split("");
const [width, height] = [16, 10];

let things = 0;
/** @param column,row where its front edge stands, in tiles */
const thing = (kind: string, column: number, row: number, w: number, h: number, props: Thing["props"] = {}): Thing => ({
  id: `try-${++things}`,
  kind,
  x: column * TILE,
  y: row * TILE,
  w,
  h,
  props,
});

export const START = { x: 8 * TILE, y: 6.4 * TILE };

export const room = (): Place => ({
  id: ROOM,
  label: { key: "map.try-out" },
  width,
  height,
  floor: tiles.map(() => FLOORS.indexOf("wood")),
  walls: tiles.map((tile) => Number(tile === "#")),
  solid: tiles.map((tile) => Number(tile !== ".")),
  areas: [
    {
      id: "board",
      kind: "board",
      board: SCRATCH,
      label: { key: "map.try-out.board" },
      rect: { x: 5 * TILE, y: 2 * TILE, w: 6 * TILE, h: 1.5 * TILE },
    },
  ],
  things: [
    thing("bunting", 3, 1.4, 88, 0),
    thing("window", 3.2, 1.85, 44, 0),
    thing("whiteboard", 8, 1.85, 136, 0, { board: SCRATCH }),
    thing("window", 12.8, 1.85, 44, 0),
    thing("bunting", 13, 1.4, 88, 0),
    thing("rug", 8, 7.8, 176, 112, { colour: "plum", round: true }),
    thing("table", 7.5, 5, 96, 32, { colour: "oak", set: "work" }),
    thing("stool", 6.5, 5.7, 20, 10, { colour: "coral" }),
    thing("stool", 8.5, 5.7, 20, 10, { colour: "sun" }),
    thing("plant", 1.5, 2.9, 22, 14, { size: 1.05 }),
    thing("palm", 14.5, 2.9, 22, 14),
    thing("lowshelf", 2, 7.9, 56, 14),
    thing("lamp", 13.5, 7.9, 16, 12),
    thing("beanbag", 12, 6.4, 30, 14, { colour: "teal" }),
  ],
});
