/**
 * The board server: y-websocket's protocol on `/board/<space>/<board>` of the one port. Who may not come in is told so by a close code after
 * the upgrade: y-websocket stops on 4400 to 4499 but repeats a plain 403 for ever.
 */
import type { IncomingMessage, Server } from "node:http";
import type { Server as SecureServer } from "node:https";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { BOARD_SOCKET, BOARD_WIRE, BOARD_WIRE_PARAM, MAX_FRAME_BYTES } from "../../../shared/board/board.ts";
import { can, type Role } from "../../../shared/domain/permissions.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import { BoardConnection, type BoardSide, type Visitor } from "./connection.ts";
import { BoardHub, type HubDeps } from "./hub.ts";
import { MAX_CONNECTIONS_PER_USER, UPGRADE_TIMEOUT } from "./limits.ts";

/** The questions that decide who comes in. */
export interface BoardDoor {
  /** Whether the request comes from a page of this server (or has no origin and another proof). */
  originAllowed(request: IncomingMessage): boolean;
  /** The person behind the request's session cookie. */
  identify(request: IncomingMessage): Promise<{ user: string; name: string; session: string } | null>;
  /** Role in the space, null when they are no member or were put out. */
  role(space: string, user: string): Promise<Role | null>;
  hasBoard(space: string, board: string): Promise<boolean>;
}
export interface BoardDeps extends HubDeps {
  door: BoardDoor;
}

/** Ends board connections of a person (in one space or all), or of one session. */
export interface Cut {
  user?: string;
  space?: string;
  session?: string;
}
export interface BoardServer {
  /** Takes an upgrade request. @returns false when its path is not the boards' (then it is left alone) */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** At once. `code`: BOARD_NO_SESSION for a session that ended, BOARD_FORBIDDEN for someone who was put out or has a new role. */
  cut(who: Cut, code?: number): void;
  /** The space is gone, its boards with it: connections end, nothing more of them is written. */
  forget(space: string): Promise<void>;
  /** Saves what is left and sends everyone away with RESTART. @returns false when the disk refused */
  close(): Promise<boolean>;
  /** People at a board now. */
  peopleAt(space: string, board: string): number;
  /** Boards in memory, for metrics. */
  readonly open: number;
  /** Edits that are not on the disk, for metrics. */
  readonly unsaved: number;
}

const PATH = new RegExp(`^${BOARD_SOCKET}/([\\w-]{1,64})/([\\w-]{1,64})$`);

/** Answers the upgrades of `/board/…` on a server of its own; other paths are not touched. */
export function attachBoards(server: Server | SecureServer, deps: BoardDeps): BoardServer {
  const boards = makeBoards(deps);
  server.on("upgrade", boards.upgrade);
  return boards;
}

/** For a server whose upgrades one listener hands out. */
export function makeBoards(deps: BoardDeps): BoardServer {
  const hub = new BoardHub(deps);
  // A little above the limit, so that a frame just too large still gets its own code; `ws` itself closes far larger ones with 1009.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES + 64 * 1024, perMessageDeflate: false });
  let closing = false;
  /** Grows with each cut: an admission that was under way at one is decided anew. */
  let cuts = 0;
  const decide = async (request: IncomingMessage): Promise<Admission> => {
    for (;;) {
      const before = cuts;
      const admission = await admit(request, deps, hub);
      if (before === cuts) return admission;
    }
  };

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): boolean => {
    if (!(request.url ?? "").startsWith(`${BOARD_SOCKET}/`)) return false;
    const onError = (): void => {
      socket.destroy();
    };
    socket.on("error", onError);
    const timer = setTimeout(() => socket.destroy(), UPGRADE_TIMEOUT);
    decide(request)
      .catch((error: unknown): Admission => {
        deps.logger.error({ err: error }, "boards: admission failed");
        return CLOSE.BOARD_TROUBLE;
      })
      .then((admitted) => {
        clearTimeout(timer);
        if (closing) socket.destroy();
        if (socket.destroyed) return;
        socket.off("error", onError);
        sockets.handleUpgrade(request, socket, head, (ws) => {
          if (typeof admitted === "number") refuse(ws, admitted);
          else open(ws, admitted.visitor, admitted.key, hub, deps);
        });
      })
      .catch((error: unknown) => {
        deps.logger.error({ err: error }, "boards: upgrade failed");
        socket.destroy();
      });
    return true;
  };

  return {
    upgrade,
    cut({ user, space, session }, code = CLOSE.BOARD_NO_SESSION) {
      if (user === undefined && session === undefined) return;
      cuts += 1;
      hub.cut(
        (v) =>
          (user === undefined || v.user === user) &&
          (space === undefined || v.space === space) &&
          (session === undefined || v.session === session),
        code,
      );
    },
    forget(space) {
      cuts += 1;
      return hub.forget(space);
    },
    async close() {
      closing = true;
      const saved = await hub.close();
      sockets.close();
      return saved;
    },
    peopleAt: (space, board) => hub.peopleAt(`${space}/${board}`),
    get open() {
      return hub.size;
    },
    get unsaved() {
      return hub.unsaved;
    },
  };
}

