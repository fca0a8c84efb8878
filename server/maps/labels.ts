/** Label keys of Kartu's own maps: each has a sentence in every catalogue. A test keeps this list and the maps the same. */
export const MAP_LABELS = [
  "map.garden",
  "map.garden.door",
  "map.garden.fire",
  "map.garden.hall",
  "map.garden.ideas-board",
  "map.garden.picnic",
  "map.garden.pond",
  "map.garden.porch",
  "map.garden.stage",
  "map.house",
  "map.house.bay",
  "map.house.corner",
  "map.house.front-door",
  "map.house.reading",
  "map.house.workshop-board",
  "map.welcome",
] as const;
