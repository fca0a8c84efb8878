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
): Promise<ReportInfo[]> {
  const rows = (await store.reports(space, SHOWN)).filter(({ about }) => about !== reader);
  const users = new Set(rows.flatMap(({ reporter, about }) => [reporter, about]).filter((user) => user !== null));
  const names = new Map(
    (await Promise.all([...users].map((user) => store.user(user)))).flatMap((row) => (row === null ? [] : [[row.id, row.name]])),
  );
  const person = (user: string | null) => (user === null ? null : { user, name: names.get(user) ?? "", person: inside(space, user) });
  return rows.map(({ space: _, reporter, about, ...row }) => ({ ...row, reporter: person(reporter), about: person(about) }));
}

/** How many wait for somebody to read them. */
export async function openReports(store: SpaceStore, space: string, reader: string): Promise<number> {
  return (await store.reports(space, SHOWN)).filter(({ about, closedAt }) => about !== reader && closedAt === null).length;
}

/** Errors: `not_found` (also: closed already, or about oneself). */
export async function closeReport(
  ports: Ports,
  { space, by, report }: { space: string; by: string; report: string },
): Promise<Result<null>> {
  const { store, clock } = ports;
  const row = (await store.reports(space, SHOWN)).find(({ id }) => id === report);
  if (row === undefined || row.about === by || !(await store.closeReport(space, report, clock.now()))) return fail("not_found");
  await record(ports, newId(ports.random), { space, actor: by, action: "report_closed", facts: { report } });
  return ok(null);
}
