import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { useEffect, useId, useState } from "react";
import type { ReportInfo } from "../../../shared/protocol/http.ts";
import { Button } from "../parts/Button.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { $reportCounts, $reportList, $reportTrouble, loadReports } from "./duty.ts";
import { useWhys } from "./words.ts";
import css from "./People.module.css";

interface ReportsProps {
  space: string;
  /** Opens the card of somebody who is inside; without it there is no button. */
  onPerson?: (person: number) => void;
  /** Where somebody who is not inside can be dealt with. */
  onMembers?: () => void;
}

/** Reports for those on duty, open ones first. What is about oneself the server leaves out. */
export function Reports({ space, onPerson, onMembers }: ReportsProps) {
  const reports = useStore($reportList);
  const { open, closed } = useStore($reportCounts);
  const openLeft = open - reports.filter(({ closedAt }) => closedAt === null).length;
  const closedLeft = open + closed - reports.length - openLeft;
  const trouble = useStore($reportTrouble);
  const final = useId();
  useEffect(() => void loadReports(space), [space]);
  return (
    <div className={css.stack}>
      {reports.length > 0 && (
        <p id={final} className={css.hint}>
          <Trans>A report that is closed is not opened again, and is erased after 30 days.</Trans>
        </p>
      )}
      {trouble && <TroubleNotice trouble={trouble} onRetry={() => void loadReports(space)} />}
      {reports.length === 0 && trouble === null && (
        <p className={css.hint}>
          <Trans>No reports. What people report comes here, to everyone who leads.</Trans>
        </p>
      )}
      <ul className={css.list}>
        {reports.map((report) => (
          <Report
            key={report.id}
            report={report}
            space={space}
            final={final}
            {...(onPerson === undefined ? {} : { onPerson })}
            {...(onMembers === undefined ? {} : { onMembers })}
          />
        ))}
      </ul>
      {openLeft > 0 && (
        <p className={css.hint}>
          <Plural
            value={openLeft}
            one="# more open report is not shown yet. It comes up as soon as you close one of these."
            other="# more open reports are not shown yet. They come up as you close these."
          />
        </p>
      )}
      {closedLeft > 0 && (
        <p className={css.hint}>
          <Plural value={closedLeft} one="# older closed report is not shown." other="# older closed reports are not shown." />
        </p>
      )}
    </div>
  );
}

/** @param final id of what says that closing is for good */
function Report({ report, space, final, onPerson, onMembers }: ReportsProps & { report: ReportInfo; final: string }) {
  const { i18n, t } = useLingui();
  const { reportWhy } = useWhys();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { about, reporter } = report;
  const time = (at: number): string => i18n.date(new Date(at), { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const close = async (): Promise<void> => {
    const answer = await ask("POST /api/spaces/:space/reports/:report/close", { params: { space, report: report.id }, body: {} });
    setTrouble(answer.ok ? null : answer);
    await loadReports(space);
  };
  const gone = t`somebody who was erased`;
  const closed = report.closedAt === null ? "" : time(report.closedAt);
  const by = reporter?.name ?? gone;
  const name = about?.name ?? "";
  const writer = about?.name ?? gone;
  return (
    <li className={css.item} data-closed={report.closedAt !== null}>
      <div className={css.head}>
        <strong>{reportWhy[report.why]}</strong>
        {report.closedAt === null ? (
          <span className={css.state}>
            <Trans>open</Trans>
          </span>
        ) : (
          <span className={css.hint}>
            <Trans>closed {closed}</Trans>
          </span>
        )}
      </div>
      <p className={css.hint}>
        {report.why === "board" ? (
          <Trans>Written by {writer}; Kartu reports it by itself.</Trans>
        ) : about === null ? (
          <Trans>{by} wrote, about nobody in particular</Trans>
        ) : (
          <Trans>
            {by} about {name}
          </Trans>
        )}{" "}
        · {time(report.at)}
      </p>
      {report.wordsGone && (
        <p className={css.hint}>
          <Trans>What was written in it was erased, with the chat of that time. The report itself stays until you close it.</Trans>
        </p>
      )}
      {report.text !== "" && <p className={css.said}>{report.text}</p>}
      {report.context.length > 0 && (
        <details className={css.details}>
          <summary>
            <Trans>The last lines of the chat before it</Trans>
          </summary>
          <ol className={css.quote}>
            {report.context.map((line, i) => (
              // Lines of one moment may be alike; their order is all that they have.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={i}>
                <strong>{line.name}:</strong> {line.text}
              </li>
            ))}
          </ol>
        </details>
      )}
      {trouble && <TroubleNotice trouble={trouble} />}
      <div className={css.buttons}>
        {about !== null && about.person > 0 && onPerson && (
          <Button size="s" onClick={() => onPerson(about.person)}>
            <Trans>What to do about {name}</Trans>
          </Button>
        )}
        {about !== null && about.person === 0 && onMembers && (
          <Button size="s" onClick={onMembers}>
            <Trans>{name} is not here: to the members</Trans>
          </Button>
        )}
        {report.closedAt === null && (
          <Button size="s" look="primary" aria-describedby={final} onClick={() => void close()}>
            <Trans>Close the report</Trans>
          </Button>
        )}
      </div>
    </li>
  );
}
