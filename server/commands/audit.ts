/** The log of what was done to people and sessions: who, what, to whom, and no content. Only ever added to. */
import type { AuditInfo } from "../../shared/protocol/http.ts";
import type { Deed } from "../../shared/domain/deeds.ts";
import { ok, type Result } from "../../shared/domain/result.ts";
import type { AuditEntry } from "../ports/people-store.ts";
import type { SpaceStore, UserRow } from "../ports/space-store.ts";
import type { Clock } from "../ports/clock.ts";
import { accessTo } from "./access.ts";

/** Entries that an export holds at most: the newest. */
export const AUDIT_EXPORT = 50_000;

export interface Done {
  space: string;
  /** Users; "" = nobody (in particular). */
  actor: string;
  target?: string;
  action: Deed;
  facts?: AuditEntry["facts"];
}

/** @param id a random one @throws StorageError */
export const record = ({ store, clock }: { store: SpaceStore; clock: Clock }, id: string, done: Done): Promise<void> =>
  store.addAudit({ id, at: clock.now(), target: "", facts: {}, ...done });

/** The log of a space, oldest first. Errors: `not_found`, `ejected`, `forbidden`. */
export async function readAudit(
  { store, clock }: { store: SpaceStore; clock: Clock },
  user: UserRow,
  space: string,
): Promise<Result<AuditInfo[]>> {
  const access = await accessTo(store, user, space, "audit.read", clock.now());
  if (!access.ok) return access;
  const entries = await store.audit(access.value.space.id, AUDIT_EXPORT);
  return ok(entries.map(({ id, at, actor, target, action, facts }) => ({ id, at, actor, target, action, facts })));
}
