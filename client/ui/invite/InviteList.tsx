import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { InviteInfo } from "../../../shared/protocol/http.ts";
import { Button } from "../parts/Button.tsx";
import { useRoleName } from "../text/roles.ts";
import css from "./Invite.module.css";

const ended = (invite: InviteInfo, now: number): boolean =>
  invite.revoked || invite.usesLeft === 0 || (invite.expiresAt !== null && invite.expiresAt <= now);

const MINUTE_MS = 60_000;
/** Links for a group have no name: those for one role that were made in one minute are counted, the oldest first. 0: there is no other. */
function numberOf(invite: InviteInfo, group: readonly InviteInfo[]): number {
  const minute = (of: InviteInfo): number => Math.floor(of.createdAt / MINUTE_MS);
  const alike = group
    .filter((other) => other.role === invite.role && minute(other) === minute(invite))
    .toSorted((a, b) => a.createdAt - b.createdAt);
  return alike.length < 2 ? 0 : alike.indexOf(invite) + 1;
}

/** The focus goes on once the line is drawn anew. */
const focusNext = (id: string): void => void requestAnimationFrame(() => document.getElementById(id)?.focus());

/** Links given out before: those that work, and on demand those that ended. Their codes are known to nobody any more; they can be withdrawn. */
export function InviteList({ invites, now, onRevoke }: { invites: readonly InviteInfo[]; now: number; onRevoke: (id: string) => void }) {
  const { t } = useLingui();
  const [asked, setAsked] = useState<string | null>(null);
  if (invites.length === 0) return null;
  const open = invites.filter((invite) => !ended(invite, now));
  const over = invites.filter((invite) => ended(invite, now));
  const personal = open.filter(({ label }) => label !== null);
  const group = open.filter(({ label }) => label === null);
  const line = (invite: InviteInfo) => (
    <Line
      key={invite.id}
      number={numberOf(invite, group)}
      invite={invite}
      now={now}
      asked={asked === invite.id}
      onAsk={(on) => {
        setAsked(on ? invite.id : null);
        if (!on) focusNext(`withdraw-${invite.id}`);
      }}
      onRevoke={() => {
        setAsked(null);
        onRevoke(invite.id);
        focusNext("invites-given");
      }}
    />
  );
  return (
    <section className={css.section} aria-labelledby="invites-given">
      <h3 id="invites-given" tabIndex={-1}>
        <Trans>Links that let people in</Trans>
      </h3>
      {open.length === 0 && (
        <p className={css.hint}>
          <Trans>None just now.</Trans>
        </p>
      )}
      <ul className={css.given} aria-label={t`Links that let people in`}>
        {group.map(line)}
      </ul>
      {personal.length > 0 && (
        <details className={css.details}>
          <summary>
            <Plural value={personal.length} one="# personal link" other="# personal links" />
          </summary>
          <ul className={css.given}>{personal.map(line)}</ul>
        </details>
      )}
      {over.length > 0 && (
        <details className={css.details}>
          <summary>
            <Plural value={over.length} one="# link that has ended" other="# links that have ended" />
          </summary>
          <ul className={css.given}>
            {over.map((invite) => (
              <Line key={invite.id} invite={invite} now={now} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Line({
  invite,
  number = 0,
  now,
  asked = false,
  onAsk,
  onRevoke,
}: {
  invite: InviteInfo;
  /** Which of those it is that look alike; 0: it is the only one. */
  number?: number;
  now: number;
  asked?: boolean;
  onAsk?: (on: boolean) => void;
  onRevoke?: () => void;
}) {
  const { i18n, t } = useLingui();
  const roleName = useRoleName();
  const made = i18n.date(new Date(invite.createdAt), { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const words = invite.label ?? roleName(invite.role);
  const title = number === 0 ? words : `${words} ${number}`;
  return (
    <li>
      <span className={css.about}>
        <strong>{title}</strong>
        <span className={css.hint}>
          {invite.label !== null && <>{roleName(invite.role)} · </>}
          <Trans>made {made}</Trans> · <Ends invite={invite} now={now} />
        </span>
        <Kinds invite={invite} />
      </span>
      {onAsk && !asked && (
        <Button
          id={`withdraw-${invite.id}`}
          size="s"
          look="danger"
          onClick={() => onAsk(true)}
          aria-label={t`Withdraw the link ${title}, made ${made}`}
        >
          <Trans>Withdraw</Trans>
        </Button>
      )}
      {asked && (
        <span className={css.sure} role="group" aria-label={t`Withdraw the link?`}>
          <span className={css.hint}>
            <Trans>Nobody new comes in by it; it cannot be taken back. Who is in stays.</Trans>
          </span>
          <Button size="s" look="danger" ref={(button) => button?.focus()} onClick={onRevoke}>
            <Trans>Withdraw it</Trans>
          </Button>
          <Button size="s" look="plain" onClick={() => onAsk?.(false)}>
            <Trans>Keep it</Trans>
          </Button>
        </span>
      )}
    </li>
  );
}

function Kinds({ invite }: { invite: InviteInfo }) {
  if (!invite.lobby && !invite.opensEarly && !invite.shared) return null;
  return (
    <span className={css.tags}>
      {invite.lobby && (
        <span className={css.tag}>
          <Trans>by the lobby</Trans>
        </span>
      )}
      {invite.opensEarly && (
        <span className={css.tag}>
          <Trans>opens early</Trans>
        </span>
      )}
      {invite.shared && (
        <span className={css.tag}>
          <Trans>shared device</Trans>
        </span>
      )}
    </span>
  );
}

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
