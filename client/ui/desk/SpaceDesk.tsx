import { Trans, useLingui } from "@lingui/react/macro";
import { ArrowLeft, ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { can } from "../../../shared/domain/permissions.ts";
import type { DeskReport } from "../../../shared/protocol/desk.ts";
import { InvitePanel } from "../invite/InvitePanel.tsx";
import { Reach } from "../invite/Reach.tsx";
import { Page } from "../parts/Page.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { Waiting } from "../parts/Waiting.tsx";
import type { DeskPart } from "../route.ts";
import { SpaceForm } from "../settings/SpaceForm.tsx";
import { ask } from "../text/ask.ts";
import { useRoleName } from "../text/roles.ts";
import { DeskCard } from "./DeskCard.tsx";
import { DeskFrame } from "./DeskFrame.tsx";
import { GiveAway } from "./GiveAway.tsx";
import { Overview } from "./Overview.tsx";
import { PeoplePart } from "./PeoplePart.tsx";
import { type Live, useLive } from "./use-live.ts";
import css from "./Desk.module.css";

/** One space on the desk. "Go in" is the first thing; what happens inside is read again every few seconds. */
export function SpaceDesk({ id, part }: { id: string; part: DeskPart }) {
  const { t } = useLingui();
  const roleName = useRoleName();
  const live = useLive(() => ask("GET /api/spaces/:space/desk", { params: { space: id } }), id);
  const report = live.value;
  if (report === null) {
    if (live.trouble === null) return <Waiting>{t`One moment …`}</Waiting>;
    return (
      <Page title={<Trans>Desk</Trans>} documentTitle={t`Desk`}>
        <TroubleNotice trouble={live.trouble} onRetry={() => void live.again()} />
        <p>
          <a href="/desk">
            <Trans>All spaces</Trans>
          </a>
        </p>
      </Page>
    );
  }
  const { space } = report;
  return (
    <DeskFrame
      title={space.name}
      documentTitle={space.name}
      above={
        <a className={css.back} href="/desk">
          <ArrowLeft aria-hidden /> <Trans>All spaces</Trans>
        </a>
      }
      below={<p className={css.soft}>{roleName(space.role)}</p>}
      beside={
        <a className={`${css.link} ${css.go} ${css.big}`} href={`/s/${space.id}`}>
          <Trans>Go in</Trans> <ArrowRight aria-hidden />
        </a>
      }
    >
      <Parts report={report} part={part} />
      {live.trouble && <TroubleNotice trouble={live.trouble} onRetry={() => void live.again()} />}
      <Part report={report} part={part} live={live} />
    </DeskFrame>
  );
}

function Parts({ report, part }: { report: DeskReport; part: DeskPart }) {
  const { t } = useLingui();
  const { space } = report;
  const to = (one: DeskPart, label: ReactNode, urgent = 0): ReactNode => (
    <li>
      <a href={one === "overview" ? `/desk/${space.id}` : `/desk/${space.id}/${one}`} aria-current={one === part ? "page" : undefined}>
        {label}
        {urgent > 0 && <span className={css.badge}>{urgent}</span>}
      </a>
    </li>
  );
  return (
    <nav aria-label={t`Parts of the desk`} className={css.parts}>
      <ul>
        {to("overview", <Trans>Overview</Trans>, report.waiting.length)}
        {can(space.role, "invite.create") && to("invites", <Trans>Invites</Trans>)}
        {to("people", <Trans>People and order</Trans>, report.openReports)}
        {can(space.role, "space.configure") && to("settings", <Trans>Settings</Trans>)}
      </ul>
    </nav>
  );
}

function Part({ report, part, live }: { report: DeskReport; part: DeskPart; live: Live<DeskReport> }) {
  const { space } = report;
  switch (part) {
    case "overview":
      return <Overview report={report} now={live.at} again={() => live.again()} />;
    case "people":
      return <PeoplePart space={space} />;
    case "invites":
      return can(space.role, "invite.create") ? (
        <>
          <DeskCard title={<Trans>Invite people</Trans>}>
            <InvitePanel space={space} />
          </DeskCard>
          <Reach space={space} />
        </>
      ) : (
        <TroubleNotice trouble={{ code: "forbidden" }} />
      );
    case "settings":
      return can(space.role, "space.configure") ? (
        <>
          <DeskCard title={<Trans>Settings</Trans>}>
            <SpaceForm space={space} onSaved={() => void live.again()} />
          </DeskCard>
          <Reach space={space} />
          {can(space.role, "space.handOver") && <GiveAway space={space} />}
        </>
      ) : (
        <TroubleNotice trouble={{ code: "forbidden" }} />
      );
  }
}
