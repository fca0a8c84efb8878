import type { Ctx } from "../../kit.ts";
import type { Look, View } from "../look.ts";

export interface Clothes {
  sleeves: "short" | "long";
  /** Paints on the torso, which is filled in `look.topColour` already; what leaves `torso` must be clipped by it or meant to hang out. */
  paint(c: Ctx, look: Look, view: View, torso: Path2D): void;
}
