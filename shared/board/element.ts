/**
 * What one element of a board may be: a drawing element of Excalidraw 0.18 as plain JSON, without pictures and embedded pages. Both sides ask
 * this table: the client before it writes, the server before it applies. So nothing that would make another's page fail gets into a document.
 */

export type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };

/** The fields that Kartu itself reads; the rest is Excalidraw's. */
export interface BoardElement {
  id: string;
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Grows with each change; of two copies the higher one wins, at the same version the lower `versionNonce`. */
  version: number;
  versionNonce: number;
  /** Place in the drawing order: fractional index, compared as a string. */
  index: string | null;
  isDeleted: boolean;
  [field: string]: Json;
}

type Check = (value: unknown) => boolean;

/** Coordinates and sizes, px of the drawing. */
const MAX_COORDINATE = 1e7;
const MAX_POINTS = 10_000;
const MAX_TEXT = 10_000;
const MAX_LIST = 1_000;
/** How far a version may run ahead of the one in the document: nobody can lift an element out of the others' reach. */
export const MAX_VERSION_STEP = 1_000_000;

const number: Check = (v) => typeof v === "number" && Math.abs(v) <= MAX_COORDINATE;
const natural: Check = (v) => Number.isSafeInteger(v) && (v as number) >= 0;
const flag: Check = (v) => typeof v === "boolean";
const id: Check = (v) => typeof v === "string" && /^[\w-]{1,64}$/.test(v);
const word: Check = (v) => typeof v === "string" && /^[\w-]{0,32}$/.test(v);
const colour: Check = (v) => typeof v === "string" && /^[#\w(),.% -]{0,64}$/.test(v);
const text: Check = (v) => typeof v === "string" && v.length <= MAX_TEXT;
const maybe =
  (check: Check): Check =>
  (v) =>
    v === null || check(v);
const list =
  (check: Check, max: number): Check =>
  (v) =>
    Array.isArray(v) && v.length <= max && v.every(check);
const point: Check = (v) => Array.isArray(v) && v.length === 2 && number(v[0]) && number(v[1]);
/** An object of exactly these fields; one whose check takes `undefined` may be missing. */
const record =
  (fields: Record<string, Check>): Check =>
  (v) =>
    plain(v) && Object.keys(v).every((key) => Object.hasOwn(fields, key)) && Object.entries(fields).every(([key, check]) => check(v[key]));
const optional =
  (check: Check): Check =>
  (v) =>
    v === undefined || check(v);

export function plain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const proto: unknown = Object.getPrototypeOf(value);
  return proto === Object.prototype || proto === null;
}

const link: Check = (v) => typeof v === "string" && v.length <= 2_000 && /^https?:\/\//i.test(v);
const customData: Check = (v) =>
  plain(v) &&
  Object.keys(v).length <= 10 &&
  Object.entries(v).every(
    ([key, x]) => key.length <= 32 && (typeof x === "boolean" || number(x) || (typeof x === "string" && x.length <= 200)),
  );
const binding = record({ elementId: id, focus: number, gap: number, fixedPoint: optional(maybe(point)) });
const segment = record({ start: point, end: point, index: natural });

const BASE: Record<string, Check> = {
  id,
  type: word,
  x: number,
  y: number,
  width: number,
  height: number,
  angle: number,
  strokeColor: colour,
  backgroundColor: colour,
  fillStyle: word,
  strokeWidth: number,
  strokeStyle: word,
  roundness: maybe(record({ type: natural, value: optional(number) })),
  roughness: number,
  opacity: number,
  seed: natural,
  version: natural,
  versionNonce: natural,
  index: maybe((v) => typeof v === "string" && /^[\x21-\x7e]{1,100}$/.test(v)),
  isDeleted: flag,
  groupIds: list(id, 50),
  frameId: maybe(id),
  boundElements: maybe(list(record({ id, type: word }), MAX_LIST)),
  updated: natural,
  link: maybe(link),
  locked: flag,
  customData: optional(customData),
};

const SHAPE: Record<string, Check> = {};
const POINTS: Record<string, Check> = { points: list(point, MAX_POINTS), lastCommittedPoint: optional(maybe(point)) };
const LINE: Record<string, Check> = {
  ...POINTS,
  startBinding: maybe(binding),
  endBinding: maybe(binding),
  startArrowhead: maybe(word),
  endArrowhead: maybe(word),
};

/** Fields of each type beyond BASE. What is not in here is no part of a board. */
const TYPES: Record<string, Record<string, Check>> = {
  rectangle: SHAPE,
  diamond: SHAPE,
  ellipse: SHAPE,
  text: {
    fontSize: number,
    fontFamily: natural,
    text,
    textAlign: word,
    verticalAlign: word,
    containerId: maybe(id),
    originalText: text,
    autoResize: flag,
    lineHeight: number,
  },
  line: LINE,
  arrow: {
    ...LINE,
    elbowed: flag,
    fixedSegments: optional(maybe(list(segment, MAX_LIST))),
    startIsSpecial: optional(maybe(flag)),
    endIsSpecial: optional(maybe(flag)),
  },
  freedraw: { ...POINTS, pressures: list(number, MAX_POINTS), simulatePressure: flag },
  frame: { name: maybe((v) => typeof v === "string" && v.length <= 200) },
};

/** Whether a value is an element as a board holds it, with nothing else in it. */
export function isBoardElement(value: unknown, key: string): value is BoardElement {
  if (!plain(value) || value["id"] !== key || typeof value["type"] !== "string" || !Object.hasOwn(TYPES, value["type"])) return false;
  const own = TYPES[value["type"]] ?? SHAPE;
  for (const field of Object.keys(value)) if (!Object.hasOwn(BASE, field) && !Object.hasOwn(own, field)) return false;
  for (const field in BASE) if (!BASE[field]?.(value[field])) return false;
  for (const field in own) if (!own[field]?.(value[field])) return false;
  return true;
}

/** Steps of a stored coordinate, per px: what no eye sees costs 9 bytes a number instead of 5. */
const STORED_STEPS = 16;
const stored = (n: number): number => Math.round(n * STORED_STEPS) / STORED_STEPS;
const QUANTISED = new Set(["x", "y", "width", "height"]);

/**
 * An element as it is written into the document: known fields only, coordinates in 1/16 px, a foreign link dropped.
 * Null when it is none that a board takes (pictures, embedded pages, or broken).
 */
export function toBoardElement(element: Readonly<Record<string, unknown>>): BoardElement | null {
  const type = element["type"];
  if (typeof type !== "string" || !Object.hasOwn(TYPES, type)) return null;
  const own = TYPES[type] ?? SHAPE;
  const out: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(element)) {
    if (value === undefined || !(Object.hasOwn(BASE, field) || Object.hasOwn(own, field))) continue;
    if (QUANTISED.has(field) && typeof value === "number") out[field] = stored(value);
    else if (field === "points" && Array.isArray(value))
      out[field] = value.map((p: unknown) => (point(p) ? (p as number[]).map(stored) : p));
    else if (field === "link") out[field] = link(value) ? value : null;
    else if (field === "customData") {
      if (customData(value)) out[field] = value;
    } else out[field] = value;
  }
  return isBoardElement(out, String(out["id"])) ? out : null;
}
