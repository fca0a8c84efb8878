import { Trans } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { useState, type ReactNode } from "react";
import { can } from "../../../shared/domain/permissions.ts";
import { $review } from "../../store/leading.ts";
import { $role, $space } from "../../store/space.ts";
import { Members } from "../desk/Members.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import type { Session } from "../space/session.ts";
import { $dialog } from "../space/ui-state.ts";
import { AuditLog } from "./AuditLog.tsx";
import { $reportCounts } from "./duty.ts";
import { HeldLines } from "./HeldLines.tsx";
import { Reports } from "./Reports.tsx";
import { WordLists } from "./WordLists.tsx";
import css from "./People.module.css";

type Part = "reports" | "lines" | "members" | "log" | "words";

/** What those who lead look after, in one place. Each part stands for itself: the desk mounts them, too. */
export function OrderDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const role = useStore($role);
  const info = useStore($space);
  const space = info?.id ?? "";
  const lines = useStore($review).length;
  const { open: reports } = useStore($reportCounts);
  const [part, setPart] = useState<Part>(lines > 0 && reports === 0 ? "lines" : "reports");
  const toPerson = (person: number): void => $dialog.set({ kind: "person", person });
  const parts: (readonly [Part, ReactNode, number, boolean])[] = [
    ["reports", <Trans key="r">Reports</Trans>, reports, can(role, "report.read")],
    ["lines", <Trans key="h">Held lines</Trans>, lines, can(role, "chat.review")],
    ["members", <Trans key="m">Members</Trans>, 0, can(role, "member.list")],
    ["log", <Trans key="l">Log</Trans>, 0, can(role, "audit.read")],
    ["words", <Trans key="w">Words</Trans>, 0, can(role, "words.edit")],
  ];
  return (
    <Dialog wide title={<Trans>Safety</Trans>} onClose={onClose}>
      <div className={css.parts}>
        {parts.map(
          ([name, label, count, may]) =>
            may && (
              <button key={name} type="button" className={css.part} aria-pressed={part === name} onClick={() => setPart(name)}>
                {label} {count > 0 && <span className={css.number}>{count}</span>}
              </button>
            ),
        )}
      </div>
      {part === "reports" && <Reports space={space} onPerson={toPerson} onMembers={() => setPart("members")} />}
      {part === "lines" && <HeldLines session={session} onPerson={toPerson} />}
      {part === "members" && info && <Members space={{ ...info, role }} onPerson={toPerson} />}
      {part === "log" && <AuditLog space={space} />}
      {part === "words" && <WordLists />}
    </Dialog>
  );
}
