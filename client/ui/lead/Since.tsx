import { Plural, Trans } from "@lingui/react/macro";
import { useEffect, useState } from "react";

const MINUTE_MS = 60_000;

/** "for 3 minutes". @param at UTC ms */
export function Since({ at }: { at: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  const minutes = Math.floor(Math.max(0, now - at) / MINUTE_MS);
  return minutes === 0 ? <Trans>just now</Trans> : <Plural value={minutes} one="for # minute" other="for # minutes" />;
}
