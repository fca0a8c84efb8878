/** What may go from one person to another, as bits: a permission is a number that travels and compares easily. Pure. */
import type { MediaSource } from "./publish.ts";

/** The sound of a screen goes with its picture. */
export const FLOW = { mic: 1, cam: 2, screen: 4 } as const;

export const flowOf = (source: MediaSource): number => (source === "screenAudio" ? FLOW.screen : FLOW[source]);
