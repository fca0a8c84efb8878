/**
 * The Colyseus room of a lobby: an empty state, no messages up. A seat is reserved by `reserveLobbySeat` alone and checked again at the
 * upgrade, as in the space room.
 */
import { type AuthContext, type Client, ClientState, Room, type RoomException, ServerError } from "@colyseus/core";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import type { WaitWhy } from "../../../shared/protocol/lobby.ts";
import { admitByRule } from "../../commands/space/admit.ts";
import { frameAllowed } from "../frame-check.ts";
import type { SpaceDeps } from "../space-deps.ts";
import { seldom } from "../../seldom.ts";
import type { Lobby, LobbyLink } from "./lobby.ts";

export const LOBBY_ROOM = "lobby";
/** The lobby looks at its door this often, ms. */
const LOOK_MS = 250;
/** Who waits at most. */
export const LOBBY_PLACES = 500;
const SEAT_S = 15;

/** What a reserved seat of a lobby says. Plain data: it passes through the matchmaker. */
export interface LobbyHolder {
  user: string;
  session: string;
  name: string;
  why: WaitWhy;
  /** How many people they are. */
  heads: number;
}

const isLobbyHolder = (auth: unknown): auth is LobbyHolder =>
  typeof auth === "object" && auth !== null && "session" in auth && "user" in auth && "why" in auth;

const linkOf = (client: Client): LobbyLink => ({
  get ready() {
    return client.state === ClientState.JOINED;
  },
  send: (type, message) => client.send(type, message),
  close: (code) => client.leave(code),
});

/** The room's class, with what it needs. One registration a process. */
export function lobbyRoom(
  deps: Pick<SpaceDeps, "authenticate" | "log" | "lobbies" | "live" | "onRightsChanged" | "store" | "clock" | "random">,
): typeof Room {
  class LobbyRoom extends Room {
    override maxMessagesPerSecond = 10;
    override maxClients = LOBBY_PLACES;
    override seatReservationTimeout = SEAT_S;
    #lobby: Lobby | null = null;
    #timer: NodeJS.Timeout | undefined;
    readonly #links = new Map<Client, { user: string; link: LobbyLink }>();

    constructor() {
      super();
      // As in the space room: frames are looked at before they are decoded. Nothing that is sent here means anything.
      const decode = this["_onMessage"];
      this["_onMessage"] = (client: Parameters<typeof decode>[0], frame: Buffer): void => {
        if (frame instanceof Uint8Array && frameAllowed(frame)) decode.call(this, client, frame);
        else (client as Client).leave(CLOSE.ABUSE);
      };
    }

    override onCreate({ space }: { space: string }): void {
      const lobby = deps.lobbies.of(space);
      this.#lobby = lobby;
      this.onMessage("*", (client: Client) => client.leave(CLOSE.ABUSE));
      const mayTell = seldom(() => performance.now());
      this.#timer = setInterval(() => {
        try {
          lobby.tick();
        } catch (error) {
          if (mayTell()) deps.log.error({ space, err: error }, "a lobby failed");
        }
        const users = lobby.ruled();
        if (users.length > 0) {
          admitByRule(deps, space, users).catch((error: unknown) => {
            // They stay in the lobby, and whoever leads is asked for them.
            for (const user of users) lobby.askFor(user);
            deps.log.error({ space, err: error }, "an admission could not be written");
          });
        }
      }, LOOK_MS);
    }

    override async onAuth(client: Client, _options: unknown, context: AuthContext): Promise<boolean> {
      const holder: unknown = client.auth;
      if (!isLobbyHolder(holder)) throw new ServerError(403, "forbidden");
      const identity = await deps.authenticate({ headers: context.headers });
      if (identity === null || identity.session !== holder.session || identity.user.id !== holder.user)
        throw new ServerError(401, "no_session");
      return true;
    }

    override onJoin(client: Client): void {
      const holder: unknown = client.auth;
      if (this.#lobby === null || !isLobbyHolder(holder)) throw new ServerError(403, "forbidden");
      const link = linkOf(client);
      this.#links.set(client, { user: holder.user, link });
      this.#lobby.come({ user: holder.user, session: holder.session, name: holder.name, why: holder.why, heads: holder.heads }, link);
    }

    override onLeave(client: Client): void {
      const seat = this.#links.get(client);
      this.#links.delete(client);
      if (seat !== undefined) this.#lobby?.gone(seat.user, seat.link);
    }

    override onBeforeShutdown(): void {
      this["_reservedSeats"] = {};
      void this.disconnect(CLOSE.RESTART);
    }

    override onDispose(): void {
      clearInterval(this.#timer);
      // Those who left are no knocks any more: said once, since nobody looks at the door now.
      this.#lobby?.tick();
    }

    override onUncaughtException(error: RoomException, method: string): void {
      if (!(error.cause instanceof ServerError)) deps.log.error({ method, err: error.cause ?? error }, "a lobby's handler failed");
    }
  }
  return LobbyRoom as unknown as typeof Room;
}
