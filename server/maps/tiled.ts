/**
 * The checked import of a Tiled map into a `Place`. A map carries meaning: a tile layer `floor` and one `walls`, objects whose class is a
 * kind of thing (`shared/domain/things.ts`), and rectangles whose class is a kind of area. All problems are reported at once.
 */
import { type Area, FLOORS, type Label, type Place, type Rect, type Thing } from "../../shared/domain/place.ts";
import { isThing, thingKind } from "../../shared/domain/things.ts";
import { MAX_TILES, TILE } from "../../shared/domain/units.ts";
import { classOf, tiledMap, type TiledFlatLayer, type TiledLayer, type TiledMap, type TiledObject, type TiledTileLayer } from "./format.ts";
import type { MapProblem, MapProblemCode } from "./problems.ts";
import { markSolid, reachable } from "./solid.ts";

export const MAX_BYTES = 4 * 1024 * 1024;
export const MAX_OBJECTS = 2000;
/** Most people one meeting area can be drawn for. */
export const MAX_CAPACITY = 60;
/** How many a meeting area takes when the map does not say. */
export const DEFAULT_CAPACITY = 8;

/** Tiled keeps flips and rotation in the four upper bits of a tile's number. */
const TILE_BITS = 0x0fffffff;
const NAME = /^[a-z][a-z0-9-]{0,39}$/;
const AREA_KINDS: readonly string[] = ["arrival", "meeting", "quiet", "stage", "audience", "board", "portal"] satisfies Area["kind"][];

export type Imported = { ok: true; place: Place } | { ok: false; problems: MapProblem[] };

interface Reading {
  id: string;
  map: TiledMap;
  problems: MapProblem[];
  /** Tiled's pixels to px. */
  sx: number;
  sy: number;
}

function problem(r: Pick<Reading, "id" | "problems">, code: MapProblemCode, object?: string, detail?: string | number): void {
  r.problems.push({
    code,
    map: r.id,
    ...(object === undefined ? {} : { object }),
    ...(detail === undefined ? {} : { detail: String(detail) }),
  });
}

/** @param id of the place: the file's name without its ending. @param text the file */
export function importTiled(id: string, text: string): Imported {
  const problems: MapProblem[] = [];
  const failed = (code: MapProblemCode, object?: string, detail?: string | number): Imported => {
    problem({ id, problems }, code, object, detail);
    return { ok: false, problems };
  };
  if (!NAME.test(id)) return failed("bad_name", id.slice(0, 60));
  if (Buffer.byteLength(text) > MAX_BYTES) return failed("file_too_large", undefined, `at most ${MAX_BYTES} bytes`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return failed("not_json");
  }
  const parsed = tiledMap.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return failed("not_tiled", issue?.path.join(".") || undefined, issue?.message);
  }
  const map = parsed.data;
  if (map.infinite) return failed("infinite");
  if (map.orientation !== "orthogonal") return failed("not_orthogonal", undefined, map.orientation);
  if (map.width > MAX_TILES || map.height > MAX_TILES)
    return failed("too_large", undefined, `${map.width} x ${map.height}, at most ${MAX_TILES}`);
  const external = map.tilesets.find((t) => t.source !== undefined);
  if (external) return failed("external_tileset", external.source);

  const reading: Reading = { id, map, problems, sx: TILE / map.tilewidth, sy: TILE / map.tileheight };
  const layers = flatten(map.layers);
  const floorTiles = readTiles(reading, layers, "floor");
  const wallTiles = readTiles(reading, layers, "walls");
  const objects = layers.flatMap((l) => (l.type === "objectgroup" ? l.objects : []));
  if (objects.length > MAX_OBJECTS) return failed("too_many_objects", undefined, `${objects.length}, at most ${MAX_OBJECTS}`);
  const { areas, things } = readObjects(reading, objects);
  if (floorTiles === null || wallTiles === null) return { ok: false, problems };

  const floor = floorTiles.map((name) =>
    Math.max(
      0,
      FLOORS.findIndex((f) => f === name),
    ),
  );
  const walls = wallTiles.map((name) => (name === "wall" ? 1 : 0));
  const place: Place = {
    id,
    label: label(map.properties, `map.${id}`),
    width: map.width,
    height: map.height,
    floor,
    walls,
    solid: [],
    areas,
    things,
  };
  place.solid = markSolid(
    place,
    floorTiles.map((name) => name === null || name === "water"),
  );
  checkMeaning(reading, place);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, place };
}

