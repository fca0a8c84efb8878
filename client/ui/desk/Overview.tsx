import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { CalendarClock, DoorOpen, PencilRuler, TicketCheck, Users } from "lucide-react";
import { useState } from "react";
import { atLeast, can } from "../../../shared/domain/permissions.ts";
import type { DeskReport } from "../../../shared/protocol/desk.ts";
import { Reach } from "../invite/Reach.tsx";
import { Button } from "../parts/Button.tsx";
import { Portrait } from "../parts/Portrait.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { keyText, labelText } from "../text/labels.ts";
import { useRoleName } from "../text/roles.ts";
import { awayText, startText } from "../text/when.ts";
import { DeskCard } from "./DeskCard.tsx";
import desk from "./Desk.module.css";
import css from "./Overview.module.css";

/** What a trainer wants to know at first sight: who waits, who is in, when it begins, what the boards say. */
export function Overview({ report, now, again }: { report: DeskReport /** UTC ms */; now: number; again: () => Promise<void> }) {
  const { i18n, t } = useLingui();
  const { space } = report;
  const configures = can(space.role, "space.configure");
  return (
    <div className={css.grid}>
      {report.waiting.length > 0 && <Waiting report={report} again={again} />}
      <Inside report={report} />
      <DeskCard
        icon={<CalendarClock aria-hidden />}
        title={<Trans>Next session</Trans>}
        more={
          configures && (
            <a className={desk.link} href={`/desk/${space.id}/settings`} aria-label={t`Change the next session`}>
              <Trans>Change</Trans>
            </a>
          )
        }
      >
        <NextSession report={report} now={now} />
      </DeskCard>
      <DeskCard icon={<PencilRuler aria-hidden />} title={<Trans>Boards</Trans>}>
        <ul className={css.lines}>
          {report.boards.map((board) => (
            <li key={board.id}>
              <strong>{keyText(i18n, board.label)}</strong>
              <span className={desk.soft}>
                {board.people > 0 ? (
                  <Plural value={board.people} one="# person at it" other="# people at it" />
                ) : board.changedAt === null ? (
                  <Trans>still empty</Trans>
                ) : (
                  <LastChanged away={awayText(i18n, board.changedAt, now)} />
                )}
              </span>
            </li>
          ))}
        </ul>
      </DeskCard>
      <DeskCard
        icon={<TicketCheck aria-hidden />}
        title={<Trans>Invites and members</Trans>}
        more={
          report.invites !== null && (
            <a className={desk.link} href={`/desk/${space.id}/invites`}>
              <Trans>Invite</Trans>
            </a>
          )
        }
      >
        <ul className={css.lines}>
          {report.invites !== null && (
            <li>
              <Plural value={report.invites} one="# link lets people in" other="# links let people in" />
            </li>
          )}
          <li>
            <a href={`/desk/${space.id}/people`}>
              <Plural value={report.members} one="# member" other="# members" />
            </a>
          </li>
        </ul>
      </DeskCard>
      <div className={desk.wide}>
        <Reach space={space} />
      </div>
    </div>
  );
}

function Inside({ report }: { report: DeskReport }) {
  const { i18n, t } = useLingui();
  const roleName = useRoleName();
  const { inside, places } = report;
  const count = inside.length;
  return (
    <DeskCard icon={<Users aria-hidden />} title={<Trans>In just now: {count}</Trans>}>
      {inside.length === 0 && (
        <p className={desk.soft}>
          <Trans>Nobody is in. Go in first: then you are there when they come.</Trans>
        </p>
      )}
      {places
        .filter((place) => place.inside > 0)
        .map((place) => (
          <div key={place.id} className={css.place}>
            <h3>
              {labelText(i18n, place.label)} <span className={desk.soft}>{place.inside}</span>
            </h3>
            <ul className={css.people} aria-label={labelText(i18n, place.label)}>
              {inside
                .filter((person) => person.place === place.id)
                .map((person) => (
                  <li key={person.user}>
                    <Portrait appearance={person.appearance} size={36} />
                    <span>
                      {person.name === "" ? t`Somebody without a name` : person.name}
                      {can(person.role, "lead.hold") && <span className={desk.soft}> · {roleName(person.role)}</span>}
                      {!person.connected && (
                        <span className={desk.soft}>
                          {" · "}
                          <Trans>connection lost</Trans>
                        </span>
                      )}
                    </span>
                  </li>
                ))}
            </ul>
          </div>
        ))}
      <p className={desk.soft}>
        {places
          .filter((place) => place.inside === 0)
          .map((place) => labelText(i18n, place.label))
          .map((name) => (
            <span key={name} className={css.quietPlace}>
              <Trans>{name}: nobody</Trans>
            </span>
          ))}
      </p>
    </DeskCard>
  );
}

