/** Reports, read and closed by those on duty. Nobody reads what was said about themselves. */
import { fail, ok, type Result } from "../../shared/domain/result.ts";
import type { ReportInfo } from "../../shared/protocol/http.ts";
import type { SpaceStore } from "../ports/space-store.ts";
import { record } from "./audit.ts";
import type { Ports } from "./ports.ts";
import { newId } from "./secrets.ts";

/** Reports that are shown at most. */
const SHOWN = 200;

/** @param inside who somebody is in the running space just now, 0: nobody */
export async function readReports(
  store: SpaceStore,
  space: string,
  reader: string,
  inside: (space: string, user: string) => number,
): Promise<{ reports: ReportInfo[]; open: number; closed: number }> {
  const [rows, counts] = await Promise.all([store.reports(space, reader, SHOWN), store.countReports(space, reader)]);
  const users = new Set(rows.flatMap(({ reporter, about }) => [reporter, about]).filter((user) => user !== null));
  const names = new Map(
    (await Promise.all([...users].map((user) => store.user(user)))).flatMap((row) => (row === null ? [] : [[row.id, row.name]])),
  );
  const person = (user: string | null) => (user === null ? null : { user, name: names.get(user) ?? "", person: inside(space, user) });
  const reports = rows.map(({ space: _, reporter, about, context, ...row }) => ({
    ...row,
    reporter: person(reporter),
    about: person(about),
    context: context ?? [],
    wordsGone: context === null,
  }));
  return { reports, ...counts };
}

/** How many wait for somebody to read them. */
export async function openReports(store: SpaceStore, space: string, reader: string): Promise<number> {
  return (await store.countReports(space, reader)).open;
}

/** Errors: `not_found` (also: closed already, or about oneself). */
export async function closeReport(
  ports: Ports,
  { space, by, report }: { space: string; by: string; report: string },
): Promise<Result<null>> {
  const { store, clock } = ports;
  if (!(await store.closeReport(space, report, by, clock.now()))) return fail("not_found");
  await record(ports, newId(ports.random), { space, actor: by, action: "report_closed", facts: { report } });
  return ok(null);
}
