import { Trans } from "@lingui/react/macro";
import { can } from "../../../shared/domain/permissions.ts";
import type { SpaceInfo } from "../../../shared/protocol/http.ts";
import { AuditLog } from "../people/AuditLog.tsx";
import { Reports } from "../people/Reports.tsx";
import { WordLists } from "../people/WordLists.tsx";
import { DeskCard } from "./DeskCard.tsx";
import { Members } from "./Members.tsx";
import css from "./Desk.module.css";

/** Who belongs to the space, and what keeps it in order. What is seldom needed opens when it is asked for. */
export function PeoplePart({ space }: { space: SpaceInfo }) {
  return (
    <>
      <DeskCard title={<Trans>Members</Trans>}>
        <Members space={space} />
      </DeskCard>
      {can(space.role, "report.read") && (
        <DeskCard title={<Trans>Reports</Trans>}>
          <Reports space={space.id} />
        </DeskCard>
      )}
      {can(space.role, "audit.read") && (
        <details className={`${css.card} ${css.fold}`}>
          <summary>
            <Trans>Log</Trans>
          </summary>
          <AuditLog space={space.id} />
        </details>
      )}
      {can(space.role, "words.edit") && (
        <details className={`${css.card} ${css.fold}`}>
          <summary>
            <Trans>Words</Trans>
          </summary>
          <WordLists />
        </details>
      )}
    </>
  );
}
