/**
 * The Colyseus room of a space: checks what comes in, hands it to `RunningSpace`, hands connections over. A seat is reserved only by
 * `reserveSeat` (server/commands/space); a client that comes back reserves a new one (docs/decisions/01), so Colyseus' own reconnection
 * is not used.
 */
import { type AuthContext, type Client, Room, type RoomException, SchemaSerializer, ServerError } from "@colyseus/core";
import { CLOSE } from "../../shared/protocol/codes.ts";
import type { ErrorCode } from "../../shared/domain/errors.ts";
import { UP_CHECKS } from "../../shared/protocol/check/messages.ts";
import type { UpMessages } from "../../shared/protocol/messages.ts";
import type { SpaceState } from "../../shared/schema/space.ts";
import { MESSAGE_RATE } from "../../shared/domain/motion/rates.ts";
import { changeProfile } from "../commands/space/change-profile.ts";
import { eject } from "../commands/space/eject.ts";
import { seatHolder } from "../commands/space/seat-holder.ts";
import { ColyseusLink } from "./colyseus-link.ts";
import { CopyingSerializer } from "./copying-serializer.ts";
import { frameAllowed } from "./frame-check.ts";
import { LEADING_HANDLERS } from "./leading/words.ts";
import { TAKE_BYTES } from "./moving.ts";
import type { Person, SeatHolder } from "./person.ts";
import { RunningSpace, TICK_MS } from "./running-space.ts";
import { seldom } from "../seldom.ts";
import { SeatRefused } from "./seat-refused.ts";
import type { SpaceDeps } from "./space-deps.ts";
import { takeMedia } from "./showing.ts";
import { takeSilent } from "./hearing.ts";
import { carryLink, carrySignal } from "./signalling.ts";
import { say } from "./talking.ts";
import { walkTo } from "./walking.ts";
import { iWrite } from "./writing.ts";

/** Name under which the matchmaker knows the room. */
export const SPACE_ROOM = "space";
/** A reserved seat waits this long for its page, s. */
const SEAT_S = 15;
/** Seats that may be reserved beyond the space's own limit: whoever is inside may come back to a full space. */
const SEATS_BESIDE = 200;

interface Seated {
  person: Person;
  link: ColyseusLink;
}

type Refusal = { code: ErrorCode; params?: Record<string, string | number> } | null;
type Handlers = { [K in keyof UpMessages]: (space: RunningSpace, person: Person, message: UpMessages[K]) => Refusal | Promise<Refusal> };

const HANDLERS: Handlers = {
  chat: say,
  walkTo: (space, person, target) => {
    if (!person.allowances.take("walkTo", space.now())) return { code: "rate_limited" };
    const code = walkTo(space, person, target);
    return code === null ? null : { code };
  },
  signal: (space, person, message) => {
    const dropped = carrySignal(person, message, space.people, space.now());
    space.count(dropped ?? "signals");
    return null;
  },
  media: (space, person, media) => {
    takeMedia(space, person, media);
    return null;
  },
  link: (space, person, message) => {
    const dropped = carryLink(person, message, space.people, space.now());
    if (dropped !== null) space.count(dropped);
    return null;
  },
  silent: (space, person, message) => {
    if (person.allowances.take("silent", space.now())) takeSilent(space, person, message);
    return null;
  },
  profile: (space, person, profile) =>
    person.allowances.take("profile", space.now()) ? changeProfile(space.deps, person.user, profile) : { code: "rate_limited" },
  eject: (space, person, message) =>
    person.allowances.take("eject", space.now()) ? eject(space, person, message.person, message.minutes) : { code: "rate_limited" },
  resync: (space, person, { of }) => {
    if (person.allowances.take("resync", space.now())) space.resync(person, of);
    return null;
  },
  iWrite,
  write: (space, person, message) => space.conversation.writing.write(person, message),
  wrote: (space, person, message) => space.conversation.writing.wrote(person, message),
  together: (space, person, message) => space.conversation.sitting.say(person, message),
  whisper: (space, person, message) => space.conversation.whispering.take(person, message),
  ...LEADING_HANDLERS,
};

const isSeatHolder = (auth: unknown): auth is SeatHolder =>
  typeof auth === "object" && auth !== null && "session" in auth && "user" in auth && "role" in auth;