function flatten(layers: readonly TiledLayer[]): TiledFlatLayer[] {
  return layers.flatMap((l) => (l.type === "group" ? flatten(l.layers) : [l]));
}

/** The class of each tile, null where nothing was painted; null for the whole when the layer cannot be read. */
function readTiles(r: Reading, layers: readonly TiledFlatLayer[], name: "floor" | "walls"): (string | null)[] | null {
  const layer = layers.find((l): l is TiledTileLayer => l.type === "tilelayer" && l.name === name);
  if (!layer) {
    problem(r, "missing_layer", name);
    return null;
  }
  if (layer.compression) {
    problem(r, "compressed_layer", name, layer.compression);
    return null;
  }
  const gids = typeof layer.data === "string" ? decodeBase64(layer.data) : (layer.data ?? []);
  if (layer.width !== r.map.width || layer.height !== r.map.height || gids.length !== r.map.width * r.map.height) {
    problem(r, "layer_size", name, `${gids.length} tiles, ${r.map.width * r.map.height} wanted`);
    return null;
  }
  const classes = new Map<number, string>();
  for (const set of r.map.tilesets) for (const tile of set.tiles ?? []) classes.set(set.firstgid + tile.id, classOf(tile));
  const allowed: readonly string[] = name === "floor" ? FLOORS : ["wall"];
  const unknown = new Set<string>();
  const tiles = gids.map((gid) => {
    const tile = gid & TILE_BITS;
    if (tile === 0) return null;
    const found = classes.get(tile) ?? "";
    if (!allowed.includes(found)) unknown.add(found === "" ? `tile ${tile} has no class` : found);
    return found;
  });
  for (const bad of unknown) problem(r, "unknown_tile", name, bad);
  return tiles;
}

function decodeBase64(data: string): number[] {
  const bytes = Buffer.from(data, "base64");
  return Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readUInt32LE(i * 4));
}

type Properties = TiledObject["properties"];
const valueOf = (properties: Properties, name: string): string | number | boolean | undefined =>
  properties?.find((p) => p.name === name)?.value;

function label(properties: Properties, fallback: string): Label {
  const key = valueOf(properties, "label");
  return { key: typeof key === "string" && key !== "" ? key : fallback };
}

function readObjects(r: Reading, objects: readonly TiledObject[]): { areas: Area[]; things: Thing[] } {
  const areas: Area[] = [];
  const things: Thing[] = [];
  const names = new Set<string>();
  for (const o of objects) {
    const kind = classOf(o);
    const name = o.name || `${kind || "object"} #${o.id}`;
    if (kind === "" && o.text !== undefined) continue; // A remark of the map's author.
    const isArea = AREA_KINDS.includes(kind);
    if (!isArea && !isThing(kind)) {
      problem(r, "unknown_kind", name, kind || "no class");
      continue;
    }
    if (o.ellipse || o.polygon || o.polyline || o.gid !== undefined || o.rotation !== 0) {
      problem(r, "not_a_rectangle", name);
      continue;
    }
    const box = { x: o.x * r.sx, y: o.y * r.sy, w: o.width * r.sx, h: o.height * r.sy };
    if (box.x < 0 || box.y < 0 || box.x + box.w > r.map.width * TILE || box.y + box.h > r.map.height * TILE) {
      problem(r, "outside", name);
      continue;
    }
    if (isArea && o.name === "") {
      problem(r, "unnamed_area", name);
      continue;
    }
    const id = o.name === "" ? `${kind}-${o.id}` : o.name;
    if (!NAME.test(id)) {
      problem(r, "bad_name", name);
      continue;
    }
    if (names.has(id)) problem(r, "duplicate_name", name);
    names.add(id);
    if (isArea) {
      const area = readArea(r, kind as Area["kind"], id, box, o);
      if (area) areas.push(area);
    } else if (isThing(kind)) {
      things.push(readThing(r, kind, id, box, o));
    }
  }
  return { areas, things };
}

