import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkPlaces, loadPlaces, MapsError } from "../../../server/maps/index.ts";
import { MAP_LABELS } from "../../../server/maps/labels.ts";
import type { MapProblemCode } from "../../../server/maps/problems.ts";
import { reachable } from "../../../server/maps/solid.ts";
import { importTiled } from "../../../server/maps/tiled.ts";
import type { Label } from "../../../shared/domain/place.ts";
import { TILE } from "../../../shared/domain/units.ts";

const MAPS = join(import.meta.dirname, "../../../server/maps");

interface Obj {
  id: number;
  name: string;
  type: string;
  x: number;
  y: number;
  width?: number;
  height?: number;
  rotation?: number;
  properties?: { name: string; value: string | number | boolean }[];
}
interface Layer {
  name: string;
  type: string;
  width?: number;
  height?: number;
  data?: unknown;
  compression?: string;
  encoding?: string;
  objects?: Obj[];
  layers?: Layer[];
}
interface MapFile {
  infinite: boolean;
  orientation: string;
  width: number;
  height: number;
  tilewidth: number;
  tileheight: number;
  layers: Layer[];
  tilesets: { source?: string; tiles?: { id: number; type: string }[] }[];
}

/** A room of 10 x 8 tiles, 16 px a tile: a wall around wood, an arrival and a board, ready to be spoilt. */
function room(): MapFile {
  const at = (i: number): boolean => i % 10 === 0 || i % 10 === 9 || i < 10 || i >= 70;
  const tiles = Array.from({ length: 80 }, (_, i) => i);
  return {
    ...{ type: "map" },
    infinite: false,
    orientation: "orthogonal",
    width: 10,
    height: 8,
    tilewidth: 16,
    tileheight: 16,
    layers: [
      { name: "floor", type: "tilelayer", width: 10, height: 8, data: tiles.map(() => 1) },
      { name: "walls", type: "tilelayer", width: 10, height: 8, data: tiles.map((i) => (at(i) ? 2 : 0)) },
      {
        name: "things",
        type: "objectgroup",
        objects: [
          { id: 1, name: "", type: "whiteboard", x: 80, y: 40, properties: [{ name: "board", value: "ideas" }] },
          { id: 2, name: "hello", type: "arrival", x: 32, y: 64, width: 48, height: 32 },
          {
            id: 3,
            name: "ideas-board",
            type: "board",
            x: 96,
            y: 64,
            width: 32,
            height: 32,
            properties: [{ name: "board", value: "ideas" }],
          },
        ],
      },
    ],
    tilesets: [
      {
        ...{ firstgid: 1 },
        tiles: [
          { id: 0, type: "wood" },
          { id: 1, type: "wall" },
        ],
      },
    ],
  };
}
const objects = (m: MapFile): Obj[] => m.layers[2]?.objects ?? [];
const layer = (m: MapFile, i: number): Layer => m.layers[i] as Layer;

function codes(spoil: (m: MapFile) => void): MapProblemCode[] {
  const map = room();
  spoil(map);
  const imported = importTiled("room", JSON.stringify(map));
  return imported.ok ? [] : imported.problems.map((p) => p.code);
}

