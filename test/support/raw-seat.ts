/** A connection to a space room by hand, frame by frame: for those who do not behave. */
import { getMessageBytes, Protocol } from "@colyseus/core";
import { unpack } from "msgpackr";
import WebSocket from "ws";
import type { DownMessages } from "../../shared/protocol/messages.ts";
import { type Member, reserve, type SpaceServer } from "./space-server.ts";
import { until } from "./until.ts";

export type Words = { [K in keyof DownMessages]: { type: K; message: DownMessages[K] } }[keyof DownMessages];

export interface RawSeat {
  ws: WebSocket;
  /** Messages of words so far. */
  words: Words[];
  /** Everything that came, as it came. */
  raw: Buffer[];
  /** Binary messages so far: type and body. */
  bytes: { type: number; body: Buffer }[];
  closed: Promise<number>;
  send(type: string, message: unknown): void;
  sendBytes(type: number, body: Uint8Array): void;
  last<K extends keyof DownMessages>(type: K): DownMessages[K] | undefined;
}

/** @throws when the socket is closed before one is inside */
export const rawSeat = async (server: SpaceServer, member: Member, acknowledge = true): Promise<RawSeat> =>
  takeSeat(server, member, await reserve(server, member), acknowledge);

/** Takes a seat that was reserved. @throws as `rawSeat` */
export async function takeSeat(
  server: SpaceServer,
  member: Member,
  { processId, roomId, sessionId }: Awaited<ReturnType<typeof reserve>>,
  acknowledge = true,
): Promise<RawSeat> {
  const ws = new WebSocket(`${server.url.replace("http", "ws")}/${processId}/${roomId}?sessionId=${sessionId}`, {
    headers: { cookie: member.cookie, origin: server.url },
  });
  const seat: RawSeat = {
    ws,
    words: [],
    raw: [],
    bytes: [],
    closed: new Promise((resolve) => ws.once("close", resolve)),
    send: (type, message) => ws.send(getMessageBytes.raw(Protocol.ROOM_DATA, type, message)),
    sendBytes: (type, body) => ws.send(getMessageBytes.raw(Protocol.ROOM_DATA_BYTES, type, undefined, body)),
    last: (type) => seat.words.findLast((word) => word.type === type)?.message as never,
  };
  ws.on("error", () => undefined);
  let joined = false;
  ws.on("message", (data: Buffer) => {
    seat.raw.push(data);
    if (data[0] === Protocol.JOIN_ROOM) {
      joined = true;
      if (acknowledge) ws.send(Uint8Array.of(Protocol.JOIN_ROOM));
    } else if (data[0] === Protocol.ROOM_DATA) {
      const length = (data[1] ?? 0) & 0x1f;
      const type = data.toString("utf8", 2, 2 + length) as Words["type"];
      seat.words.push({ type, message: unpack(data.subarray(2 + length)) } as Words);
    } else if (data[0] === Protocol.ROOM_DATA_BYTES) {
      seat.bytes.push({ type: data[1] ?? 0, body: data.subarray(2) });
    }
  });
  const refused = seat.closed.then((code) => {
    throw new Error(`the seat was refused: ${code}`);
  });
  await Promise.race([until("the seat is taken", () => joined && (!acknowledge || seat.last("welcome") !== undefined)), refused]);
  return seat;
}

/** A seat whose person's number is known. */
export type Seat = RawSeat & { you: number; member: Member };

/** @param who a session, or the name of somebody new */
export async function seated(server: SpaceServer, who: Member | string, role?: Member["role"]): Promise<Seat> {
  const member = typeof who === "string" ? await server.member(who, role) : who;
  const seat = await rawSeat(server, member);
  return Object.assign(seat, { you: seat.last("welcome")?.you ?? -1, member });
}
