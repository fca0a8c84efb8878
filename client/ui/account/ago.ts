import { useLingui } from "@lingui/react";

const DAY = 86_400_000;

/** Days in words: "today", "yesterday", then the date. Nobody keeps better track of anybody. */
export function useAgo(): (at: number) => string {
  const { i18n } = useLingui();
  return (at) => {
    const days = Math.floor((startOfDay(Date.now()) - startOfDay(at)) / DAY + 0.5);
    if (days >= 0 && days < 2) return new Intl.RelativeTimeFormat(i18n.locale, { numeric: "auto" }).format(-days, "day");
    return i18n.date(new Date(at), { day: "numeric", month: "short", year: "numeric" });
  };
}

const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
