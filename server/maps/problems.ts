/** What can be wrong with a map: a code that a sentence can be made of, and the object it is about. */
export const MAP_PROBLEMS = [
  "not_json",
  "not_tiled",
  "file_too_large",
  "infinite",
  "not_orthogonal",
  "too_large",
  "too_many_objects",
  "external_tileset",
  "compressed_layer",
  "missing_layer",
  "layer_size",
  "unknown_tile",
  "unknown_kind",
  "unnamed_area",
  "bad_name",
  "not_a_rectangle",
  "bad_property",
  "outside",
  "duplicate_name",
  "no_arrival",
  "arrival_blocked",
  "unreachable",
  "board_duplicate",
  "board_not_shown",
  "portal_to_nowhere",
  "place_duplicate",
  "no_maps",
] as const;
export type MapProblemCode = (typeof MAP_PROBLEMS)[number];

export interface MapProblem {
  code: MapProblemCode;
  /** Id of the place, which is the file's name without its ending. */
  map: string;
  /** Name of the object or layer, where there is one. */
  object?: string;
  /** The value or limit at fault, for whoever mends the map. */
  detail?: string;
}

/** The maps of this installation cannot be used; the server does not start with them. */
export class MapsError extends Error {
  readonly problems: readonly MapProblem[];
  constructor(problems: readonly MapProblem[]) {
    super(`maps: ${problems.map(describe).join("; ")}`);
    this.name = "MapsError";
    this.problems = problems;
  }
}

export const describe = (p: MapProblem): string =>
  `${p.map}: ${p.code}${p.object === undefined ? "" : ` (${p.object})`}${p.detail === undefined ? "" : `: ${p.detail}`}`;
