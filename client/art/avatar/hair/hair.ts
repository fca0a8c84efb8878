import { type Ctx, lighter, stroke } from "../../kit.ts";
import type { Look, View } from "../look.ts";

/** A haircut, scarf or hat, in three views. The head is an ellipse of 17.4 x 15.8 around (0, -44); the side looks right. */
export interface Hair {
  /** "hidden" where it covers the ears. */
  ears: "bare" | "hidden";
  /** What hangs behind the body, for front and side; drawn before everything else. */
  behind?(c: Ctx, look: Look, view: View): void;
  /** What lies on the head. */
  over(c: Ctx, look: Look, view: View): void;
}

/** The light on smooth hair, along its top. */
export function gloss(c: Ctx, colour: string, x = 0, y = 0): void {
  stroke(c, `M${x - 10} ${y - 55.5} Q${x - 1} ${y - 60} ${x + 8} ${y - 57.4}`, lighter(colour, 0.42), 2);
}

/** Fine strands, a shade darker than the hair. */
export function strands(c: Ctx, d: string, ink: string, width = 1.2): void {
  stroke(c, d, ink, width);
}
