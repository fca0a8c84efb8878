/**
 * The way of pages to the media server: `/livekit/rtc/v1` and its `validate`, exactly those, never a general proxy. Origin and session are
 * asked as for every upgrade; the seat's name, which only its page was told, says whose signalling it is. Nothing of the page's query goes on.
 */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import type { Logger } from "pino";
import { SOUND_PATH } from "../../../shared/protocol/http.ts";
import type { SoundHouse } from "../../commands/media-house.ts";
import type { Seat } from "../../commands/media-seats.ts";
import { isOwnOrigin, type Reading } from "../../http/request.ts";
import type { Authenticate } from "../../http/session.ts";
import type { Clock } from "../../ports/clock.ts";
import { TokenBucket } from "../boards/token-bucket.ts";
import { BadJoin, readJoin, writeJoin } from "./pipe/join-request.ts";
import { BIG_FRAME } from "./pipe/limits.ts";
import { Pipe } from "./pipe/pipe.ts";
import type { IceServer } from "./pipe/responses.ts";

const SIGNAL = `${SOUND_PATH}/rtc/v1`;
const VALIDATE = `${SIGNAL}/validate`;

/** Connections that one seat may open: a second, and at once. */
const TRIES = { perSecond: 0.5, burst: 12 } as const;
const NOWHERE = "http://door.invalid";
/** LiveKit's side is open by then, or not at all, ms. */
const DIAL_MS = 3_000;

export interface DoorDeps {
  house: SoundHouse;
  reading: Reading;
  authenticate: Authenticate;
  clock: Clock;
  log: Logger;
  /** Servers that help a page to find LiveKit from where it is. */
  ice(request: IncomingMessage, user: string): readonly IceServer[];
}

export interface SoundDoor {
  /** Takes an upgrade. @returns false: the address is another's */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Answers `validate`, which a page asks for when its upgrade was refused. @returns null: the address is another's */
  validate(request: IncomingMessage): Promise<{ status: number; text: string }> | null;
  close(): void;
}

const STATUS: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  429: "Too Many Requests",
  503: "Service Unavailable",
};

/** A client that reads 401 or 403 gives up; on anything else it tries again. */
class Refused extends Error {
  readonly status: number;
  constructor(status: number, why: string, options?: ErrorOptions) {
    super(why, options);
    this.status = status;
  }
}

function refuse(socket: Duplex, status: number): void {
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS[status] ?? "Refused"}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
}

export function makeSoundDoor({ house, reading, authenticate, clock, log, ice }: DoorDeps): SoundDoor {
  const pages = new WebSocketServer({ noServer: true, maxPayload: BIG_FRAME + 1024, perMessageDeflate: false });
  const tries = new WeakMap<Seat, TokenBucket>();

  /** An address that is none (`//`, `http://[`) is nobody's: it must not throw where upgrades are handed out. */
  const urlOf = (request: IncomingMessage): URL => {
    const url = request.url ?? "";
    return new URL(URL.canParse(url, NOWHERE) ? url : "/", NOWHERE);
  };

  /** Whose signalling this would be. @throws Refused */
  async function seatOf(request: IncomingMessage): Promise<Seat> {
    if (!isOwnOrigin(request, reading)) throw new Refused(403, "foreign origin");
    const who = await authenticate(request);
    if (who === null) throw new Refused(401, "no session");
    const seat = house.seat(urlOf(request).searchParams.get("access_token") ?? "");
    if (seat === undefined || seat.ended) throw new Refused(403, "no such seat");
    if (seat.holder.user !== who.user.id || seat.holder.session !== who.session) throw new Refused(403, "somebody else's seat");
    if (!house.up) throw new Refused(503, "the media server is down");
    return seat;
  }

  function counted(seat: Seat): void {
    let bucket = tries.get(seat);
    if (bucket === undefined) {
      bucket = new TokenBucket(TRIES, clock.mono());
      tries.set(seat, bucket);
    }
    if (!bucket.take(clock.mono())) throw new Refused(429, "too many connections");
  }

  /** @throws Refused */
  async function open(request: IncomingMessage): Promise<Pipe> {
    const seat = await seatOf(request);
    counted(seat);
    let page;
    try {
      page = readJoin(urlOf(request).searchParams.get("join_request"));
    } catch (cause) {
      if (cause instanceof BadJoin) throw new Refused(400, cause.message, { cause });
      throw cause;
    }
    const { space } = seat;
    const begun = space.begin(seat, page.reconnect);
    // There is nothing to resume: whoever reads this gives up and joins anew.
    if (begun === null) throw new Refused(403, "no session to resume");
    let up: WebSocket;
    try {
      await house.server.openRoom(space.room);
      const { url, authorization } = await house.server.admit({ room: space.room, identity: begun.identity, sources: seat.sources });
      up = await dial(`${url}?join_request=${writeJoin(page, begun.sid)}`, authorization);
    } catch (cause) {
      throw new Refused(503, "the media server cannot be reached", { cause });
    }
    const pipe: Pipe = new Pipe({
      up,
      sources: seat.sources,
      ice: ice(request, seat.holder.user),
      mono: () => clock.mono(),
      news(news) {
        if (news.kind === "joined") space.joined(seat, pipe, news.identity, news.sid);
        else if (news.kind === "allowed") space.allowed(seat, pipe, news.track);
        else space.published(seat, pipe, news.track, news.kind === "published" ? news.source : null);
      },
      pageGone: () => space.pageGone(seat, pipe),
      serverGone: () => space.serverGone(seat, pipe),
    });
    if (!space.attach(seat, begun.attempt, pipe)) {
      pipe.close();
      throw new Refused(503, "overtaken");
    }
    return pipe;
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    if (urlOf(request).pathname !== SIGNAL) return false;
    const onError = (): void => void socket.destroy();
    socket.on("error", onError);
    open(request).then(
      (pipe) => {
        if (socket.destroyed) return pipe.pageNeverCame();
        socket.off("error", onError);
        // `ws` refuses by itself what is no proper upgrade, and then never calls back.
        socket.once("close", () => pipe.pageNeverCame());
        pages.handleUpgrade(request, socket, head, (page) => pipe.connect(page));
      },
      (error: unknown) => {
        if (!(error instanceof Refused)) log.error({ err: error }, "a signal pipe could not be opened");
        else if (error.status === 503) log.warn({ err: error.cause }, error.message);
        refuse(socket, error instanceof Refused ? error.status : 503);
      },
    );
    return true;
  }

  async function verdict(request: IncomingMessage): Promise<{ status: number; text: string }> {
    try {
      await seatOf(request);
      return { status: 200, text: "success" };
    } catch (error) {
      if (error instanceof Refused) return { status: error.status, text: error.message };
      log.error({ err: error }, "a signal pipe could not be judged");
      return { status: 503, text: "failed" };
    }
  }

  return {
    upgrade,
    validate: (request) => (request.method === "GET" && urlOf(request).pathname === VALIDATE ? verdict(request) : null),
    close: () => pages.close(),
  };
}

/** The other side's socket, open. What it says first is not read before the caller has it. */
function dial(url: string, authorization: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const up = new WebSocket(url, {
      perMessageDeflate: false,
      handshakeTimeout: DIAL_MS,
      followRedirects: false,
      maxPayload: 4 * 1024 * 1024,
      headers: { authorization },
    });
    up.once("error", reject);
    up.once("open", () => {
      up.off("error", reject);
      // Frames may follow in this very packet: they wait until someone listens.
      up.pause();
      resolve(up);
    });
  });
}