/** Whom to let in, or the close code of the refusal. */
type Admission = { visitor: Visitor; key: string } | number;

async function admit(request: IncomingMessage, { door, stands }: Pick<BoardDeps, "door" | "stands">, hub: BoardHub): Promise<Admission> {
  const url = new URL(request.url ?? "", "http://board.invalid");
  const [, space, board] = PATH.exec(url.pathname) ?? [];
  if (space === undefined || board === undefined) return CLOSE.BOARD_UNKNOWN;
  if (!door.originAllowed(request)) return CLOSE.BOARD_FORBIDDEN;
  const person = await door.identify(request);
  if (person === null) return CLOSE.BOARD_NO_SESSION;
  const role = await door.role(space, person.user);
  // Whether a space or a board exists is told to members only.
  if (role === null || !can(role, "board.read")) return CLOSE.BOARD_FORBIDDEN;
  if (!(await door.hasBoard(space, board))) return CLOSE.BOARD_UNKNOWN;
  if (stands(space, person.user) === "gone") return CLOSE.BOARD_NOT_INSIDE;
  if (hub.connectionsOf(person.user) >= MAX_CONNECTIONS_PER_USER) return CLOSE.BOARD_TOO_FAST;
  const kartu = url.searchParams.get(BOARD_WIRE_PARAM) === BOARD_WIRE;
  return { visitor: { ...person, space, canWrite: can(role, "board.write"), kartu }, key: `${space}/${board}` };
}

function refuse(ws: WebSocket, code: number): void {
  ws.on("error", () => {});
  ws.close(code);
  setTimeout(() => ws.terminate(), 1_000).unref();
}

function open(ws: WebSocket, visitor: Visitor, key: string, hub: BoardHub, deps: BoardDeps): void {
  let board: (BoardSide & { join(connection: BoardConnection): void }) | null = null;
  // Frames that were read before the socket was held: played to the board once it is there.
  const early: ((to: BoardSide) => void)[] = [];
  const ask = (call: (to: BoardSide) => void): void => {
    if (board === null) early.push(call);
    else call(board);
  };
  const connection = new BoardConnection(ws, visitor, deps.clock, {
    requestState: (from, theirs) => ask((b) => b.requestState(from, theirs)),
    edit: (from, update, answers) => ask((b) => b.edit(from, update, answers)),
    presence: (from, body) => ask((b) => b.presence(from, body)),
    stroke: (from, body) => ask((b) => b.stroke(from, body)),
    gone: (from) => {
      hub.remove(from);
      board?.gone(from);
    },
  });
  hub.add(connection);
  connection.hold("loading");
  hub.board(key).then(
    (loaded) => {
      if (!connection.isOpen) return;
      board = loaded;
      loaded.join(connection);
      try {
        for (const call of early) call(loaded);
      } catch {
        connection.close(CLOSE.BOARD_BAD_FRAME);
      }
      connection.release("loading");
    },
    (error: unknown) => {
      deps.logger.error({ err: error, board: key }, "boards: a board could not be read");
      connection.close(CLOSE.BOARD_TROUBLE);
    },
  );
}
