/** What each source may take of a line: the mesh's limits, and what the settings say that a mode costs. Pure. */
import type { MediaSource } from "../../shared/domain/media/publish.ts";
import type { Interest } from "../../shared/protocol/messages.ts";

/** Bits a second at most, for each who receives it. */
export const BITS: Record<MediaSource, Record<Exclude<Interest, "off">, number>> = {
  mic: { low: 32_000, high: 32_000 },
  cam: { low: 120_000, high: 400_000 },
  screen: { low: 400_000, high: 1_500_000 },
  screenAudio: { low: 32_000, high: 64_000 },
};
