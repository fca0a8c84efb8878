/** Is it still them? Asked before what cannot be undone; `confirm.ts` takes the proof. */
import { fail, ok, type Result } from "../../../shared/domain/result.ts";
import type { Ways } from "../../../shared/protocol/accounts.ts";
import type { Identity, Ports } from "../ports.ts";

/** So long one proof is enough, ms. */
const FRESH = 5 * 60_000;

/** Recovery codes are for emergencies, and alone no way to log in. */
export const canLogIn = ({ password, passkeys }: Ways): boolean => password || passkeys > 0;

/**
 * Ok when the session showed within the last five minutes that it is them. Errors: `confirm_needed {ways}`; 0: there is nothing to
 * confirm with, so that comes first.
 */
export async function confirmed(
  { store, clock }: Pick<Ports, "store" | "clock">,
  { user, session }: { user: { id: string }; session: string },
): Promise<Result<null>> {
  const [ways, found] = await Promise.all([store.ways(user.id), store.session(session)]);
  const n = Number(ways.password) + ways.passkeys;
  if (n === 0) return fail("confirm_needed", { ways: 0 });
  const age = clock.now() - (found?.session.confirmedAt ?? 0);
  // A clock that was put back makes nothing fresh.
  return age >= 0 && age < FRESH ? ok(null) : fail("confirm_needed", { ways: n });
}

/** The same, save that whoever has no way to log in yet may make the first. */
export async function mayChangeWays(ports: Ports, who: Identity): Promise<Result<null>> {
  const checked = await confirmed(ports, who);
  return !checked.ok && checked.params?.["ways"] === 0 ? ok(null) : checked;
}
