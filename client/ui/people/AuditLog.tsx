import { Trans, useLingui } from "@lingui/react/macro";
import { Download } from "lucide-react";
import { useEffect, useState } from "react";
import type { Api, AuditInfo } from "../../../shared/protocol/http.ts";
import { Button } from "../parts/Button.tsx";
import { TroubleNotice } from "../parts/TroubleNotice.tsx";
import { ask, type Trouble } from "../text/ask.ts";
import { useDeeds } from "./deeds.ts";
import css from "./People.module.css";

type Log = Api["GET /api/spaces/:space/audit"]["answer"];

/** Entries that are shown at once; the export holds all. */
const SHOWN = 100;

/** What was done in a space, newest first, and its export. People stand in it under letters: the log knows no names. */
export function AuditLog({ space }: { space: string }) {
  const { i18n } = useLingui();
  const deed = useDeeds();
  const [log, setLog] = useState<Log | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [shown, setShown] = useState(SHOWN);
  const load = async (): Promise<void> => {
    const answer = await ask("GET /api/spaces/:space/audit", { params: { space } });
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setLog(answer.value);
  };
  // Another space is another log.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => void load(), [space]);
  if (trouble) return <TroubleNotice trouble={trouble} onRetry={() => void load()} />;
  if (log === null) return null;
  const letters = lettersOf(log.entries);
  const newest = log.entries.toReversed();
  return (
    <div className={css.stack}>
      <p className={css.hint}>
        <Trans>Who did what to whom and when, without names and without what was said. The same letter is the same person.</Trans>
      </p>
      <div className={css.buttons}>
        <Button size="s" icon={<Download aria-hidden />} onClick={() => save(log.csv, "text/csv", "kartu-log.csv")}>
          <Trans>Save as a table (CSV)</Trans>
        </Button>
        <Button
          size="s"
          icon={<Download aria-hidden />}
          onClick={() => save(JSON.stringify(log.entries, null, 2), "application/json", "kartu-log.json")}
        >
          <Trans>Save as JSON</Trans>
        </Button>
      </div>
      {newest.length === 0 && (
        <p>
          <Trans>Nothing was done here yet.</Trans>
        </p>
      )}
      <ol className={css.log}>
        {newest.slice(0, shown).map((entry) => (
          <li key={entry.id}>
            <time dateTime={new Date(entry.at).toISOString()}>
              {i18n.date(new Date(entry.at), { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" })}
            </time>
            <span>{deed(entry, letters)}</span>
          </li>
        ))}
      </ol>
      {newest.length > shown && (
        <Button size="s" onClick={() => setShown(shown + SHOWN)}>
          <Trans>Show older ones</Trans>
        </Button>
      )}
    </div>
  );
}

/** A letter for each person of a log, in the order in which they appear: A … Z, A2 … */
function lettersOf(entries: readonly AuditInfo[]): ReadonlyMap<string, string> {
  const letters = new Map<string, string>();
  for (const { actor, target } of entries) {
    for (const name of [actor, target]) {
      if (name === "" || letters.has(name)) continue;
      const n = letters.size;
      letters.set(name, `${String.fromCharCode(65 + (n % 26))}${n < 26 ? "" : Math.floor(n / 26) + 1}`);
    }
  }
  return letters;
}

function save(text: string, type: string, name: string): void {
  // A spreadsheet takes a table for UTF-8 by the mark at its beginning.
  const blob = new Blob([type === "text/csv" ? "\ufeff" : "", text], { type: `${type};charset=utf-8` });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
