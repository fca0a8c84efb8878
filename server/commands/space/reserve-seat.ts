/** Behind POST /api/spaces/:space/join: may they come in, and if so, a seat in the space's room. */
import { matchMaker } from "@colyseus/core";
import { fail, ok, type Result } from "../../../shared/domain/result.ts";
import { PROTOCOL } from "../../../shared/protocol/codes.ts";
import type { SpaceRow } from "../../ports/space-store.ts";
import type { SpaceDeps } from "../../rooms/space-deps.ts";
import { mayPass } from "./door.ts";
import { SPACE_ROOM } from "../../rooms/space-room.ts";
import type { CameBy } from "../ice.ts";
import type { Identity } from "../ports.ts";
import { seatHolder } from "./seat-holder.ts";

/** What the SDK's `consumeSeatReservation` takes. */
export type SeatReservation = Awaited<ReturnType<typeof matchMaker.reserveSeatFor>>;

export interface SeatRequest {
  identity: Identity;
  space: SpaceRow;
  protocol: number;
  build: string;
  lang: string;
  by: CameBy;
}

/** The server's own build; "dev" takes every page. */
export interface SeatRules {
  build: string;
}

/**
 * Errors: `protocol_mismatch`, `build_mismatch`, `space_full`, and those of `seatHolder`.
 * @throws StorageError
 */
export async function reserveSeat(
  deps: Pick<SpaceDeps, "store" | "clock" | "live" | "lobbies" | "sound">,
  { build }: SeatRules,
  request: SeatRequest,
): Promise<Result<SeatReservation>> {
  const { identity, space } = request;
  const { live } = deps;
  if (request.protocol !== PROTOCOL) return fail("protocol_mismatch");
  if (build !== "dev" && request.build !== build) return fail("build_mismatch");
  const { user, session } = identity;
  const asked = await seatHolder(deps, { user: user.id, session, lang: request.lang, by: request.by }, space.id);
  if (!asked.ok) return asked;
  const holder = asked.value;
  const heads = 1 + (holder.others?.length ?? 0);
  const { role } = holder;
  // A room that closes just now takes no seats any more: the second attempt opens a new one.
  for (let attempt = 0; ; attempt++) {
    const running = await live.find(space.id, async () => {
      await deps.sound?.settled;
      return matchMaker.createRoom(SPACE_ROOM, { space: space.id });
    });
    if (running.space.personOf(user.id) === undefined && !mayPass(deps, space.id, { user: user.id, role, heads }))
      return fail("space_full");
    try {
      const room = await matchMaker.driver.findOne({ roomId: running.roomId });
      if (room === undefined) throw new Error("the room is gone");
      return ok(await matchMaker.reserveSeatFor(room, {}, holder));
    } catch (error) {
      if (attempt >= 1) {
        if (live.get(space.id) !== undefined && !running.space.hasRoomFor(user.id, role, heads)) return fail("space_full");
        throw new Error("no seat could be reserved", { cause: error });
      }
      live.closed(running.roomId, running.space);
    }
  }
}
