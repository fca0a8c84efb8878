/** Haircuts, scarf and hat. One more is a file with a `Hair`, an entry here and its name in `HAIRS` (shared/domain/appearance.ts). */
import type { HAIRS } from "../../../../shared/domain/appearance.ts";
import { afro } from "./afro.ts";
import { bald } from "./bald.ts";
import { beanie } from "./beanie.ts";
import { bob } from "./bob.ts";
import { braids } from "./braids.ts";
import { bun } from "./bun.ts";
import { buzz } from "./buzz.ts";
import { curly } from "./curly.ts";
import type { Hair } from "./hair.ts";
import { hijab } from "./hijab.ts";
import { long } from "./long.ts";
import { ponytail } from "./ponytail.ts";
import { short } from "./short.ts";

export const HAIR: Record<(typeof HAIRS)[number], Hair> = {
  short,
  bob,
  long,
  braids,
  curly,
  afro,
  bun,
  bald,
  hijab,
  beanie,
  buzz,
  ponytail,
};
