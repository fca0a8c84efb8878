/**
 * What a thin line gets by itself. Pure: what the line is like goes in, with the time; out comes the most that is shown of others. By hand one
 * chooses at most how much; here it only gets less, and more again. One's own camera and screen are never turned off by it.
 */
import { effective, type Line, type Mode } from "../../store/pictures.ts";

/** So long a line must be weak, or still weak after the last step, before less comes. ms */
export const WEAK_MS = 10_000;
/** So long it must be good before more comes; twice as long after each time that this was too early. ms */
export const GOOD_MS = 30_000;
const LONGEST_MS = 240_000;
/** A line that gets weak so soon after a step up was not good enough for it. ms */
const TOO_EARLY_MS = 60_000;

export interface Thin {
  /** The most that is shown just now; null: as much as was chosen. */
  thinned: Exclude<Mode, "full"> | null;
  /** Since when the line has been as it is, without a step; null: nothing is known of it. */
  since: number | null;
  weak: boolean;
  /** How long it must be good for the next step up. ms */
  wait: number;
  roseAt: number;
  /** The person wants everything all the same, until the line has been good for a while. */
  refused: boolean;
}

export const NOT_THIN: Thin = { thinned: null, since: null, weak: false, wait: GOOD_MS, roseAt: Number.NEGATIVE_INFINITY, refused: false };

/** @param now ms, monotonic */
export function follow(thin: Thin, line: Line, chosen: Mode, now: number): Thin {
  // Nobody to connect to, or no word yet: nothing is known.
  if (line === "unknown") return { ...thin, since: null };
  const weak = line !== "good";
  if (thin.since === null || weak !== thin.weak) return { ...thin, weak, since: now };
  const lasts = now - thin.since;
  if (!weak) {
    if (lasts < thin.wait) return thin;
    if (thin.thinned === null) return thin.refused ? { ...thin, refused: false } : thin;
    const up = thin.thinned === "sound" ? "saver" : null;
    return { ...thin, thinned: effective(chosen, up) === chosen ? null : up, since: now, roseAt: now };
  }
  const shown = effective(chosen, thin.thinned);
  if (lasts < WEAK_MS || thin.refused || shown === "sound") return thin;
  const early = now - lasts - thin.roseAt < TOO_EARLY_MS;
  return {
    ...thin,
    thinned: shown === "full" ? "saver" : "sound",
    since: now,
    wait: early ? Math.min(LONGEST_MS, thin.wait * 2) : thin.wait,
  };
}

/** Everything all the same. */
export const refuse = (thin: Thin): Thin => ({ ...thin, thinned: null, refused: true });
