/**
 * What a seat says of whoever takes it: asked of the store when it is reserved, and again when they sit down, for between the two somebody may
 * have been given another role, put out, or sent to the lobby.
 */
import { besides } from "../../../shared/domain/party.ts";
import { fail, ok, type Result } from "../../../shared/domain/result.ts";
import type { SeatHolder } from "../../rooms/person.ts";
import type { SpaceDeps } from "../../rooms/space-deps.ts";
import { judgeAccess } from "../access.ts";

/**
 * Everything is asked for at once, so that what it says is of one moment, and whoever sits down by it in the same turn misses no change: the next
 * one finds them inside. Errors: `no_session` (it has ended), and those of `accessTo`. @throws StorageError
 */
export async function seatHolder(
  { store, clock }: Pick<SpaceDeps, "store" | "clock">,
  { user: id, session, lang, by }: Pick<SeatHolder, "user" | "session" | "lang" | "by">,
  spaceId: string,
): Promise<Result<SeatHolder>> {
  const [found, space, member, stand, blocks] = await Promise.all([
    store.session(session),
    store.space(spaceId),
    store.membership(spaceId, id),
    store.stand(spaceId, id),
    store.blocks(id),
  ]);
  if (found === null || found.user.id !== id) return fail("no_session");
  const { user } = found;
  const now = clock.now();
  const access = judgeAccess({ user, space, member }, "space.enter", now);
  if (!access.ok) return access;
  return ok({
    user: id,
    session,
    name: user.name,
    others: besides(member?.party, now),
    appearance: user.appearance,
    role: access.value.role,
    lang,
    by,
    since: member?.since ?? 0,
    blocks,
    stand: stand === null ? null : { place: stand.place, x: stand.x, y: stand.y, at: stand.at },
  });
}
