import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { MonitorSmartphone } from "lucide-react";
import { useState } from "react";
import type { SessionInfo } from "../../../shared/protocol/accounts.ts";
import { Button } from "../parts/Button.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { useAgo } from "./ago.ts";
import css from "./account.module.css";

/** Where one is logged in; each can be ended from here, and is out at once. */
export function Sessions({ sessions, onChange }: { sessions: readonly SessionInfo[]; onChange: () => void }) {
  const { t } = useLingui();
  const ago = useAgo();
  const device = useDevice();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [ended, setEnded] = useState<number | null>(null);
  const end = async (session: string): Promise<void> => {
    const answer = await ask("POST /api/account/sessions/:session/end", { params: { session }, body: {} });
    setTrouble(answer.ok || answer.code === "not_found" ? null : answer);
    if (answer.ok) setEnded(1);
    onChange();
  };
  const endOthers = async (): Promise<void> => {
    const answer = await ask("POST /api/account/sessions/end-others", { body: {} });
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setEnded(answer.value.ended);
    onChange();
  };
  return (
    <>
      <ul className={css.list}>
        {sessions.map((session) => {
          const name = device(session.device);
          const [made, seen] = [ago(session.createdAt), ago(session.seenAt)];
          return (
            <li key={session.id} className={css.item}>
              <MonitorSmartphone aria-hidden />
              <span className={css.words}>
                <strong>{name}</strong>
                <small>
                  <Trans>
                    since {made}, last seen {seen}
                  </Trans>
                </small>
                {session.here && (
                  <span className={css.tag}>
                    <Trans>this device</Trans>
                  </span>
                )}
              </span>
              {!session.here && (
                <Button size="s" look="danger" onClick={() => void end(session.id)} aria-label={t`Log out ${name}, since ${made}`}>
                  <Trans>Log out</Trans>
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <p role="status" className={css.hint}>
        {ended !== null && <Plural value={ended} one="# device was logged out." other="# devices were logged out." />}
      </p>
      {trouble && <TroubleNotice trouble={trouble} />}
      {sessions.length > 2 && (
        <div className={css.row}>
          <Button look="danger" onClick={() => void endOthers()}>
            <Trans>Log out everywhere else</Trans>
          </Button>
        </div>
      )}
    </>
  );
}

/** "Firefox on Android" for "Firefox/Android". */
function useDevice(): (device: string) => string {
  const { t } = useLingui();
  return (device) => {
    const [browser = "", system = ""] = device.split("/");
    if (browser !== "" && system !== "") return t`${browser} on ${system}`;
    return browser || system || t`Unknown device`;
  };
}
