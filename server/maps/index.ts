/** The places of a space, read from the `.tmj` files of a folder. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Place } from "../../shared/domain/place.ts";
import { type MapProblem, MapsError } from "./problems.ts";
import { importTiled } from "./tiled.ts";

export { type MapProblem, MapsError } from "./problems.ts";

/** The place where a space begins, when no map is called otherwise. */
const FIRST = "house";

/**
 * All places of a folder, `house` first, then by name. Portals are checked across places.
 * @param dir a folder of `.tmj` files; Kartu's own maps when left out
 * @throws MapsError with every problem of every map
 */
export function loadPlaces(dir: string = import.meta.dirname): Place[] {
  const files = readdirSync(dir)
    .filter((name) => name.endsWith(".tmj"))
    .sort();
  return checkPlaces(files.map((name) => ({ id: basename(name, ".tmj"), text: readFileSync(join(dir, name), "utf8") })));
}

/** @throws MapsError */
export function checkPlaces(maps: readonly { id: string; text: string }[]): Place[] {
  const problems: MapProblem[] = [];
  const places = new Map<string, Place>();
  if (maps.length === 0) problems.push({ code: "no_maps", map: "-" });
  for (const { id, text } of maps) {
    const imported = importTiled(id, text);
    if (!imported.ok) problems.push(...imported.problems);
    else if (places.has(id)) problems.push({ code: "place_duplicate", map: id });
    else places.set(id, imported.place);
  }
  const boards = new Map<string, string>();
  for (const place of places.values()) {
    for (const area of place.areas) {
      if (area.kind === "portal") {
        const target = places.get(area.to.place)?.areas.find((a) => a.id === area.to.area);
        if (target?.kind !== "arrival") {
          problems.push({ code: "portal_to_nowhere", map: place.id, object: area.id, detail: `${area.to.place}/${area.to.area}` });
        }
      } else if (area.kind === "board") {
        const other = boards.get(area.board);
        if (other !== undefined && other !== place.id)
          problems.push({ code: "board_duplicate", map: place.id, object: area.id, detail: area.board });
        boards.set(area.board, place.id);
      }
    }
  }
  if (problems.length > 0) throw new MapsError(problems);
  return [...places.values()].sort((a, b) => Number(b.id === FIRST) - Number(a.id === FIRST) || a.id.localeCompare(b.id));
}
