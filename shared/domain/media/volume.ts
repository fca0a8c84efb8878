/** How loud someone is, by distance. Pure. */
import { HEAR_OUT, TILE } from "../units.ts";

/** Nearer than this two avatars touch: no louder than full. px */
const TOUCHING = TILE;
/** At the edge of hearing, dB: soft, still words; beyond it the server ends the sound anyway. */
const EDGE_DB = -20;
/** Above 1: stays close to full near by and falls towards the edge, as in a room rather than in a field. */
const BEND = 1.4;

/**
 * Gain from 0 to 1 (amplitude). Falls in decibels, which is how ears count: 1 at touching distance, about 0.3 where
 * people begin to hear each other, 0.1 at the edge.
 * @param distance px, or null when it is not known (then as at two tiles)
 */
export function volumeAt(distance: number | null, where: "open" | "meeting" | "quiet"): number {
  if (where === "quiet") return 0;
  if (where === "meeting") return 1;
  const d = distance ?? 2 * TILE;
  const share = Math.min(1, Math.max(0, (d - TOUCHING) / (HEAR_OUT - TOUCHING)));
  return 10 ** ((EDGE_DB / 20) * share ** BEND);
}
