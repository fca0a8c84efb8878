import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import type { Api } from "../../../shared/protocol/http.ts";
import { Button } from "../parts/Button.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import css from "./People.module.css";

type Blocked = Api["GET /api/me/blocks"]["answer"]["blocked"];

/** Whom one has blocked, in all spaces; names are behind a tap, so that they do not stand on the screen by themselves. */
export function BlockedPeople() {
  const { t } = useLingui();
  const [blocked, setBlocked] = useState<Blocked | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const load = async (): Promise<void> => {
    const answer = await ask("GET /api/me/blocks");
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setBlocked(answer.value.blocked);
  };
  useEffect(() => void load(), []);
  const undo = async (user: string): Promise<void> => {
    const answer = await ask("POST /api/me/unblock", { body: { user } });
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) await load();
  };
  if (trouble) return <TroubleNotice trouble={trouble} onRetry={() => void load()} />;
  if (blocked === null) return null;
  if (blocked.length === 0) {
    return (
      <p className={css.hint}>
        <Trans>Nobody. To block somebody, tap their name in the list of people.</Trans>
      </p>
    );
  }
  return (
    <details className={css.details}>
      <summary>
        <Trans>Show who it is</Trans> ({blocked.length})
      </summary>
      <ul className={css.list}>
        {blocked.map(({ user, name }) => (
          <li key={user} className={css.member}>
            <strong>{name}</strong>
            <Button size="s" onClick={() => void undo(user)} aria-label={t`Unblock ${name}`}>
              <Trans>Unblock</Trans>
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
