/** An avatar: origin between the feet on the ground, about 64 units tall. */
import type { Ctx } from "../kit.ts";
import { shadow } from "../kit.ts";
import { drawCane } from "./aids/cane.ts";
import { wheelchairBack, wheelchairFront } from "./aids/wheelchair.ts";
import { drawArms, drawFarArm, drawLegs, drawTorso } from "./body.ts";
import { drawBehind, drawHead } from "./head.ts";
import { type Look, type Phase, swing, type View } from "./look.ts";

export interface Pose {
  view: View;
  phase: Phase;
  /** A wave of the hand. */
  raised?: boolean;
  /** Steps lift the body; off for reduced motion. */
  bob?: boolean;
  /** The ellipse on the ground; on by default. */
  ground?: boolean;
}

/** How high a step lifts the body. */
const BOB = -1.6;
const SEAT = -5;

export function drawAvatar(c: Ctx, look: Look, { view, phase, raised = false, ground = true, bob = true }: Pose): void {
  const wheels = look.aid === "wheelchair";
  if (ground) shadow(c, 0, 0, wheels ? 20 : 15, wheels ? 7 : 5.5, 0.22);
  if (wheels) wheelchairBack(c, look, view);
  c.save();
  c.translate(0, wheels ? SEAT : bob && swing(phase) !== 0 ? BOB : 0);
  drawBehind(c, look, view);
  if (look.aid === "cane" && view === "back") drawCane(c, view, phase);
  drawLegs(c, look, view, phase);
  if (view === "side") drawFarArm(c, look, phase);
  drawTorso(c, look, view);
  if (look.aid === "cane" && view === "front") drawCane(c, view, phase);
  drawArms(c, look, view, phase, raised);
  if (look.aid === "cane" && view === "side") drawCane(c, view, phase);
  if (wheels && view === "back") {
    c.translate(0, -SEAT);
    wheelchairFront(c, look, view, phase);
    c.translate(0, SEAT);
  }
  drawHead(c, look, view);
  c.restore();
  if (wheels && view !== "back") wheelchairFront(c, look, view, phase);
}
