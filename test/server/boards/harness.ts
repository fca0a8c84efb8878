/** A real board server on port 0, and real y-websocket clients at it. People are named by header: the door of the tests. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { attachBoards, type BoardDeps, type BoardServer } from "../../../server/adapters/boards/attach.ts";
import { MemoryBoardLog } from "../../../server/adapters/memory/board-log.ts";
import type { BoardLog } from "../../../server/ports/board-log.ts";
import { ELEMENTS } from "../../../shared/board/board.ts";
import type { BoardElement } from "../../../shared/board/element.ts";
import type { Role } from "../../../shared/domain/permissions.ts";

export const ROLES: Record<string, Role> = {
  ana: "participant",
  bor: "participant",
  cene: "participant",
  eva: "observer",
  tina: "trainer",
};

/** What the boards ask of the house, beside the door. */
type House = Partial<Pick<BoardDeps, "stands" | "unseen" | "wrote">>;

export interface TestBoards<L extends BoardLog> {
  boards: BoardServer;
  log: L;
  port: number;
  errors: string[];
  roles: Record<string, Role>;
  stop(): Promise<void>;
}

export async function startBoards(): Promise<TestBoards<MemoryBoardLog>>;
export async function startBoards<L extends BoardLog>(log: L): Promise<TestBoards<L>>;
export async function startBoards(log: MemoryBoardLog | undefined, house: House): Promise<TestBoards<MemoryBoardLog>>;
export async function startBoards(log: BoardLog = new MemoryBoardLog(), house: House = {}): Promise<TestBoards<BoardLog>> {
  const http = createServer();
  const errors: string[] = [];
  const roles = { ...ROLES };
  const boards = attachBoards(http, {
    stands: () => "free",
    ...house,
    log,
    clock: { now: () => Date.now(), mono: () => performance.now() },
    logger: { info: () => {}, warn: (_about, message) => errors.push(message), error: (_about, message) => errors.push(message) },
    door: {
      originAllowed: (request) => request.headers.origin !== "https://elsewhere.example",
      identify: async (request) => {
        const user = request.headers["x-user"];
        return typeof user === "string" ? { user, name: user.toUpperCase(), session: `session-${user}` } : null;
      },
      role: async (_space, user) => roles[user] ?? null,
      hasBoard: async (space, board) => space === "house" && board.startsWith("b"),
    },
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  return {
    boards,
    log,
    port,
    errors,
    roles,
    stop: async () => {
      await boards.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** A WebSocket class that comes as a certain person: y-websocket takes a class, not headers. */
export const socketOf = (user: string | null, headers: Record<string, string> = {}): typeof globalThis.WebSocket =>
  class extends WebSocket {
    constructor(url: string | URL) {
      super(url, { headers: { ...(user === null ? {} : { "x-user": user }), ...headers } });
    }
  } as unknown as typeof globalThis.WebSocket;

export interface TestClient {
  doc: Y.Doc;
  elements: Y.Map<BoardElement>;
  provider: WebsocketProvider;
}

export function client(port: number, user: string | null, board = "b1", params: Record<string, string> = {}): TestClient {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/board`, `house/${board}`, doc, {
    WebSocketPolyfill: socketOf(user),
    disableBc: true,
    maxBackoffTime: 200,
    params,
  });
  return { doc, elements: doc.getMap<BoardElement>(ELEMENTS), provider };
}

/** Waits for a condition, at most `deadline` ms. */
export async function until(condition: () => boolean, what: string, deadline = 5_000): Promise<void> {
  const end = performance.now() + deadline;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const synced = (...clients: TestClient[]): Promise<void> => until(() => clients.every((c) => c.provider.synced), "clients in sync");

export function rectangle(id: string, change: Partial<BoardElement> = {}): BoardElement {
  return {
    id,
    type: "rectangle",
    x: 10,
    y: 20,
    width: 100,
    height: 80,
    angle: 0,
    strokeColor: "#1e1e1e",
    backgroundColor: "#ffec99",
    fillStyle: "solid",
    strokeWidth: 2,
    strokeStyle: "solid",
    roundness: { type: 3 },
    roughness: 1,
    opacity: 100,
    seed: 1,
    version: 1,
    versionNonce: 1,
    index: "a0",
    isDeleted: false,
    groupIds: [],
    frameId: null,
    boundElements: null,
    updated: 1,
    link: null,
    locked: false,
    ...change,
  };
}

/** A document as plain data, to compare. */
export const content = (c: TestClient): string => JSON.stringify(Object.entries(c.elements.toJSON()).sort(([a], [b]) => (a < b ? -1 : 1)));
