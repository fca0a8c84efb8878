/** The soft marks of areas on the ground. */
import type { Area } from "../../shared/domain/place.ts";
import { type Ctx, fade, fill, rr, stroke, svg } from "./kit.ts";
import { P } from "./palette.ts";
import { ART } from "./plan.ts";

export const AREA_COLOURS: Record<Area["kind"], string> = {
  meeting: P.indigo,
  quiet: "#2b8fb8",
  stage: P.coral,
  audience: P.coral,
  arrival: P.teal,
  board: P.sun,
  portal: P.sun,
};

/** @param strong for the area one stands in */
export function drawArea(c: Ctx, area: Area, strong = false): void {
  const { x, y, w, h } = area.rect;
  const colour = AREA_COLOURS[area.kind];
  const inset = 5;
  const shape = rr(x * ART + inset, y * ART + inset, w * ART - inset * 2, h * ART - inset * 2, 22);
  if (area.kind === "portal") {
    portal(c, area);
    return;
  }
  // A stage is seen by its planks.
  if (area.kind === "arrival" || area.kind === "board" || area.kind === "stage") {
    if (!strong) return;
    fill(c, shape, fade(colour, 0.12));
    return;
  }
  fill(c, shape, fade(colour, strong ? 0.15 : 0.07));
  c.save();
  c.setLineDash(area.kind === "quiet" ? [1, 8] : [9, 8]);
  stroke(c, shape, strong ? colour : "rgba(255,255,255,.85)", strong ? 3 : 2.2);
  c.restore();
}

/** Chevrons that say: this way. */
function portal(c: Ctx, area: Area): void {
  const { x, y, w, h } = area.rect;
  const cx = (x + w / 2) * ART;
  const cy = (y + h / 2) * ART;
  const glow = c.createRadialGradient(cx, cy, 4, cx, cy, w * ART * 0.75);
  glow.addColorStop(0, "rgba(255,226,120,.85)");
  glow.addColorStop(1, "rgba(255,226,120,0)");
  c.fillStyle = glow;
  c.fillRect(cx - w * ART, cy - h * ART, w * ART * 2, h * ART * 2);
  const up = area.id === "door" || y < 6 * 32 ? -1 : 1;
  for (const k of [0, 1])
    stroke(
      c,
      svg(`M${cx - 11} ${cy - 9 * up + k * 9 * up} l11 ${8 * up} l11 ${-8 * up}`),
      k === 0 ? "rgba(255,255,255,.75)" : "#ffffff",
      4,
    );
}
