/** A whole server with one space and its board: people take their seats and come to the board by the sockets that pages use. In memory, port 0. */
import { once } from "node:events";
import { getMessageBytes, Protocol } from "@colyseus/core";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { BoardLink } from "../../../client/board/link.ts";
import type { RunningSpace } from "../../../server/rooms/running-space.ts";
import { ELEMENTS } from "../../../shared/board/board.ts";
import type { BoardElement } from "../../../shared/board/element.ts";
import { guestSession, type InProcessServer, newSpace, ownerSession, type Person, sitIn, startTestServer } from "../../support/server.ts";
import { socketOf } from "./harness.ts";

/** A stock client, which comes back by itself wherever it is told to. */
export interface AtBoard {
  doc: Y.Doc;
  elements: Y.Map<BoardElement>;
  provider: WebsocketProvider;
}
export interface Seat {
  ws: WebSocket;
  send(type: string, message: unknown): void;
}

export class BoardHouse {
  readonly server: InProcessServer;
  readonly owner: Person;
  readonly space: string;
  readonly board: string;
  /** How much later it is for the server than it was, ms. */
  readonly #time: { later: number };
  readonly #ends: (() => void)[] = [];

  private constructor(server: InProcessServer, owner: Person, at: { space: string; board: string }, time: { later: number }) {
    [this.server, this.owner, this.space, this.board, this.#time] = [server, owner, at.space, at.board, time];
  }

  static async open(): Promise<BoardHouse> {
    const time = { later: 0 };
    const clock = { now: () => Date.now(), mono: () => performance.now() + time.later };
    const server = await startTestServer({ inMemory: true, clock });
    const owner = await ownerSession(server);
    const space = (await newSpace(owner)).id;
    const board = (await owner.call("GET /api/spaces/:space/places", { params: { space } })).body.boards[0]?.id ?? "";
    return new BoardHouse(server, owner, { space, board }, time);
  }

  guest(name: string): Promise<Person> {
    return guestSession(this.server, this.owner, this.space, { name });
  }
  passes(ms: number): void {
    this.#time.later += ms;
  }
  get running(): RunningSpace | undefined {
    return this.server.kartu.live.get(this.space);
  }
  isInside(who: Person): boolean {
    return this.running?.personOf(who.me.user) !== undefined;
  }

  async sit(who: Person): Promise<Seat> {
    const ws = await sitIn(this.server, who, this.space);
    this.#ends.push(() => ws.terminate());
    return { ws, send: (type, message) => ws.send(getMessageBytes.raw(Protocol.ROOM_DATA, type, message)) };
  }

  /** A bare socket: what it hears, and the code it is closed with. */
  knock(who: Person): { ws: WebSocket; said: Buffer[]; closed: Promise<number> } {
    const ws = new WebSocket(`${this.#origin}/board/${this.space}/${this.board}?v=1`, { headers: this.#headers(who) });
    this.#ends.push(() => ws.terminate());
    const said: Buffer[] = [];
    ws.on("message", (data: Buffer) => said.push(data));
    return { ws, said, closed: once(ws, "close").then(([code]) => Number(code)) };
  }

  stock(who: Person): AtBoard {
    const doc = new Y.Doc();
    const provider = new WebsocketProvider(`${this.#origin}/board`, `${this.space}/${this.board}`, doc, {
      WebSocketPolyfill: socketOf(null, this.#headers(who)),
      disableBc: true,
      maxBackoffTime: 200,
    });
    this.#ends.push(() => provider.destroy());
    return { doc, elements: doc.getMap<BoardElement>(ELEMENTS), provider };
  }

  /** The page's own connection. */
  page(who: Person): BoardLink {
    const link = new BoardLink({
      origin: this.#origin,
      space: this.space,
      board: this.board,
      user: who.me.user,
      webSocket: socketOf(null, this.#headers(who)),
      outbox: async () => ({ kept: "device", put: async () => undefined, clear: async () => undefined, read: async () => [] }),
    });
    this.#ends.push(() => link.close());
    return link;
  }

  get #origin(): string {
    return this.server.url.replace("http", "ws");
  }
  #headers({ cookie }: Person): { cookie: string; origin: string } {
    return { cookie, origin: this.server.url };
  }

  async close(): Promise<void> {
    for (const end of this.#ends.splice(0)) end();
    await this.server.close();
  }
}

/** What a page reads of its work. */
export const workOf = (link: BoardLink): string => {
  const status = link.status.get();
  return status.state === "open" ? status.work : status.state;
};
