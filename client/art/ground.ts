/** Grass, paths, water and the floors of rooms. Everything is drawn for a rectangle of the plan, so that it can be baked in pieces. */
import type { Rect } from "../../shared/domain/place.ts";
import { type Ctx, clipped, el, fade, fill, mix, part, rr, scatter, stroke } from "./kit.ts";
import { INK, P } from "./palette.ts";
import { CAP, type Doorway, isRoom, type Plan, T } from "./plan.ts";

/** Tiles that a rectangle touches. */
function* tilesOf(view: Rect, margin = 0): Generator<[number, number]> {
  for (let y = Math.floor(view.y / T) - margin; y * T < view.y + view.h + margin * T; y++)
    for (let x = Math.floor(view.x / T) - margin; x * T < view.x + view.w + margin * T; x++) yield [x, y];
}

const seedOf = (x: number, y: number): number => ((x + 611) * 7349 + (y + 977) * 9151) % 99991;

export function drawGround(c: Ctx, plan: Plan, view: Rect): void {
  c.fillStyle = P.grass;
  c.fillRect(view.x, view.y, view.w, view.h);
  for (const [x, y] of tilesOf(view, 1)) meadow(c, plan, x, y);
  for (const { floor, shape } of plan.regions) {
    if (floor === "water") water(c, shape);
    else trodden(c, shape, floor === "path" ? P.path : P.sand);
  }
  for (const [x, y] of tilesOf(view, 1)) if (plan.regions.length > 0) speckle(c, plan, x, y);
  c.save();
  c.translate(9, 12);
  fill(c, plan.caps, fade(INK, 0.16));
  c.restore();
  for (const [x, y] of tilesOf(view)) roomFloor(c, plan, x, y);
  for (const door of plan.doorways) threshold(c, plan, door);
}

/** The floors of two rooms meet under a board. */
function threshold(c: Ctx, plan: Plan, { x, y0, y1 }: Doorway): void {
  for (let y = y0; y < y1; y++) {
    for (const side of [-1, 1]) {
      const floor = plan.floorAt(x + side, y);
      if (isRoom(floor)) clipped(c, rr(x * T + (side > 0 ? T / 2 : 0), y * T, T / 2 + 0.5, T + 0.5, 0), () => lay(c, floor, x, y));
    }
  }
  part(c, rr(x * T + 18, y0 * T + CAP, 12, (y1 - y0) * T, 3), P.oak, { depth: 1.4, line: 1.4 });
}

/** Tufts and little flowers, and broad patches of lighter grass. */
function meadow(c: Ctx, plan: Plan, x: number, y: number): void {
  const floor = plan.floorAt(x, y);
  if (floor !== null && floor !== "grass") return;
  const random = scatter(seedOf(x, y));
  const px = x * T;
  const py = y * T;
  if (random() < 0.13) fill(c, el(px + random() * T, py + random() * T, 30 + random() * 26, 16 + random() * 12), fade(P.grassLight, 0.4));
  const tufts = random() < 0.55 ? 1 : random() < 0.4 ? 2 : 0;
  for (let i = 0; i < tufts; i++) {
    const tx = px + random() * T;
    const ty = py + random() * T;
    stroke(c, `M${tx} ${ty} l-2 -5 M${tx + 3} ${ty} l0 -6 M${tx + 6} ${ty} l2 -4`, random() < 0.6 ? P.grassDark : P.grassLight, 2);
  }
  if (random() < 0.14) {
    const fx = px + random() * T;
    const fy = py + random() * T;
    const colour = ["#ffffff", "#ffd166", "#ffb3c7", "#d9c8ff"][Math.floor(random() * 4)] ?? "#ffffff";
    fill(c, el(fx + 1, fy + 2.4, 3.4, 1.6), fade(INK, 0.12));
    for (let k = 0; k < 5; k++) fill(c, el(fx + Math.cos(k * 1.256) * 2.6, fy + Math.sin(k * 1.256) * 2.6, 1.8), colour);
    fill(c, el(fx, fy, 1.5), "#f5a623");
  }
}

function trodden(c: Ctx, shape: Path2D, colour: string): void {
  stroke(c, shape, fade(P.grassDark, 0.9), 9);
  fill(c, shape, colour);
  clipped(c, shape, () => stroke(c, shape, mix(colour, "#b98f4a", 0.3), 5));
  stroke(c, shape, mix(colour, INK, 0.34), 1.5);
}

