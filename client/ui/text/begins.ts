/** Instants in a person's own time and language. */
import { useEffect, useState } from "react";

/** Times of the interface's English are written as most of Europe does: 17:00. */
const localeOf = (locale: string): string => (locale === "en" ? "en-GB" : locale);

const MINUTE = 60_000;

export interface When {
  /** "17:00", or with its day where that is another. */
  time: string;
  today: boolean;
  /** "in 12 minutes" */
  wait: string;
}

/** @param at,now UTC ms */
export function whenIs(locale: string, at: number, now: number): When {
  const tag = localeOf(locale);
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  const time = new Intl.DateTimeFormat(
    tag,
    today ? { hour: "2-digit", minute: "2-digit" } : { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" },
  ).format(at);
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: "always" });
  // Less than a minute is one minute: nobody is told "in 0 minutes".
  const minutes = Math.max(1, Math.ceil((at - now) / MINUTE));
  const hours = Math.round(minutes / 60);
  const wait =
    minutes < 90
      ? relative.format(minutes, "minute")
      : hours < 36
        ? relative.format(hours, "hour")
        : relative.format(Math.round(hours / 24), "day");
  return { time, today, wait };
}

/** This device's clock, read again every `everyMs`. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