const LastChanged = ({ away }: { away: string }) => <Trans>last changed {away}</Trans>;

function NextSession({ report, now }: { report: DeskReport; now: number }) {
  const { i18n } = useLingui();
  const { startsAt, welcome, admitsMinors } = report.space.settings;
  return (
    <>
      <p>
        {startsAt === null ? (
          <Trans>No fixed start: people come whenever they like.</Trans>
        ) : (
          <>
            <strong>{startText(i18n, startsAt)}</strong>
            <br />
            <span className={desk.soft}>{awayText(i18n, startsAt, now)}</span>
          </>
        )}
      </p>
      {welcome !== "" && <blockquote className={css.quote}>{welcome}</blockquote>}
      <p className={desk.soft}>{admitsMinors ? <Trans>People under 18 come here.</Trans> : <Trans>Only adults come here.</Trans>}</p>
    </>
  );
}

/** Who waits to be let in: one, or all at once; and who is in, and would be more by an invite: one by one. */
function Waiting({ report, again }: { report: DeskReport; again: () => Promise<void> }) {
  const { t } = useLingui();
  const roleName = useRoleName();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const admit = async (users: readonly string[], on = true): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    for (const user of users) {
      const answer = await ask("POST /api/spaces/:space/members/:user/admit", { params: { space: report.space.id, user }, body: { on } });
      // Somebody else decided meanwhile: that is as good.
      if (!answer.ok && answer.code !== "not_found") {
        setTrouble(answer);
        break;
      }
    }
    await again();
    setBusy(false);
  };
  const lobby = report.waiting.filter(({ as }) => as === null);
  return (
    <DeskCard
      wide
      icon={<DoorOpen aria-hidden />}
      title={
        lobby.length > 0 ? (
          <Plural value={lobby.length} one="# person waits to be let in" other="# people wait to be let in" />
        ) : (
          <Trans>Somebody is to get another role</Trans>
        )
      }
      more={
        lobby.length > 1 && (
          <Button look="primary" size="s" disabled={busy} onClick={() => void admit(lobby.map(({ user }) => user))}>
            <Trans>Let all in</Trans>
          </Button>
        )
      }
    >
      {trouble && <TroubleNotice trouble={trouble} />}
      <ul className={css.waiting}>
        {lobby.map(({ user, name }) => (
          <li key={user}>
            <span>{name}</span>
            <Button size="s" disabled={busy} onClick={() => void admit([user])} aria-label={t`Let in: ${name}`}>
              <Trans>Let in</Trans>
            </Button>
          </li>
        ))}
        {report.waiting.map(({ user, name, as }) => {
          if (as === null) return null;
          const role = roleName(as);
          return (
            <li key={user}>
              <span>
                {name}
                <span className={css.asks}>
                  <Trans>Invite for another role: {role}</Trans>
                </span>
              </span>
              <span className={css.answers}>
                {atLeast(report.space.role, as) && (
                  <Button
                    size="s"
                    disabled={busy}
                    onClick={() => void admit([user])}
                    aria-label={t`Agree that ${name} gets the role: ${role}`}
                  >
                    <Trans>Agree</Trans>
                  </Button>
                )}
                <Button
                  size="s"
                  look="plain"
                  disabled={busy}
                  onClick={() => void admit([user], false)}
                  aria-label={t`${name} keeps the role they have`}
                >
                  <Trans>Not now</Trans>
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
    </DeskCard>
  );
}
