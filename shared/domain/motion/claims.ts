/** What mover and server say to each other about motion; `shared/protocol/motion.ts` has the bytes. Times: room time, whole ms. */
import type { Course } from "./segment.ts";

/** Up: from `start` on I do this. No position is claimed: `checkX/Y` only tell that the two sides have come apart. */
export interface SegmentClaim {
  readonly seq: number;
  readonly start: number;
  readonly course: Course;
  /** How many fixes and rebases the mover had applied, modulo 256: the check means something only when it is all of them. */
  readonly seen: number;
  /** The origin as the mover derived it, px. */
  readonly checkX: number;
  readonly checkY: number;
}

/** Up: at `stamp` I was still under way with segment `seq` (a keep-alive), or just crossed a border (a mark). */
export interface StampClaim {
  readonly kind: "alive" | "mark";
  readonly seq: number;
  readonly stamp: number;
  readonly seen: number;
}

/**
 * Down: segment `seq` was not taken as claimed.
 * - `moved`: it begins at `start`;
 * - `stopped`: its path hit a wall (or was meant for another place): it is a stop at `start`;
 * - `dropped`: a newer one replaced it while it waited.
 */
export interface Fix {
  readonly seq: number;
  readonly start: number;
  readonly outcome: "moved" | "stopped" | "dropped";
}

/** Down: after the mover's segment `afterSeq`, the server put in one of its own. */
export interface Rebase {
  readonly afterSeq: number;
  readonly start: number;
  readonly x: number;
  readonly y: number;
  readonly course: Course;
  /** A freeze: gives way to a segment that turns out to have begun before it. */
  readonly soft: boolean;
}

/** Sequence numbers are u16 and wrap. @returns how far `seq` is ahead of `base`, -32768 to 32767 */
export const seqAhead = (seq: number, base: number): number => ((seq - base) << 16) >> 16;
export const nextSeq = (seq: number): number => (seq + 1) & 0xffff;
