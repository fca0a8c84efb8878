/** Times in words, in the language and the time zone of whoever reads. */
import type { I18n } from "@lingui/core";

/** "Friday, 27 November, 17:00 CET" */
export const startText = (i18n: I18n, at: number): string =>
  i18n.date(new Date(at), { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });

const DAY = 86_400_000;
const STEPS = [
  { unit: "hour", ms: 3_600_000 },
  { unit: "minute", ms: 60_000 },
] as const;

/** Nights between two moments, as people count them here. */
function nights(from: number, to: number): number {
  const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / DAY);
}

/** "tomorrow", "in 3 hours", "5 minutes ago", "now". @param now UTC ms */
export function awayText(i18n: I18n, at: number, now: number): string {
  const format = new Intl.RelativeTimeFormat(i18n.locale, { numeric: "auto" });
  if (Math.abs(at - now) >= DAY / 2 && nights(now, at) !== 0) return format.format(nights(now, at), "day");
  const step = STEPS.find(({ ms }) => Math.abs(at - now) >= ms);
  return step === undefined ? format.format(0, "second") : format.format(Math.round((at - now) / step.ms), step.unit);
}

/** The zone in which this device tells the time: "Europe/Ljubljana". */
export const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
