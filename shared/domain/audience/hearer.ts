/** What the audience needs to know of a person. */
export interface Hearer {
  readonly id: number;
  /** Where they were at confirmed time, px. */
  readonly x: number;
  readonly y: number;
  /** Where to they went then, px a ms; nothing: they stood. */
  readonly vx?: number;
  readonly vy?: number;
  /** Their role lets them speak; others only listen. */
  readonly maySpeak: boolean;
  /** They have used their microphone: on or muted. */
  readonly hasMic: boolean;
  /** Their page plays sound; without that they take no part. */
  readonly canHear: boolean;
  /** Those from whom they are kept apart, both ways (blocks). */
  readonly hidden?: ReadonlySet<number> | null;
  /** The whisper in which they are; nothing or 0: in none. */
  readonly whisper?: number;
  /** People who sit at their device; nothing: one. */
  readonly heads?: number;
  /** They have not moved for a moment. */
  readonly still?: boolean;
  /** Their camera is on; they share a screen. */
  readonly cam?: boolean;
  readonly screen?: boolean;
  /** Why no connection may be offered to this person, or null. */
  readonly barred: Why | null;
}

/** Why someone in range is not carried. */
export type Why = "cap" | "meeting_full" | "minors_no_relay" | "media_down" | "whisper";

/** Two who might be connected. `a` has the lower id. */
export interface Candidate {
  a: Hearer;
  b: Hearer;
  /** Square of their distance, px^2. */
  d2: number;
  /** In range of each other: to be heard. Otherwise only near. */
  inRange: boolean;
  /** In one meeting area. */
  meeting: boolean;
}

/** Kept apart from each other: never a pair, and neither is told of the other. */
export const apart = (a: Hearer, b: Hearer): boolean => a.hidden?.has(b.id) === true || b.hidden?.has(a.id) === true;

/** Not in one whisper: in the open they do not hear each other, however near. */
export const screened = (a: Hearer, b: Hearer): boolean => (a.whisper ?? 0) !== (b.whisper ?? 0);

/** Names a pair whichever way round: ids are u16. */
export const pairKey = (a: number, b: number): number => (a < b ? a * 65_536 + b : b * 65_536 + a);
