import { Trans, useLingui } from "@lingui/react/macro";
import { useNow, whenIs } from "../text/begins.ts";

/** "It starts at 17:00 your time, in 12 minutes". Nothing once it has begun. @param ahead how far the server's clock is ahead of this device's, ms */
export function Begins({ at, ahead = 0 }: { at: number; ahead?: number }) {
  const { i18n } = useLingui();
  const now = useNow(10_000) + ahead;
  if (at <= now) return null;
  const { time, today, wait } = whenIs(i18n.locale, at, now);
  return today ? (
    <Trans>
      It starts at <strong>{time}</strong> your time, {wait}.
    </Trans>
  ) : (
    <Trans>
      It starts on <strong>{time}</strong> your time, {wait}.
    </Trans>
  );
}
