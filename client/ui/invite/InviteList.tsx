import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { InviteInfo } from "../../../shared/protocol/http.ts";
import { Button } from "../parts/Button.tsx";
import { useRoleName } from "../text/roles.ts";
import css from "./Invite.module.css";

/** Links given out before. Their codes are known to nobody any more; they can be ended. */
export function InviteList({ invites, now, onRevoke }: { invites: readonly InviteInfo[]; now: number; onRevoke: (id: string) => void }) {
  const { i18n, t } = useLingui();
  const roleName = useRoleName();
  if (invites.length === 0) return null;
  return (
    <section className={css.section} aria-labelledby="invites-given">
      <h3 id="invites-given">
        <Trans>Links given out</Trans>
      </h3>
      <ul className={css.given}>
        {invites.map((invite) => {
          const made = i18n.date(new Date(invite.createdAt), { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
          return (
            <li key={invite.id}>
              <span>
                <strong>{roleName(invite.role)}</strong>
                <span className={css.hint}>
                  <Trans>made {made}</Trans> · <Ends invite={invite} now={now} />
                </span>
              </span>
              {ended(invite, now) ? null : (
                <Button size="s" look="danger" onClick={() => onRevoke(invite.id)} aria-label={t`Withdraw the link made ${made}`}>
                  <Trans>Withdraw</Trans>
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const ended = (invite: InviteInfo, now: number): boolean =>
  invite.revoked || invite.usesLeft === 0 || (invite.expiresAt !== null && invite.expiresAt <= now);

function Ends({ invite, now }: { invite: InviteInfo; now: number }) {
  const { i18n } = useLingui();
  if (invite.revoked) return <Trans>withdrawn</Trans>;
  if (invite.usesLeft === 0) return <Trans>used up</Trans>;
  if (invite.expiresAt !== null && invite.expiresAt <= now) return <Trans>run out</Trans>;
  const until =
    invite.expiresAt === null ? null : i18n.date(new Date(invite.expiresAt), { day: "numeric", month: "short", year: "numeric" });
  return (
    <>
      {until === null ? <Trans>no end</Trans> : <Trans>until {until}</Trans>}
      {invite.usesLeft !== null && (
        <>
          {" · "}
          <Plural value={invite.usesLeft} one="# use left" other="# uses left" />
        </>
      )}
    </>
  );
}
