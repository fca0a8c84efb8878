/** What waits for those on duty: open reports (asked of the server, told anew by it) beside the lines that are held (`$review`). */
import { atom } from "nanostores";
import type { ReportInfo } from "../../../shared/protocol/http.ts";
import { ask, type Trouble } from "../text/ask.ts";

export const $reportList = atom<readonly ReportInfo[]>([]);
/** How many there are, also of those that the list leaves out. */
export const $reportCounts = atom<{ open: number; closed: number }>({ open: 0, closed: 0 });
export const $reportTrouble = atom<Trouble | null>(null);

export async function loadReports(space: string): Promise<void> {
  const answer = await ask("GET /api/spaces/:space/reports", { params: { space } });
  $reportTrouble.set(answer.ok ? null : answer);
  if (!answer.ok) return;
  const { reports, open, closed } = answer.value;
  $reportList.set(reports);
  $reportCounts.set({ open, closed });
}
