/** A place drawn in layers: what is baked into the ground, and single things that stand. */
import type { Rect } from "../../shared/domain/place.ts";
import { drawArea } from "./areas.ts";
import { FURNITURE } from "./furniture/index.ts";
import { windowLight } from "./furniture/wall.ts";
import { drawGround } from "./ground.ts";
import type { Ctx } from "./kit.ts";
import { isRoom, overlaps, type Placed, type Plan, T } from "./plan.ts";
import { drawCaps, drawFaces } from "./walls.ts";

export function drawThing(c: Ctx, thing: Placed): void {
  c.save();
  c.translate(thing.x, thing.y);
  FURNITURE[thing.kind].draw(c, thing.piece);
  c.restore();
}

/** Everything flat within a rectangle of the plan: ground, rugs, areas, wall faces and what hangs on them, wall tops (boards stand on their own: they can be picked). */
export function drawBackdrop(c: Ctx, plan: Plan, view: Rect): void {
  const seen = (layer: Placed["layer"]): Placed[] => plan.things.filter((t) => t.layer === layer && overlaps(t.box, view));
  drawGround(c, plan, view);
  drawLight(c, plan, view);
  for (const thing of seen("floor")) drawThing(c, thing);
  for (const area of plan.place.areas) drawArea(c, area);
  drawFaces(c, plan, view);
  drawCaps(c, plan);
  for (const thing of seen("wall")) if (typeof thing.props["board"] !== "string") drawThing(c, thing);
}

function drawLight(c: Ctx, plan: Plan, view: Rect): void {
  for (const t of plan.things) {
    if (t.kind !== "window") continue;
    const row = Math.floor(t.y / T) + 1;
    if (!isRoom(plan.floorAt(Math.floor(t.x / T), row)) || !overlaps({ x: t.x - 60, y: row * T, w: 190, h: 160 }, view)) continue;
    windowLight(c, t.x, row * T, t.piece.w);
  }
}
