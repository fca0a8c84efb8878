/** The camera's arithmetic: where the view is, how far it may zoom, how it follows. No engine. */
import { T } from "../art/plan.ts";

/** Half the view never shows more than a cell of the shared buffers (16 tiles): people would pop in at its edge. */
export const MAX_HALF_VIEW = 16 * T;
/** CSS px in one art unit. */
export const MAX_ZOOM = 2.6;
export const MIN_ZOOM = 0.55;
/** What may be seen beyond the map's edge, art units. */
const BEYOND = 2.5 * T;
/** Part of the view around its middle in which one walks without moving it. */
const DEAD = 0.11;
/** How fast the view catches up: part of the way in a second, as a rate. */
const RATE = 5.5;

export interface View {
  /** Middle, art units. */
  x: number;
  y: number;
  /** CSS px in one art unit. */
  zoom: number;
  /** CSS px. */
  width: number;
  height: number;
  /** So much of the right edge lies under something else, CSS px: there one may look further beyond the map, and is not covered oneself. */
  covered?: number;
  /** The same of its lower edge. */
  below?: number;
}

/** The smallest zoom that keeps the view within what the server sends. */
export const leastZoom = (width: number, height: number): number => Math.max(MIN_ZOOM, Math.max(width, height) / 2 / MAX_HALF_VIEW);

export const clampZoom = (zoom: number, width: number, height: number): number =>
  Math.min(MAX_ZOOM, Math.max(leastZoom(width, height), zoom));

/** What suits a screen: about 19 by 11 tiles on a laptop, 10 by 20 on a phone. */
export const usualZoom = (width: number, height: number): number =>
  clampZoom(Math.min(1.7, Math.max(0.84, Math.sqrt(width * height) / (14.5 * T))), width, height);

/** Keeps the middle where the map fills the view; centres a map that is smaller than it. */
export function keepInside(view: View, map: { width: number; height: number }): void {
  const axis = (at: number, half: number, size: number, covered = 0): number =>
    half * 2 >= size + BEYOND * 2 + covered ? (size + covered) / 2 : Math.min(size + BEYOND + covered - half, Math.max(half - BEYOND, at));
  view.x = axis(view.x, view.width / 2 / view.zoom, map.width, (view.covered ?? 0) / view.zoom);
  view.y = axis(view.y, view.height / 2 / view.zoom, map.height, (view.below ?? 0) / view.zoom);
}

/**
 * Moves the view towards someone. @param elapsed ms since the last frame; `Infinity` snaps
 * @returns true while it still moves
 */
export function follow(view: View, target: { x: number; y: number }, map: { width: number; height: number }, elapsed: number): boolean {
  const before = { x: view.x, y: view.y };
  const axis = (at: number, to: number, dead: number): number => {
    if (elapsed === Number.POSITIVE_INFINITY) return to;
    const beyond = Math.abs(to - at) - dead;
    if (beyond <= 0) return at;
    return at + Math.sign(to - at) * beyond * (1 - Math.exp((-RATE * elapsed) / 1000));
  };
  view.x = axis(view.x, target.x, (view.width / view.zoom) * DEAD);
  view.y = axis(view.y, target.y, (view.height / view.zoom) * DEAD);
  keepInside(view, map);
  return Math.abs(view.x - before.x) + Math.abs(view.y - before.y) > 0.05;
}

export const toWorld = (view: View, x: number, y: number): { x: number; y: number } => ({
  x: view.x + (x - view.width / 2) / view.zoom,
  y: view.y + (y - view.height / 2) / view.zoom,
});

export const toScreen = (view: View, x: number, y: number): { x: number; y: number } => ({
  x: (x - view.x) * view.zoom + view.width / 2,
  y: (y - view.y) * view.zoom + view.height / 2,
});
