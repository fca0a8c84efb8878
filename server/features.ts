/** What routes ask of the other parts of the house, put together from those parts; and the space rooms, registered with the matchmaker. */
import { matchMaker } from "@colyseus/core";
import type { Place } from "../shared/domain/place.ts";
import { MAX_PEOPLE } from "../shared/domain/space-settings.ts";
import { CLOSE } from "../shared/protocol/codes.ts";
import type { BoardServer } from "./adapters/boards/attach.ts";
import { type IceConfig, iceReport, mediaRule, testServers } from "./commands/ice.ts";
import { nameCheck } from "./commands/names.ts";
import { Words } from "./commands/words.ts";
import { setBan } from "./commands/bans.ts";
import type { SoundHouse } from "./commands/media-house.ts";
import type { Ports } from "./commands/ports.ts";
import { admitMember, answerAsk } from "./commands/space/admit.ts";
import { BoardWords } from "./commands/space/board-words.ts";
import { throughDoor } from "./commands/space/door.ts";
import { reserveLobbySeat } from "./commands/space/lobby.ts";
import { reserveSeat } from "./commands/space/reserve-seat.ts";
import { deleteSpace } from "./commands/space/delete.ts";
import { orgOwnerChanged } from "./commands/space/org-owner.ts";
import { changeRole, handOver } from "./commands/space/roles.ts";
import type { Features } from "./http/features.ts";
import type { Authenticate } from "./http/session.ts";
import type { BoardLog } from "./ports/board-log.ts";
import { LiveLobbies } from "./rooms/lobby/live-lobbies.ts";
import { LOBBY_ROOM, lobbyRoom } from "./rooms/lobby/lobby-room.ts";
import { LiveSpaces } from "./rooms/live-spaces.ts";
import type { SpaceDeps, SpaceLog } from "./rooms/space-deps.ts";
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
  boards: Pick<BoardServer, "cut" | "forget" | "peopleAt">;
  boardLog: Pick<BoardLog, "changedAt">;
}

export function makeFeatures({ ports, authenticate, places, ice, sound = null, build, log }: FeatureParts): {
  features: Features;
  live: LiveSpaces;
  boardWords: BoardWords;
  connect(parts: Connected): void;
} {
  let connected: Connected | null = null;
  const boards = places.flatMap((place) =>
    place.areas.flatMap((area) =>
      area.kind === "board" ? [{ id: area.board, label: "key" in area.label ? area.label.key : area.label.text }] : [],
    ),
  );
  const live = new LiveSpaces();
  const words = new Words(ports.store);
  words.load().catch((error: unknown) => log.error({ err: error }, "the lists of words could not be read"));
  const rooms: SpaceDeps = {
    store: ports.store,
    clock: ports.clock,
    random: ports.random,
    lobbies: new LiveLobbies(live, ports.clock, ports.random),
    words,
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
    inside: (space) => live.inside(space),
    spaceNow: async ({ id }) => {
      const inside = live.inside(id);
      const changed = (await connected?.boardLog.changedAt(boards.map((board) => `${id}/${board.id}`))) ?? {};
      return {
        inside,
        places: places.map((place) => ({
          id: place.id,
          label: place.label,
          inside: inside.filter((person) => person.place === place.id).length,
        })),
        boards: boards.map((board) => ({
          ...board,
          people: connected?.boards.peopleAt(id, board.id) ?? 0,
          changedAt: changed[`${id}/${board.id}`] ?? null,
        })),
      };
    },
    personOf: (space, user) => live.get(space)?.personOf(user)?.id ?? 0,
    words,
    checkName: nameCheck(ports.store, words),
    spaceChanged(space) {
      live.spaceChanged(space);
      rooms.lobbies.spaceChanged(space);
    },
    throughDoor: ({ user }, access) => throughDoor(rooms, user, access),
    changeRole: (wish) => changeRole(rooms, wish),
    handOver: (wish) => handOver(rooms, wish),
    waitInLobby: (identity, space) => reserveLobbySeat(rooms, identity, space),
    asked: (space, { id, name }, as) => rooms.lobbies.of(space).ask(id, name, as),
    admit: (wish) => admitMember(rooms, wish),
    keepRole: (wish) => answerAsk(rooms, { ...wish, agreed: false }),
    ban: (wish) => setBan(rooms, wish),
    blockChanged: (user, other, on) => live.blockChanged(user, other, on),
    profileChanged: (user, profile) => live.profileChanged(user, profile),
    partyChanged: ({ user }, space, others) => live.partyChanged(space, user.id, user.name, others),
    orgOwnerChanged: async (user) => {
      await orgOwnerChanged(rooms, user);
      // Boards keep the right they were opened with: their pages come back by themselves, with the one they have now.
      connected?.boards.cut({ user }, CLOSE.BOARD_TROUBLE);
    },
    deleteSpace: (wish) => deleteSpace(rooms, { forget: async (space) => connected?.boards.forget(space) }, wish),
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
      const report = iceReport(ice, space.settings, by, identity.user.id, ports.clock.now());
      return sound === null ? report : { ...report, server: sound.up ? "missed" : "away" };
    },
    connection: ({ id, by }) => ({
      iceServers: testServers(ice, by, id, ports.clock.now()),
      media: sound === null ? "mesh" : sound.up ? "livekit" : "livekit_down",
    }),
  };
  return {
    features,
    live,
    boardWords: new BoardWords(rooms),
    connect(parts) {
      connected = parts;
    },
  };
}
