/** Into the lobby, and out of it. */
import { matchMaker } from "@colyseus/core";
import { besides, partyName } from "../../../shared/domain/party.ts";
import { can } from "../../../shared/domain/permissions.ts";
import { fail, ok, type Result } from "../../../shared/domain/result.ts";
import type { ErrorCode } from "../../../shared/domain/errors.ts";
import { LOBBY_PLACES, LOBBY_ROOM, type LobbyHolder } from "../../rooms/lobby/lobby-room.ts";
import type { Person } from "../../rooms/person.ts";
import type { RunningSpace } from "../../rooms/running-space.ts";
import type { SpaceDeps } from "../../rooms/space-deps.ts";
import { accessTo } from "../access.ts";
import { record } from "../audit.ts";
import { admitMember, answerAsk } from "./admit.ts";
import { mayPass, throughDoor } from "./door.ts";
import type { Identity } from "../ports.ts";
import { newId } from "../secrets.ts";
import type { SeatReservation } from "./reserve-seat.ts";

type Deps = Pick<SpaceDeps, "store" | "clock" | "random" | "live" | "lobbies">;

const opening = new Map<string, Promise<unknown>>();

/** The one room of a space's lobby. */
async function roomOf(space: string): Promise<Awaited<ReturnType<typeof matchMaker.driver.findOne>>> {
  // Two who come at once open one.
  await opening.get(space);
  const room = await matchMaker.driver.findOne({ name: LOBBY_ROOM, space, locked: false });
  if (room !== undefined) return room;
  const open = opening.get(space) ?? matchMaker.createRoom(LOBBY_ROOM, { space }).finally(() => opening.delete(space));
  opening.set(space, open);
  await open;
  return matchMaker.driver.findOne({ name: LOBBY_ROOM, space, locked: false });
}

/**
 * A seat in the lobby of a space, for whoever has to be let in, finds it full or is early. Errors: those of `accessTo` but `in_lobby`;
 * `conduct_needed`; `lobby_refused` (turned away a moment ago); `bad_request`: there is nothing to wait for, they may join; `rate_limited`: the lobby itself is full.
 * @throws StorageError
 */
export async function reserveLobbySeat(deps: Deps, { user, session }: Identity, space: string): Promise<Result<SeatReservation>> {
  const access = await accessTo(deps.store, user, space, "space.enter", deps.clock.now());
  if (!access.ok && access.code !== "in_lobby") return access;
  const [row, member] = await Promise.all([deps.store.space(space), deps.store.membership(space, user.id)]);
  if (row === null) return fail("not_found");
  const door = access.ok ? await throughDoor(deps, user, access.value) : access;
  if (!door.ok && door.code === "conduct_needed") return door;
  const lobby = deps.lobbies.of(space);
  lobby.settings = row.settings;
  const running = deps.live.get(space);
  const why = !access.ok ? "admit" : !door.ok && door.code === "too_early" ? "early" : "full";
  const others = besides(member?.party, deps.clock.now());
  const heads = 1 + others.length;
  const mayJoin =
    access.ok && (running?.personOf(user.id) !== undefined || mayPass(deps, space, { user: user.id, role: access.value.role, heads }));
  if (why === "full" && mayJoin) return fail("bad_request");
  if (why === "admit" && !lobby.mayKnock(user.id)) return fail("lobby_refused", { seconds: lobby.mayKnockIn(user.id) });
  if (lobby.size >= LOBBY_PLACES) return fail("rate_limited", { seconds: 10 });
  const holder: LobbyHolder = { user: user.id, session, name: partyName(user.name, others), why, heads };
  const room = await roomOf(space);
  if (room === undefined) throw new Error("the lobby is gone");
  return ok(await matchMaker.reserveSeatFor(room, {}, holder));
}

/** From inside: one (`target_gone`: they knock no more) or all. Errors: `forbidden`, `target_gone`, `storage_failed`. */
export async function decideKnock(
  space: RunningSpace,
  by: Person,
  knock: string | null,
  admit: boolean,
): Promise<{ code: ErrorCode } | null> {
  if (!can(by.role, "lobby.decide")) return { code: "forbidden" };
  const { deps } = space;
  const lobby = deps.lobbies.get(space.id);
  const asked = lobby?.askedBy(knock) ?? null;
  const users = lobby?.behindKnock(knock) ?? [];
  if (users.length === 0 && asked === null && knock !== null) return { code: "target_gone" };
  try {
    if (asked !== null) {
      const answered = await answerAsk(deps, { space: space.id, by: by.user, user: asked, agreed: admit });
      return answered.ok ? null : { code: answered.code === "forbidden" ? "forbidden" : "target_gone" };
    }
    for (const user of users) {
      if (admit) await admitMember(deps, { space: space.id, by: by.user, user });
      else {
        lobby?.turnAway(user);
        await record(deps, newId(deps.random), { space: space.id, actor: by.user, target: user, action: "turn_away" });
      }
    }
    return null;
  } catch (error) {
    deps.log.error({ space: space.id, err: error }, "an admission could not be written");
    return { code: "storage_failed" };
  }
}
