/** Walls grow out of the grid: their tops join to a ribbon, and where floor lies below, their face is seen. */
import type { Rect } from "../../shared/domain/place.ts";
import { type Ctx, clipped, darker, fade, fill, mix, stroke } from "./kit.ts";
import { INK, P } from "./palette.ts";
import { type Face, FACE_H, type Plan } from "./plan.ts";

const WAINSCOT: Record<Face["kind"], string> = {
  wood: P.wainscot,
  tiles: P.kitchenWainscot,
  carpet: "#cbbcf2",
  outside: "#e2b48f",
  end: P.oak,
};
const UPPER: Record<Face["kind"], string> = { wood: P.wall, tiles: P.wall, carpet: "#f6f0ff", outside: "#fbead0", end: "#e9c594" };

export function drawFaces(c: Ctx, plan: Plan, view: Rect): void {
  const seen = plan.faces.filter(
    (f) => f.x1 > view.x - 20 && f.x0 < view.x + view.w + 20 && f.y < view.y + view.h + 20 && f.y + FACE_H + 20 > view.y,
  );
  for (const f of seen) {
    c.fillStyle = fade(INK, 0.17);
    c.fillRect(f.x0, f.y + FACE_H, f.x1 - f.x0, f.kind === "outside" ? 13 : 9);
  }
  for (const f of seen) face(c, f);
}

function face(c: Ctx, { x0, x1, y, kind }: Face): void {
  const w = x1 - x0 + 0.4;
  const low = WAINSCOT[kind];
  c.fillStyle = UPPER[kind];
  c.fillRect(x0, y, w, FACE_H);
  if (kind === "end") {
    // The end of a wall is a door post, the same from both rooms.
    stroke(c, `M${x0 + 0.8} ${y} v${FACE_H} M${x1 - 0.8} ${y} v${FACE_H}`, darker(low, 0.5), 1.6);
  } else {
    c.fillStyle = low;
    c.fillRect(x0, y + FACE_H - 24, w, 24);
    c.fillStyle = "rgba(255,255,255,.5)";
    c.fillRect(x0, y + FACE_H - 24, w, 2.6);
    if (kind === "outside") bricks(c, x0, x1, y + FACE_H - 24);
    else {
      c.fillStyle = fade(INK, 0.09);
      for (let i = Math.ceil(x0 / 16); i * 16 < x1; i++) c.fillRect(i * 16, y + FACE_H - 21, 1.2, 18);
    }
  }
  c.fillStyle = mix(low, INK, 0.3);
  c.fillRect(x0, y + FACE_H - 4, w, 4);
  c.fillStyle = fade(INK, 0.13);
  c.fillRect(x0, y, w, 9);
}

function bricks(c: Ctx, x0: number, x1: number, y: number): void {
  let d = `M${x0} ${y + 12} H${x1} `;
  for (let i = Math.ceil(x0 / 22); i * 22 < x1; i++) d += `M${i * 22} ${y + 3} v9 M${i * 22 + 11} ${y + 12} v8 `;
  stroke(c, d, "rgba(120,70,40,.3)", 1.3);
}

export function drawCaps(c: Ctx, plan: Plan): void {
  const { caps } = plan;
  stroke(c, caps, mix(P.cap, INK, 0.6), 4.6);
  fill(c, caps, P.cap);
  clipped(c, caps, () => {
    // Light along the upper and left edges, as on every part.
    const lit = new Path2D();
    lit.rect(-9999, -9999, 29999, 29999);
    lit.addPath(caps, new DOMMatrix([1, 0, 0, 1, 1.6, 4]));
    c.fillStyle = "rgba(255,255,255,.16)";
    c.fill(lit, "evenodd");
    const shaded = new Path2D();
    shaded.rect(-9999, -9999, 29999, 29999);
    shaded.addPath(caps, new DOMMatrix([1, 0, 0, 1, -1.6, -2.4]));
    c.fillStyle = fade(INK, 0.14);
    c.fill(shaded, "evenodd");
  });
}
