/**
 * A segment: what someone does from a moment on. Its origin is never claimed but derived from the segment before, so there is nothing to
 * cheat with; where they are is a function of time that mover, server and viewers compute alike.
 */
import type { Grid } from "../place.ts";
import { SPEED, WIRE_STEPS } from "../units.ts";
import type { Heading } from "./heading.ts";
import { type TilePoint, middleOf } from "./path-sweep.ts";
import { type Leg, type Point, type Track, extend, sweep } from "./sweep.ts";

export type Course =
  | { readonly kind: "stop" }
  | { readonly kind: "heading"; readonly heading: Heading }
  | { readonly kind: "path"; readonly points: readonly TilePoint[] };

export const STOP: Course = { kind: "stop" };
/** The course of a heading; 0 is a stop. */
export const courseOf = (heading: Heading): Course => (heading === 0 ? STOP : { kind: "heading", heading });

export function sameCourse(a: Course, b: Course): boolean {
  if (a.kind === "heading") return b.kind === "heading" && a.heading === b.heading;
  if (a.kind !== "path") return b.kind === "stop";
  if (b.kind !== "path" || a.points.length !== b.points.length) return false;
  return a.points.every((p, i) => p.column === b.points[i]?.column && p.row === b.points[i]?.row);
}

export interface Segment {
  /** u16, counted by the mover. */
  readonly seq: number;
  /** Room time, whole ms. */
  readonly start: number;
  /** Origin, px, on the wire's grid of 1/8 px. */
  readonly x: number;
  readonly y: number;
  readonly course: Course;
  /** A freeze: the server's guess that yields to a late word of the mover (see mover.ts). */
  readonly soft: boolean;
  readonly track: Track;
}

/** To the wire's grid. Predict from what this returns, never from what it was given. */
export const roundPosition = (v: number): number => Math.round(v * WIRE_STEPS) / WIRE_STEPS;
export const roundTime = (t: number): number => Math.round(t);

/** The walk over the middles of tiles, not checked against walls: see `pathFree`. */
function trackOfPath(points: readonly TilePoint[], x: number, y: number): Track {
  const legs: Leg[] = [];
  let at = 0;
  let fromX = x;
  let fromY = y;
  for (const point of points) {
    const to = middleOf(point);
    const dx = to.x - fromX;
    const dy = to.y - fromY;
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length === 0) continue;
    legs.push({ at, x: fromX, y: fromY, vx: (dx / length) * SPEED, vy: (dy / length) * SPEED });
    at += length / SPEED;
    fromX = to.x;
    fromY = to.y;
  }
  legs.push({ at, x: fromX, y: fromY, vx: 0, vy: 0 });
  return { legs, front: null };
}

/** @param x,y rounded here. @param start rounded here. */
export function segmentOf(grid: Grid, seq: number, start: number, x: number, y: number, course: Course, soft = false): Segment {
  const qx = roundPosition(x);
  const qy = roundPosition(y);
  let track: Track;
  switch (course.kind) {
    case "stop":
      track = { legs: [{ at: 0, x: qx, y: qy, vx: 0, vy: 0 }], front: null };
      break;
    case "heading":
      track = sweep(grid, course.heading, qx, qy);
      break;
    case "path":
      track = trackOfPath(course.points, qx, qy);
      break;
  }
  return { seq, start: roundTime(start), x: qx, y: qy, course, soft, track };
}

function legAt(track: Track, at: number): number {
  extend(track, at);
  let i = track.legs.length - 1;
  while (i > 0 && (track.legs[i] as Leg).at > at) i--;
  return i;
}

const between = (v: number, a: number, b: number): number => (a < b ? Math.min(Math.max(v, a), b) : Math.min(Math.max(v, b), a));

/** Where the segment has its mover at room time `t`, px. Before its start: its origin. Never beyond the end of a leg, not even by a rounding error. */
export function positionAt(segment: Segment, t: number): Point {
  const at = t - segment.start;
  if (!(at > 0)) return { x: segment.x, y: segment.y };
  const { track } = segment;
  const i = legAt(track, at);
  const leg = track.legs[i] as Leg;
  if (leg.vx === 0 && leg.vy === 0) return { x: leg.x, y: leg.y };
  const end = track.legs[i + 1] ?? track.front ?? leg;
  const d = at - leg.at;
  return { x: between(leg.x + leg.vx * d, leg.x, end.x), y: between(leg.y + leg.vy * d, leg.y, end.y) };
}

/** Velocity at room time `t`, px per ms; zero before the start. */
export function velocityAt(segment: Segment, t: number): Point {
  const at = t - segment.start;
  if (at < 0) return { x: 0, y: 0 };
  const leg = segment.track.legs[legAt(segment.track, at)] as Leg;
  return { x: leg.vx, y: leg.vy };
}

/** Does the mover still move at `t` (or later, when `t` is before the start)? */
export function movesAfter(segment: Segment, t: number): boolean {
  const v = velocityAt(segment, t < segment.start ? segment.start : t);
  return v.x !== 0 || v.y !== 0;
}

/** Room time (with fractions) and place at which the segment comes to rest. Every walk does: maps have an edge. */
export function endOf(segment: Segment): { t: number; x: number; y: number } {
  extend(segment.track, Number.POSITIVE_INFINITY);
  const leg = segment.track.legs[segment.track.legs.length - 1] as Leg;
  return { t: segment.start + leg.at, x: leg.x, y: leg.y };
}

/** The same walk, told from `t` on: for snapshots, whose records cannot reach further back than i16 of ms. Rounded like any origin. */
export function rebased(grid: Grid, segment: Segment, t: number): Segment {
  if (t <= segment.start) return segment;
  const p = positionAt(segment, t);
  let course = segment.course;
  if (!movesAfter(segment, t)) course = STOP;
  else if (course.kind === "path") course = { kind: "path", points: pointsAhead(segment, course.points, t) };
  return segmentOf(grid, segment.seq, t, p.x, p.y, course, segment.soft);
}

function pointsAhead(segment: Segment, points: readonly TilePoint[], t: number): readonly TilePoint[] {
  const legs = segment.track.legs;
  const end = legs[legAt(segment.track, t - segment.start) + 1] as Leg;
  // The leg's end is the middle of one of the points; a path may pass a tile twice, so count legs, not places.
  let x = segment.x;
  let y = segment.y;
  let leg = 0;
  for (const [i, point] of points.entries()) {
    const to = middleOf(point);
    if (to.x === x && to.y === y) continue;
    leg++;
    if (legs[leg] === end) return points.slice(i);
    x = to.x;
    y = to.y;
  }
  return [];
}
