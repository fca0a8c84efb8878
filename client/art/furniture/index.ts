/** All furniture by kind. One more is a `Furnishing` in a file, an entry here and its kind in `shared/domain/things.ts`. */
import type { ThingName } from "../../../shared/domain/things.ts";
import { easel, screen, sign, whiteboard } from "./boards.ts";
import { blanket, doorstep, flowers, lilies, mat, podium, rug, stones } from "./floor.ts";
import type { Furnishing } from "./furnishing.ts";
import { housefront } from "./housefront.ts";
import { campfire, lamp, lantern } from "./lights.ts";
import { basket, bike } from "./outdoor.ts";
import { cactus, palm, plant } from "./plants.ts";
import { beanbag, bench, chair, log, sofa, stool } from "./seats.ts";
import { bookshelf, coatrack, fridge, lowshelf, shelf } from "./storage.ts";
import { counter, pingpong, roundtable, table } from "./tables.ts";
import { birch, bush, hedge, pine, rock, tree } from "./trees.ts";
import { bunting, clock, flowerbox, poster, window } from "./wall.ts";

export const FURNITURE: Record<ThingName, Furnishing> = {
  rug,
  mat,
  blanket,
  podium,
  stones,
  flowers,
  lilies,
  doorstep,
  whiteboard,
  window,
  poster,
  bunting,
  clock,
  screen,
  shelf,
  flowerbox,
  table,
  counter,
  roundtable,
  pingpong,
  stool,
  chair,
  sofa,
  beanbag,
  plant,
  palm,
  cactus,
  bookshelf,
  lowshelf,
  lamp,
  fridge,
  coatrack,
  easel,
  tree,
  pine,
  birch,
  bush,
  hedge,
  rock,
  bench,
  lantern,
  basket,
  campfire,
  log,
  bike,
  sign,
  housefront,
};