function water(c: Ctx, shape: Path2D): void {
  stroke(c, shape, "#dbe7b4", 13);
  stroke(c, shape, mix("#cfc393", INK, 0.25), 1.4);
  fill(c, shape, P.water);
  clipped(c, shape, () => {
    c.save();
    c.translate(0, 7);
    stroke(c, shape, fade(P.waterDeep, 0.75), 14);
    c.restore();
    stroke(c, shape, "rgba(255,255,255,.5)", 4);
  });
  stroke(c, shape, mix(P.waterDeep, INK, 0.5), 1.7);
}

/** Pebbles on paths, ripples on water. */
function speckle(c: Ctx, plan: Plan, x: number, y: number): void {
  const floor = plan.floorAt(x, y);
  if (floor !== "path" && floor !== "sand" && floor !== "water") return;
  const random = scatter(seedOf(y, x));
  const count = floor === "water" ? 1 : 2;
  for (let i = 0; i < count; i++) {
    const px = x * T + 9 + random() * (T - 18);
    const py = y * T + 8 + random() * (T - 16);
    if (random() < 0.3) continue;
    if (floor === "water") stroke(c, `M${px - 8} ${py} q4 -3.4 8 0 t8 0`, "rgba(255,255,255,.75)", 1.8);
    else {
      const size = 2 + random() * 2.4;
      fill(c, el(px, py + 0.8, size + 0.5, size * 0.75), mix(P.pathDark, INK, 0.28));
      fill(c, el(px, py, size, size * 0.7), floor === "sand" ? "#fff6dc" : "#f8edcf");
    }
  }
}

type RoomFloor = "wood" | "tiles" | "carpet";

/** The floor of a tile; below a wall each quarter takes the floor of its side. */
function roomFloor(c: Ctx, plan: Plan, x: number, y: number): void {
  if (!plan.wallAt(x, y)) {
    const floor = plan.floorAt(x, y);
    if (isRoom(floor)) {
      lay(c, floor, x, y);
      if (plan.wallAt(x - 1, y)) sideShade(c, x, y, plan.wallAt(x - 1, y - 1) ? 0 : CAP);
    }
    return;
  }
  for (const sx of [-1, 1] as const) {
    for (const sy of [-1, 1] as const) {
      const side = [[x + sx, y] as const, [x, y + sy] as const, [x + sx, y + sy] as const].find(([i, j]) => !plan.wallAt(i, j));
      const floor = side ? plan.floorAt(side[0], side[1]) : null;
      if (!isRoom(floor)) continue;
      clipped(c, rr(x * T + (sx > 0 ? T / 2 : 0), y * T + (sy > 0 ? T / 2 : 0), T / 2 + 0.5, T / 2 + 0.5, 0), () => lay(c, floor, x, y));
    }
  }
}

function lay(c: Ctx, floor: RoomFloor, x: number, y: number): void {
  const px = x * T;
  const py = y * T;
  if (floor === "tiles") {
    for (let j = 0; j < 2; j++)
      for (let i = 0; i < 2; i++) {
        c.fillStyle = (i + j) % 2 ? P.tile : P.tileDark;
        c.fillRect(px + i * 24, py + j * 24, 24.5, 24.5);
      }
  } else if (floor === "carpet") {
    c.fillStyle = P.carpet;
    c.fillRect(px, py, T + 0.5, T + 0.5);
    for (const [dx, dy] of [
      [12, 12],
      [36, 36],
    ] as const)
      fill(c, el(px + dx, py + dy, 2.6), P.carpetDark);
  } else {
    for (let j = 0; j < 3; j++) {
      const row = y * 3 + j;
      const plank = Math.floor((px + (row % 2) * 72) / 144);
      c.fillStyle = mix(P.wood, P.woodDark, ((row * 37 + plank * 53) % 10) / 10);
      c.fillRect(px, py + j * 16, T + 0.5, 16.5);
      c.fillStyle = "rgba(120,70,20,.16)";
      c.fillRect(px, py + j * 16, T + 0.5, 1.3);
      if ((px + (row % 2) * 72) % 144 === 0) c.fillRect(px, py + j * 16, 1.3, 16);
    }
  }
}

/** What a wall to the left takes of the light. */
function sideShade(c: Ctx, x: number, y: number, from: number): void {
  const shade = c.createLinearGradient(x * T - CAP, 0, x * T + 10, 0);
  shade.addColorStop(0, fade(INK, 0.2));
  shade.addColorStop(1, fade(INK, 0));
  c.fillStyle = shade;
  c.fillRect(x * T - CAP, y * T + from, CAP + 12, T - from + 0.5);
}

/** The colour of everything beyond the ground, for the canvas behind it. */
export const BEYOND = P.grass;
