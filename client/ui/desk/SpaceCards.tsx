import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ArrowRight, Clock, DoorOpen, Flag, LayoutDashboard } from "lucide-react";
import type { ReactNode } from "react";
import type { DeskSpace } from "../../../shared/protocol/desk.ts";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask } from "../text/ask.ts";
import { useRoleName } from "../text/roles.ts";
import { awayText, startText } from "../text/when.ts";
import { Faces } from "./Faces.tsx";
import { useLive } from "./use-live.ts";
import css from "./Desk.module.css";

/** The spaces that one leads, each with who is in just now. On the desk and on the start page. */
export function SpaceCards({ empty = null }: { empty?: ReactNode }) {
  const { t } = useLingui();
  const { value, at, trouble, again } = useLive(() => ask("GET /api/desk"), "desk");
  return (
    <>
      {trouble && <TroubleNotice trouble={trouble} onRetry={() => void again()} />}
      {value === null && trouble === null && <p role="status">{t`One moment …`}</p>}
      {value !== null && value.spaces.length === 0 && empty}
      {value !== null && value.spaces.length > 0 && (
        <ul className={css.spaces} aria-label={t`Spaces that you lead`}>
          {value.spaces.map((space) => (
            <li key={space.id} className={css.card}>
              <SpaceCard space={space} now={at} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function SpaceCard({ space, now }: { space: DeskSpace; now: number }) {
  const { t, i18n } = useLingui();
  const roleName = useRoleName();
  const { name } = space;
  const { startsAt } = space.settings;
  return (
    <>
      <div className={css.cardTitle}>
        <h2>{space.name}</h2>
        <p className={css.soft}>{roleName(space.role)}</p>
      </div>
      <Faces people={space.inside} count={space.present} />
      {(startsAt !== null || space.waits > 0 || space.openReports > 0) && (
        <ul className={css.facts}>
          {space.waits > 0 && (
            <li data-urgent="true">
              <DoorOpen aria-hidden />
              <Plural value={space.waits} one="# person waits to be let in" other="# people wait to be let in" />
            </li>
          )}
          {space.openReports > 0 && (
            <li data-urgent="true">
              <Flag aria-hidden />
              <Plural value={space.openReports} one="# report to read" other="# reports to read" />
            </li>
          )}
          {startsAt !== null && startsAt > now && (
            <li>
              <Clock aria-hidden />
              <span>
                {startText(i18n, startsAt)} ({awayText(i18n, startsAt, now)})
              </span>
            </li>
          )}
        </ul>
      )}
      <div className={css.actions}>
        <a className={`${css.link} ${css.go}`} href={`/s/${space.id}`} aria-label={t`Go in: ${name}`}>
          <Trans>Go in</Trans> <ArrowRight aria-hidden />
        </a>
        <a className={css.link} href={`/desk/${space.id}`} aria-label={t`Desk: ${name}`}>
          <LayoutDashboard aria-hidden /> <Trans>Desk</Trans>
        </a>
      </div>
    </>
  );
}
