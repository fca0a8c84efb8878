import { Trans } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { Ear, WifiOff } from "lucide-react";
import { $soundBlocked } from "../../store/media.ts";
import { $connection } from "../../store/space.ts";
import { Button } from "../parts/Button.tsx";
import { hear } from "./session.ts";
import css from "./Banners.module.css";

/** What one must know at once: the connection is gone, or the browser keeps the sound back. */
export function Banners() {
  const connection = useStore($connection);
  const blocked = useStore($soundBlocked);
  return (
    <div className={css.banners}>
      <div role="status">
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
      {blocked && (
        <Button look="primary" size="l" className={css.hear ?? ""} icon={<Ear aria-hidden />} onClick={() => void hear()}>
          <Trans>Tap to hear</Trans>
        </Button>
      )}
    </div>
  );
}