/** The room's class, with what it needs. One registration a process. */
export function spaceRoom(deps: SpaceDeps): typeof Room {
  class SpaceRoom extends Room<{ state: SpaceState }> {
    override maxMessagesPerSecond = MESSAGE_RATE.perSecond;
    override maxClients = deps.maxPeople + SEATS_BESIDE;
    override autoDispose = false;
    override patchRate = TICK_MS;
    override seatReservationTimeout = SEAT_S;
    #space: RunningSpace | null = null;
    #timer: NodeJS.Timeout | undefined;
    readonly #mayTell = seldom(() => deps.clock.mono());
    readonly #seated = new WeakMap<Client, Seated>();

    constructor() {
      super();
      // Private in the types, but Colyseus binds whatever stands here at each join: frames are looked at before they are decoded.
      const decode = this["_onMessage"];
      this["_onMessage"] = (client: Parameters<typeof decode>[0], frame: Buffer): void => {
        if (frame instanceof Uint8Array && frameAllowed(frame)) decode.call(this, client, frame);
        else this.#abuse(client as Client, "bad_frame");
      };
    }

    override setSerializer(serializer: Parameters<Room<{ state: SpaceState }>["setSerializer"]>[0]): void {
      const space = serializer instanceof SchemaSerializer ? this.#space : null;
      super.setSerializer(space === null ? serializer : new CopyingSerializer<SpaceState>(space.list.everyone));
    }

    override async onCreate({ space: id }: { space: string }): Promise<void> {
      const row = await deps.store.space(id);
      if (row === null) throw new ServerError(404, "not_found");
      // Asked before a restart, and not answered yet.
      for (const { user, name, as } of (await deps.store.doorstep(id)).waiting) if (as !== null) deps.lobbies.of(id).ask(user, name, as);
      const space = await RunningSpace.open(deps, row);
      this.#space = space;
      this.state = space.state;
      space.list.flush = () => void this.broadcastPatch();
      // Empty for a moment: whoever reserved the first seat is on the way.
      space.onOccupied = (occupied) => {
        this.autoDispose = !occupied;
      };
      this.#register(space);
      this.#timer = setInterval(() => this.#tick(space), TICK_MS);
      deps.live.opened(this.roomId, space);
      // Nobody may ever sit down: then the reserved seat's time disposes of the room.
      this.autoDispose = true;
    }

    #tick(space: RunningSpace): void {
      try {
        space.tick();
      } catch (error) {
        space.count("exceptions");
        if (this.#mayTell()) deps.log.error({ space: space.id, err: error }, "a tick failed");
      }
    }

    #register(space: RunningSpace): void {
      for (const type of Object.keys(UP_CHECKS) as (keyof UpMessages)[]) this.#onWords(space, type);
      for (const [type, take] of TAKE_BYTES) {
        this.onMessageBytes(type, (client: Client, message: unknown) => {
          const seated = this.#present(client);
          if (seated === null) return;
          // Colyseus lets words reach a handler of bytes by its internal name: those are not bytes.
          if (!(message instanceof Uint8Array) || !take(space, seated.person, message)) this.#nonsense(client, seated, space);
        });
      }
      this.onMessage("*", (client: Client) => {
        const seated = this.#present(client);
        if (seated !== null) this.#nonsense(client, seated, space);
      });
    }

    #onWords<K extends keyof UpMessages>(space: RunningSpace, type: K): void {
      const check = UP_CHECKS[type];
      const handle = HANDLERS[type];
      this.onMessage(type, (client: Client, message: unknown): void => {
        const seated = this.#present(client);
        if (seated === null) return;
        const parsed = check.safeParse(message);
        if (!parsed.success) {
          this.#nonsense(client, seated, space);
          seated.link.send("refused", { of: type, code: "bad_request" });
          return;
        }
        const words = parsed.data as UpMessages[K];
        const answer = (refusal: Refusal): void => {
          if (refusal === null) return;
          space.count(`refused_${refusal.code}`);
          const draft = type === "chat" || type === "wrote" ? { draft: (words as UpMessages["chat"]).draft } : {};
          seated.link.send("refused", {
            of: type,
            code: refusal.code,
            ...draft,
            ...(refusal.params === undefined ? {} : { params: refusal.params }),
          });
        };
        // A fault of ours is told like a refusal, so that nobody waits for an answer that never comes.
        const failed = (error: unknown): void => {
          this.#failed(type, error);
          answer({ code: "internal" });
        };
        try {
          const outcome = handle(space, seated.person, words);
          if (!(outcome instanceof Promise)) answer(outcome);
          else outcome.then(answer).catch(failed);
        } catch (error) {
          failed(error);
        }
      });
    }

    /** Who speaks, while this is still their connection. */
    #present(client: Client): Seated | null {
      const seated = this.#seated.get(client);
      return seated !== undefined && seated.person.link === seated.link ? seated : null;
    }

    #nonsense(client: Client, { person }: Seated, space: RunningSpace): void {
      space.count("nonsense");
      if (!person.allowances.nonsense.take(space.now())) this.#abuse(client, "nonsense_often");
    }

    /** Out at once, without a grace time. */
    #abuse(client: Client, what: string): void {
      this.#space?.count(what);
      const seated = this.#seated.get(client);
      if (seated === undefined) {
        client.leave(CLOSE.ABUSE);
        return;
      }
      seated.link.close(CLOSE.ABUSE);
      this.#space?.left(seated.person, seated.link);
    }

    /**
     * The session is asked for again: the seat was reserved by it, and the upgrade must carry its cookie. So is what they are here by now; what is
     * returned is `client.auth` in `onJoin`, which Colyseus calls without waiting for anything else.
     */
    override async onAuth(client: Client, _options: unknown, context: AuthContext): Promise<SeatHolder> {
      const holder: unknown = client.auth;
      if (!isSeatHolder(holder)) throw new ServerError(403, "forbidden");
      const identity = await deps.authenticate({ headers: context.headers });
      if (identity === null || identity.session !== holder.session || identity.user.id !== holder.user)
        throw new ServerError(401, "no_session");
      const now = await seatHolder(deps, holder, this.#space?.id ?? "");
      if (!now.ok) throw new ServerError(403, now.code);
      return now.value;
    }

    override onJoin(client: Client): void {
      const space = this.#space;
      const holder: unknown = client.auth;
      if (space === null || !isSeatHolder(holder)) throw new ServerError(403, "forbidden");
      const link = new ColyseusLink(client, () => deps.clock.mono());
      try {
        this.#seated.set(client, { person: space.sit(holder, link), link });
      } catch (error) {
        if (error instanceof SeatRefused) throw new ServerError(403, error.code);
        throw error;
      }
      // Colyseus leaves a client by this when it cannot decode a message, and would go on reading it.
      const leave = client.leave.bind(client);
      client.leave = (code?: number, data?: string) => {
        if (code === CLOSE.ABUSE && !link.ended) this.#abuse(client, "undecodable");
        else leave(code, data);
      };
    }

    override onDrop(client: Client, code?: number): void {
      const seated = this.#seated.get(client);
      if (seated === undefined) return;
      // 4002: Colyseus closed it for too many messages.
      if (code === CLOSE.ABUSE || seated.link.ended) this.#space?.left(seated.person, seated.link);
      else this.#space?.dropped(seated.person, seated.link);
    }

    override onLeave(client: Client, code?: number): void {
      const seated = this.#seated.get(client);
      if (seated === undefined) return;
      // After a drop Colyseus calls this at once, since it does not wait for anybody: the running space does.
      if (code === CLOSE.LEFT) this.#space?.left(seated.person, seated.link);
    }

    override onBeforeShutdown(): void {
      const closing = this.#space?.close() ?? Promise.resolve();
      void closing.finally(() => {
        // A seat that was reserved and not taken would keep the room open until its time is up.
        this["_reservedSeats"] = {};
        void this.disconnect(CLOSE.RESTART);
      });
    }

    override async onDispose(): Promise<void> {
      clearInterval(this.#timer);
      if (this.#space === null) return;
      deps.live.closed(this.roomId, this.#space);
      await this.#space.close();
    }

    override onUncaughtException(error: RoomException, method: string): void {
      // What Colyseus refuses a seat with is no fault.
      if (!(error.cause instanceof ServerError)) this.#failed(method, error.cause ?? error);
    }

    #failed(method: string, error: unknown): void {
      this.#space?.count("exceptions");
      deps.log.error({ space: this.#space?.id, method, err: error }, "a room's handler failed");
    }
  }
  return SpaceRoom as unknown as typeof Room;
}