function readArea(r: Reading, kind: Area["kind"], id: string, rect: Rect, o: TiledObject): Area | null {
  if (rect.w < TILE / 2 || rect.h < TILE / 2) {
    problem(r, "not_a_rectangle", id, "smaller than half a tile");
    return null;
  }
  const common = { id, label: label(o.properties, `map.${r.id}.${id}`), rect };
  const text = (name: string): string | null => {
    const value = valueOf(o.properties, name);
    if (typeof value === "string" && NAME.test(value)) return value;
    problem(r, "bad_property", id, name);
    return null;
  };
  switch (kind) {
    case "arrival":
    case "quiet":
    case "stage":
    case "audience":
      return { ...common, kind };
    case "meeting": {
      const capacity = valueOf(o.properties, "capacity") ?? DEFAULT_CAPACITY;
      if (typeof capacity === "number" && Number.isInteger(capacity) && capacity >= 2 && capacity <= MAX_CAPACITY)
        return { ...common, kind, capacity };
      problem(r, "bad_property", id, "capacity");
      return null;
    }
    case "board": {
      const board = text("board");
      return board === null ? null : { ...common, kind, board };
    }
    case "portal": {
      const place = text("place");
      const area = text("area");
      return place === null || area === null ? null : { ...common, kind, to: { place, area } };
    }
  }
}

function readThing(r: Reading, kind: Parameters<typeof thingKind>[0], id: string, box: Rect, o: TiledObject): Thing {
  const known = thingKind(kind);
  const props: Thing["props"] = {};
  for (const p of o.properties ?? []) if (known.props.includes(p.name)) props[p.name] = p.value;
  const sized = known.stretches && box.w > 0 && box.h >= 0;
  const w = sized ? box.w : known.w;
  const h = known.layer === "wall" ? 0 : sized && box.h > 0 ? box.h : known.h;
  const round = (v: number): number => Math.round(v * 8) / 8;
  return { id, kind, x: round(box.x + box.w / 2), y: round(box.y + box.h), w: round(w), h: round(h), props };
}

/** Rules that need the whole: one can arrive, reach every area, and each board is somewhere to be seen. */
function checkMeaning(r: Reading, place: Place): void {
  const arrivals = place.areas.filter((a) => a.kind === "arrival");
  if (arrivals.length === 0) problem(r, "no_arrival");
  for (const arrival of arrivals) {
    const free = reachable(place, arrival.rect);
    if (free.size === 0) {
      problem(r, "arrival_blocked", arrival.id);
      continue;
    }
    for (const area of place.areas) if (!touches(place, area.rect, free)) problem(r, "unreachable", area.id, `from ${arrival.id}`);
  }
  const boards = new Set<string>();
  for (const area of place.areas) {
    if (area.kind !== "board") continue;
    if (boards.has(area.board)) problem(r, "board_duplicate", area.id, area.board);
    boards.add(area.board);
  }
  for (const thing of place.things) {
    const board = thing.props["board"];
    if (board !== undefined && !boards.has(String(board))) problem(r, "board_not_shown", thing.id, `no area for ${String(board)}`);
  }
  for (const board of boards) {
    if (!place.things.some((t) => t.props["board"] === board)) problem(r, "board_not_shown", board, "nothing shows it");
  }
}

function touches(place: Place, rect: Rect, tiles: ReadonlySet<number>): boolean {
  for (let y = Math.floor(rect.y / TILE); y * TILE < rect.y + rect.h; y++)
    for (let x = Math.floor(rect.x / TILE); x * TILE < rect.x + rect.w; x++) if (tiles.has(y * place.width + x)) return true;
  return false;
}
