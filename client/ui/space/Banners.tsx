import { Trans } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Ear, Sparkles, WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { $soundBlocked } from "../../store/media.ts";
import { $connection } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import { Led } from "./Led.tsx";
import { justUpgraded, TOLD_MS } from "../upgrade.ts";
import { hear, type Session } from "./session.ts";
import { Told } from "./Told.tsx";
import css from "./Banners.module.css";

/** For a moment after the page was reloaded by an upgrade. Not at once: a region that is read aloud must be there before its words. */
function useUpgraded(): boolean {
  const [shown, show] = useState(false);
  useEffect(() => {
    if (!justUpgraded()) return;
    const timers = [setTimeout(() => show(true), 500), setTimeout(() => show(false), 2 * TOLD_MS)];
    return () => timers.forEach(clearTimeout);
  }, []);
  return shown;
}

/** What one must know at once: the connection is gone, or the browser keeps the sound back. */
export function Banners({ session }: { session: Session }) {
  const connection = useStore($connection);
  const blocked = useStore($soundBlocked);
  const upgraded = useUpgraded();
  return (
    <div className={css.banners}>
      <div role="status">
        {upgraded && (
          <p className={css.banner} data-kind="upgraded">
            <Sparkles aria-hidden />
            <span>
              <Trans>Kartu was updated, and you are back. What you had written is here.</Trans>
            </span>
          </p>
        )}
        {connection.state === "reconnecting" && (
          <p className={css.banner} data-kind="reconnecting">
            <WifiOff aria-hidden />
            <span>
              <strong>
                {connection.why === "restart" ? <Trans>The server starts anew.</Trans> : <Trans>The connection is gone.</Trans>}
              </strong>{" "}
              {connection.attempt > 3 ? (
                <Trans>Kartu keeps trying. Check your internet; nothing that you wrote is lost.</Trans>
              ) : (
                <Trans>Coming back by itself; nothing that you wrote is lost.</Trans>
              )}
            </span>
          </p>
        )}
      </div>
      <Led session={session} />
      <Told />
      {blocked && (
        <Button look="primary" size="l" className={css.hear ?? ""} icon={<Ear aria-hidden />} onClick={() => void hear()}>
          <Trans>Tap to hear</Trans>
        </Button>
      )}
    </div>
  );
}
