/** What routes ask of the other parts of the house, put together from those parts; and the space rooms, registered with the matchmaker. */
import { matchMaker } from "@colyseus/core";
import type { Place } from "../shared/domain/place.ts";
import { CLOSE } from "../shared/protocol/codes.ts";
import type { BoardServer } from "./adapters/boards/attach.ts";
import { type IceConfig, iceReport, mediaRule } from "./commands/ice.ts";
import { setBan } from "./commands/bans.ts";
import type { SoundHouse } from "./commands/media-house.ts";
import type { Ports } from "./commands/ports.ts";
import { admitMember, reserveLobbySeat } from "./commands/space/lobby.ts";
import { reserveSeat } from "./commands/space/reserve-seat.ts";
import { changeRole, handOver } from "./commands/space/roles.ts";
import type { Features } from "./http/features.ts";
import type { Authenticate } from "./http/session.ts";
import { LiveLobbies } from "./rooms/lobby/live-lobbies.ts";
import { LOBBY_ROOM, lobbyRoom } from "./rooms/lobby/lobby-room.ts";
import { LiveSpaces } from "./rooms/live-spaces.ts";
import { MAX_PEOPLE, type SpaceDeps, type SpaceLog } from "./rooms/space-deps.ts";
import { SPACE_ROOM, spaceRoom } from "./rooms/space-room.ts";

export interface FeatureParts {
  ports: Ports;
  authenticate: Authenticate;
  places: readonly Place[];
  ice: IceConfig;
  /** The media server, where there is one. */
  sound?: SoundHouse | null;
  build: string;
  log: SpaceLog;
}

/** Parts that need the routes' features themselves: handed in afterwards. */
export interface Connected {
  boards: Pick<BoardServer, "cut">;
}

export function makeFeatures({ ports, authenticate, places, ice, sound = null, build, log }: FeatureParts): {
  features: Features;
  live: LiveSpaces;
  connect(parts: Connected): void;
} {
  let connected: Connected | null = null;
  const boards = places.flatMap((place) =>
    place.areas.flatMap((area) =>
      area.kind === "board" ? [{ id: area.board, label: "key" in area.label ? area.label.key : area.label.text }] : [],
    ),
  );
  const live = new LiveSpaces();
  const rooms: SpaceDeps = {
    store: ports.store,
    clock: ports.clock,
    random: ports.random,
    lobbies: new LiveLobbies(live, ports.clock, ports.random),
    places: async () => places,
    media: (settings, by) => mediaRule(ice, settings, by).refused,
    authenticate,
    sound,
    live,
    log,
    onEjected: (space, user) => connected?.boards.cut({ space, user }, CLOSE.BOARD_FORBIDDEN),
    // Pages come back by themselves (a code above 4499), with the right they have then.
    onRightsChanged: (space, user) => connected?.boards.cut({ space, user }, CLOSE.BOARD_TROUBLE),
    maxPeople: MAX_PEOPLE,
  };
  matchMaker.defineRoomType(SPACE_ROOM, spaceRoom(rooms));
  matchMaker.defineRoomType(LOBBY_ROOM, lobbyRoom(rooms)).filterBy(["space"]);

  const features: Features = {
    // "dev" is what development pages, bots and tools say: no page that was built and could be out of date.
    join: (request) => reserveSeat(rooms, { build }, request.build === "dev" ? { ...request, build } : request),
    present: (space) => live.present(space),
    spaceChanged: (space) => live.spaceChanged(space),
    changeRole: (wish) => changeRole(rooms, wish),
    handOver: (wish) => handOver(rooms, wish),
    waitInLobby: (identity, space) => reserveLobbySeat(rooms, identity, space),
    admit: (wish) => admitMember(rooms, wish),
    ban: (wish) => setBan(ports, live, wish),
    blockChanged: (user, other, on) => live.blockChanged(user, other, on),
    profileChanged: (user, profile) => live.profileChanged(user, profile),
    sessionEnded({ session }) {
      live.sessionEnded(session);
      rooms.lobbies.sessionEnded(session);
      connected?.boards.cut({ session }, CLOSE.BOARD_NO_SESSION);
    },
    places: async () => ({ places: [...places], boards }),
    ice: async ({ identity, space, by }) => {
      const running = live.get(space.id);
      // The media server stands between people: they see its address, and it alone sees theirs.
      if (running === undefined ? sound?.up === true : running.sound !== null)
        return { iceServers: [], policy: "all", refused: null, transport: "livekit" };
      return iceReport(ice, space.settings, by, identity.user.id, ports.clock.now());
    },
  };
  return {
    features,
    live,
    connect(parts) {
      connected = parts;
    },
  };
}
