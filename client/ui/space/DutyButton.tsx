import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useStore } from "@nanostores/react";
import { ShieldCheck } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { $reports, $review } from "../../store/leading.ts";
import { $space } from "../../store/space.ts";
import { speak } from "../announce/speak.ts";
import { $reportCounts, loadReports } from "../people/duty.ts";
import { $dialog } from "./ui-state.ts";

/** For those who lead: the way to reports, held lines and members, with how many wait. What comes is said at once. */
export function DutyButton({ className }: { className: string | undefined }) {
  const { t } = useLingui();
  const space = useStore($space)?.id;
  const { open } = useStore($reportCounts);
  const waiting = useStore($review).length + open;
  const report = useEffectEvent(() => speak(t`Somebody sent a report. It is under “Safety”.`, true));
  const line = useEffectEvent(() => speak(t`A line of the chat waits until you have read it. It is under “Safety”.`, true));
  useEffect(() => {
    if (space === undefined) return;
    void loadReports(space);
    const stopReports = $reports.listen(() => {
      void loadReports(space);
      report();
    });
    let before = $review.get().length;
    const stopReview = $review.listen(({ length }) => {
      if (length > before) line();
      before = length;
    });
    return () => {
      stopReports();
      stopReview();
    };
  }, [space]);
  return (
    <button
      type="button"
      className={className}
      data-waiting={waiting > 0}
      onClick={() => $dialog.set({ kind: "order" })}
      title={t`Safety: reports, held lines, members`}
    >
      <ShieldCheck aria-hidden />
      <span>
        <Trans>Safety</Trans>
      </span>
      {waiting > 0 && (
        <em>
          {waiting}{" "}
          <span>
            <Plural value={waiting} one="waits" other="wait" />
          </span>
        </em>
      )}
    </button>
  );
}