describe("Kartu's own maps", () => {
  const places = loadPlaces();

  it("[MP1] the house and the garden are there, and every area can be walked to from every arrival", () => {
    expect(places.map((p) => p.id)).toEqual(["house", "garden"]);
    for (const place of places) {
      const arrivals = place.areas.filter((a) => a.kind === "arrival");
      expect(arrivals.length).toBeGreaterThan(0);
      for (const arrival of arrivals) {
        const free = reachable(place, arrival.rect);
        for (const area of place.areas) {
          const inside = [...free].filter((i) => {
            const x = ((i % place.width) + 0.5) * TILE;
            const y = (Math.floor(i / place.width) + 0.5) * TILE;
            return x >= area.rect.x && x < area.rect.x + area.rect.w && y >= area.rect.y && y < area.rect.y + area.rect.h;
          });
          expect(inside.length, `${place.id}/${area.id}`).toBeGreaterThan(area.kind === "meeting" ? 8 : 0);
        }
      }
    }
  });

  it("[MP1] each place has a board, a meeting area, a quiet area and a way out", () => {
    for (const place of places) {
      const kinds = new Set(place.areas.map((a) => a.kind));
      for (const kind of ["arrival", "board", "meeting", "portal", "quiet"] as const) expect(kinds, place.id).toContain(kind);
    }
  });

  it("[MP1] there is a stage, with room for an audience before it", () => {
    expect(places.flatMap((p) => p.areas.map((a) => a.kind)).filter((kind) => kind === "stage" || kind === "audience")).toEqual([
      "stage",
      "audience",
    ]);
  });

  it("[MP2] every label key of the maps is in the list that the catalogues follow", () => {
    const key = (label: Label): string[] => ("key" in label ? [label.key] : []);
    const used = places.flatMap((p) => [
      ...key(p.label),
      ...p.areas.flatMap((a) => key(a.label)),
      ...p.things.flatMap((t) => (typeof t.props["text"] === "string" ? [t.props["text"]] : [])),
    ]);
    expect([...new Set(used)].sort()).toEqual([...MAP_LABELS]);
  });

  it("[MP3] Tiled can show them: the embedded tileset's picture is a PNG of its size", () => {
    for (const id of ["house", "garden"]) {
      const map = JSON.parse(readFileSync(join(MAPS, `${id}.tmj`), "utf8")) as {
        tilesets: { image: string; imagewidth: number; imageheight: number }[];
      };
      const set = map.tilesets[0];
      const png = readFileSync(join(MAPS, set?.image ?? ""));
      expect(png.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([set?.imagewidth, set?.imageheight]);
    }
  });
});

describe("the import of a map", () => {
  it("[MP4] a small room comes in, scaled to 32 px a tile", () => {
    const imported = importTiled("room", JSON.stringify(room()));
    if (!imported.ok) throw new Error(JSON.stringify(imported.problems));
    expect(imported.place.areas[0]).toEqual({
      id: "hello",
      kind: "arrival",
      label: { key: "map.room.hello" },
      rect: { x: 64, y: 128, w: 96, h: 64 },
    });
    expect(imported.place.solid[2 * 10 + 4]).toBe(0);
    expect(imported.place.solid[1 * 10 + 4], "the tile below a wall carries its face").toBe(1);
  });

  const base64 = (m: MapFile, i: number): string => Buffer.from(Uint32Array.from(layer(m, i).data as number[]).buffer).toString("base64");
  it("[MP4] group layers and uncompressed base64 are read", () => {
    expect(
      codes((m) => {
        layer(m, 0).data = base64(m, 0);
        layer(m, 0).encoding = "base64";
        m.layers = [{ name: "all", type: "group", layers: m.layers }];
      }),
    ).toEqual([]);
  });

  const bad: [string, MapProblemCode, (m: MapFile) => void][] = [
    ["an infinite map", "infinite", (m) => void (m.infinite = true)],
    ["an isometric map", "not_orthogonal", (m) => void (m.orientation = "isometric")],
    ["a map of 256 tiles", "too_large", (m) => void (m.width = 256)],
    ["an external tileset", "external_tileset", (m) => void (m.tilesets[0] = { source: "castle.tsx", ...{ firstgid: 1 } })],
    [
      "a compressed layer",
      "compressed_layer",
      (m) => void Object.assign(layer(m, 0), { data: "eJw=", encoding: "base64", compression: "zlib" }),
    ],
    ["no layer of walls", "missing_layer", (m) => void (layer(m, 1).name = "wals")],
    ["a layer that is too short", "layer_size", (m) => void (layer(m, 0).data = [1, 1, 1])],
    ["a tile without a meaning", "unknown_tile", (m) => void ((layer(m, 0).data as number[])[33] = 77)],
    ["a thing that nobody knows", "unknown_kind", (m) => void objects(m).push({ id: 9, name: "dragon", type: "dragon", x: 64, y: 64 })],
    ["an object without a class", "unknown_kind", (m) => void objects(m).push({ id: 9, name: "what", type: "", x: 64, y: 64 })],
    [
      "an area without a name",
      "unnamed_area",
      (m) => void objects(m).push({ id: 9, name: "", type: "quiet", x: 64, y: 64, width: 32, height: 32 }),
    ],
    [
      "a name with markup",
      "bad_name",
      (m) => void objects(m).push({ id: 9, name: "<b>", type: "quiet", x: 64, y: 64, width: 32, height: 32 }),
    ],
    ["a turned area", "not_a_rectangle", (m) => void Object.assign(objects(m)[1] ?? {}, { rotation: 30 })],
    ["an area without a size", "not_a_rectangle", (m) => void Object.assign(objects(m)[1] ?? {}, { width: 0, height: 0 })],
    [
      "a portal that says nothing",
      "bad_property",
      (m) => void objects(m).push({ id: 9, name: "door", type: "portal", x: 64, y: 64, width: 32, height: 32 }),
    ],
    [
      "a meeting for nobody",
      "bad_property",
      (m) => {
        objects(m).push({
          id: 9,
          name: "m",
          type: "meeting",
          x: 64,
          y: 64,
          width: 32,
          height: 32,
          properties: [{ name: "capacity", value: 0 }],
        });
      },
    ],
    ["an object outside the map", "outside", (m) => void objects(m).push({ id: 9, name: "far", type: "plant", x: 999, y: 64 })],
    [
      "two areas of one name",
      "duplicate_name",
      (m) => void objects(m).push({ id: 9, name: "hello", type: "quiet", x: 64, y: 64, width: 32, height: 32 }),
    ],
    ["no arrival", "no_arrival", (m) => void objects(m).splice(1, 1)],
    [
      "an arrival inside the wall",
      "arrival_blocked",
      (m) => void Object.assign(objects(m)[1] ?? {}, { x: 16, y: 0, width: 32, height: 16 }),
    ],
    [
      "an arrival that is walled in",
      "unreachable",
      (m) => {
        for (const y of [2, 3, 4, 5, 6]) (layer(m, 1).data as number[])[y * 10 + 5] = 2;
      },
    ],
    [
      "one board in two areas",
      "board_duplicate",
      (m) => {
        objects(m).push({
          id: 9,
          name: "again",
          type: "board",
          x: 96,
          y: 80,
          width: 32,
          height: 16,
          properties: [{ name: "board", value: "ideas" }],
        });
      },
    ],
    ["a board that hangs nowhere", "board_not_shown", (m) => void objects(m).splice(0, 1)],
  ];
  for (const [what, code, spoil] of bad) it(`[MP5] ${what} is refused as ${code}`, () => expect(codes(spoil)).toContain(code));

  it("[MP5] what is not a map at all is refused with a code, however it is broken", () => {
    const code = (text: string, id = "room"): string[] => {
      const imported = importTiled(id, text);
      return imported.ok ? [] : imported.problems.map((p) => p.code);
    };
    expect(code("{")).toEqual(["not_json"]);
    expect(code("[]")).toEqual(["not_tiled"]);
    expect(code(`{"type":"map","layers":${"[".repeat(5000)}${"]".repeat(5000)}}`)).toEqual(["not_tiled"]);
    expect(code(`"${"x".repeat(5 * 1024 * 1024)}"`)).toEqual(["file_too_large"]);
    expect(code("{}", "../../etc/passwd")).toEqual(["bad_name"]);
  });

  it("[MP5] a problem names the object", () => {
    const map = room();
    objects(map).push({ id: 9, name: "dragon", type: "dragon", x: 64, y: 64 });
    const imported = importTiled("room", JSON.stringify(map));
    expect(imported).toEqual({ ok: false, problems: [{ code: "unknown_kind", map: "room", object: "dragon", detail: "dragon" }] });
  });

  it("[MP5] portals must lead to an arrival, boards are unique across places, and there must be a map", () => {
    const portal = (to: string): string => {
      const map = room();
      const properties = [
        { name: "place", value: to },
        { name: "area", value: "hello" },
      ];
      objects(map).push({ id: 9, name: "door", type: "portal", x: 112, y: 96, width: 16, height: 16, properties });
      return JSON.stringify(map);
    };
    const problems = (maps: { id: string; text: string }[]): string[] => {
      try {
        checkPlaces(maps);
        return [];
      } catch (error) {
        if (!(error instanceof MapsError)) throw error;
        return error.problems.map((p) => p.code);
      }
    };
    expect(problems([{ id: "room", text: portal("room") }])).toEqual([]);
    expect(problems([{ id: "room", text: portal("moon") }])).toEqual(["portal_to_nowhere"]);
    expect(problems([])).toEqual(["no_maps"]);
    expect(
      problems([
        { id: "room", text: portal("room") },
        { id: "attic", text: JSON.stringify(room()) },
      ]),
    ).toEqual(["board_duplicate"]);
  });
});
